/**
 * The outlines of an object's records, from near and from afar: with everybody's ids and units (a cell), with the units
 * only (a block: what people see who are not named in it), and with units as they lie to nobody in particular (a field
 * of blocks: what people see who are at home elsewhere). Few people are named in a cell, few are at home near a block.
 */
import type { Cell } from "./read-outlines.ts";
import type { Outline } from "./outline.ts";
import { renamed, spelled, unitsIn, type OutlineRow } from "./outline-row.ts";
import { unitClass, type Landscape } from "./position.ts";

export interface Block {
  /** Place of its far field. */
  readonly far: number;
  readonly row: OutlineRow;
  count: number;
}

export interface Far {
  /** Its units are classes to nobody. */
  readonly row: OutlineRow;
  count: number;
}

/** Cells that differ by ids alone. */
export interface Shape {
  readonly block: number;
  /** The same for shapes that differ by units that lie alike to nobody. */
  readonly afar: number;
}

export interface NamedCell extends Cell {
  readonly shape: number;
  /** In the order in which they stand in the row. */
  readonly ids: readonly string[];
}

export interface Terrain {
  readonly outline: Outline;
  readonly cells: readonly NamedCell[];
  readonly shapes: readonly Shape[];
  readonly blocks: readonly Block[];
  readonly far: readonly Far[];
  /** Cells that name somebody or something, by its id. */
  readonly naming: ReadonlyMap<string, readonly number[]>;
  /** Blocks by their units. */
  readonly at: ReadonlyMap<string, readonly number[]>;
}

/** Cells or blocks. */
export const BETWEEN_BREATHS = 256;

/** An id that is nobody's. */
export const NOBODY = "-";

export async function terrainOf(
  landscape: Landscape,
  outline: Outline,
  read: readonly Cell[],
  breathe: () => Promise<void>,
): Promise<Terrain> {
  const { named } = landscape;
  const [shapes, blocks, far] = [new Places<Shape>(), new Places<Block>(), new Places<Far>()];
  const [texts, naming, at] = [new Places<null>(), new Lists(), new Lists()];
  const isOwn = (id: string): boolean => !named.has(id);
  const id = (one: string): string => (isOwn(one) ? NOBODY : one);
  const lies = new Map<string, string>();
  const lieOf = (unit: string): string => {
    if (named.has(unit)) return unit;
    const lie = lies.get(unit) ?? unitClass(landscape, [], unit);
    lies.set(unit, lie);
    return lie;
  };
  const shapeOf = (row: OutlineRow): Shape => {
    const anonymous = renamed(outline, row, { id, unit: (unit) => unit });
    const block = blocks.at(JSON.stringify(anonymous), (place) => {
      const distant = renamed(outline, anonymous, { id, unit: lieOf });
      for (const unit of unitsIn(outline, anonymous)) at.add(unit, place);
      const field = far.at(JSON.stringify(distant), () => ({ row: distant, count: 0 }));
      return { far: field, row: anonymous, count: 0 };
    });
    const { text } = spelled(outline, row, { isOwn, unit: lieOf });
    return { block, afar: texts.at(text, () => null) };
  };
  const cells: NamedCell[] = [];
  for (const [index, cell] of read.entries()) {
    if (index % BETWEEN_BREATHS === 0) await breathe();
    const { text, ids } = spelled(outline, cell.row, { isOwn, unit: (unit) => unit });
    const shape = shapes.at(text, () => shapeOf(cell.row));
    const block = blocks.items[shapes.items[shape]!.block]!;
    block.count += cell.count;
    far.items[block.far]!.count += cell.count;
    cells.push({ ...cell, shape, ids });
    for (const one of new Set(ids)) naming.add(one, index);
  }
  return { outline, cells, shapes: shapes.items, blocks: blocks.items, far: far.items, naming, at };
}

class Places<Item> {
  readonly items: Item[] = [];
  readonly #places = new Map<string, number>();

  at(key: string, make: (place: number) => Item): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.items.length;
    this.#places.set(key, place);
    this.items.push(make(place));
    return place;
  }
}

class Lists extends Map<string, number[]> {
  add(key: string, one: number): void {
    const list = this.get(key);
    if (list) list.push(one);
    else this.set(key, [one]);
  }
}
