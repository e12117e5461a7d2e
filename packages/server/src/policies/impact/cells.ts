/**
 * The outlines of an object's records, from near and from afar: with everybody's ids and units (a cell), with the units
 * only (a block: what people see who are not named in it), and with units as they lie to nobody in particular (a field
 * of blocks: what people see who are at home elsewhere). Few people are named in a cell, few are at home near a block.
 */
import type { Cell } from "./read-outlines.ts";
import type { Outline } from "./outline.ts";
import { renamed, valuesIn, type OutlineRow } from "./outline-row.ts";
import { unitClass, type Landscape } from "./position.ts";

export interface Block {
  /** Place of its far field. */
  readonly far: number;
  readonly row: OutlineRow;
  readonly units: ReadonlySet<string>;
  count: number;
}

export interface Far {
  /** Its units are classes to nobody. */
  readonly row: OutlineRow;
  count: number;
}

export interface Terrain {
  readonly outline: Outline;
  readonly cells: readonly Cell[];
  /** By cell. */
  readonly blockOf: Int32Array;
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
  cells: readonly Cell[],
  breathe: () => Promise<void>,
): Promise<Terrain> {
  const { named } = landscape;
  const [blocks, far] = [new Places<Block>(), new Places<Far>()];
  const [naming, at] = [new Lists(), new Lists()];
  const blockOf = new Int32Array(cells.length);
  const someone = (id: string) => (named.has(id) ? id : NOBODY);
  const lies = new Map<string, string>();
  const lieOf = (unit: string): string => {
    if (named.has(unit)) return unit;
    const lie = lies.get(unit) ?? unitClass(landscape, [], unit);
    lies.set(unit, lie);
    return lie;
  };
  for (const [index, { row, count }] of cells.entries()) {
    if (index % BETWEEN_BREATHS === 0) await breathe();
    const ids = new Set<string>();
    const anonymous = renamed(outline, row, {
      id: (id) => (named.has(id) ? id : (ids.add(id), NOBODY)),
      unit: (unit) => unit,
    });
    const block = blocks.at(JSON.stringify(anonymous), (place) => {
      const row = renamed(outline, anonymous, { id: someone, unit: lieOf });
      const { units } = valuesIn(outline, anonymous);
      for (const unit of units) at.add(unit, place);
      const field = far.at(JSON.stringify(row), () => ({ row, count: 0 }));
      return { far: field, row: anonymous, units, count: 0 };
    });
    blockOf[index] = block;
    blocks.items[block]!.count += count;
    far.items[blocks.items[block]!.far]!.count += count;
    for (const id of ids) naming.add(id, index);
  }
  return { outline, cells, blockOf, blocks: blocks.items, far: far.items, naming, at };
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
