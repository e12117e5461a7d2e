/** One outline as a row: its truths, then its cells, then for each relation the rows of that. */
import { evaluateCondition } from "@latchkey/policy";
import type { Context, RecordFacts, Truth, UnitTree, Value } from "@latchkey/policy";
import type { Outline } from "./outline.ts";

export type OutlineRow = readonly [readonly Truth[], ...unknown[]];

/** What becomes of the ids and units of a row. */
export interface Naming {
  id(value: string): string;
  unit(value: string): string;
}

/** Kinds whose values are compared for being the same and nothing else. */
const ID_KINDS: ReadonlySet<string> = new Set(["id", "ids"]);

const kindOf = ({ object }: Outline, field: string): string =>
  field === "id" ? "id" : object.fields.get(field)!.module.kind;

/** The row under other names; related rows that have become the same are one. */
export function renamed(outline: Outline, row: OutlineRow, naming: Naming): OutlineRow {
  const { fields, relations } = outline;
  const cells = fields.map((field, index) => {
    const kind = kindOf(outline, field);
    const cell = row[1 + index] as Value;
    if (kind === "unit") return typeof cell === "string" ? naming.unit(cell) : cell;
    return ID_KINDS.has(kind) ? renamedIds(cell, naming) : cell;
  });
  const related = relations.map(({ outline: inner }, index) => {
    const rows = row[1 + fields.length + index] as readonly OutlineRow[];
    const texts = rows.map((one) => JSON.stringify(renamed(inner, one, naming)));
    return [...new Set(texts)].toSorted().map((text) => JSON.parse(text) as OutlineRow);
  });
  return [row[0], ...cells, ...related];
}

function renamedIds(cell: Value, naming: Naming): Value {
  if (typeof cell === "string") return naming.id(cell);
  if (!Array.isArray(cell)) return cell;
  const names = cell.map((one: unknown) => (typeof one === "string" ? naming.id(one) : null));
  return [...new Set(names)].toSorted();
}

/**
 * The row as a text in which ids have given their places to a gap, and those ids in order: rows of one text whose gaps are
 * filled alike are alike.
 */
export function spelled(
  outline: Outline,
  row: OutlineRow,
  naming: { isOwn(id: string): boolean; unit(unit: string): string },
): { readonly text: string; readonly ids: readonly string[] } {
  const ids: string[] = [];
  const spellId = (one: unknown): string => {
    if (typeof one !== "string" || !naming.isOwn(one)) return JSON.stringify(one);
    ids.push(one);
    return GAP;
  };
  const spell = (here: Outline, one: OutlineRow): string => {
    const { fields, relations } = here;
    const cells = fields.map((field, index) => {
      const cell = one[1 + index] as Value;
      const kind = kindOf(here, field);
      if (kind === "unit" && typeof cell === "string") return JSON.stringify(naming.unit(cell));
      if (!ID_KINDS.has(kind)) return JSON.stringify(cell);
      return Array.isArray(cell) ? `[${cell.map(spellId).join()}]` : spellId(cell);
    });
    const related = relations.map(({ outline: inner }, index) => {
      const rows = one[1 + fields.length + index] as readonly OutlineRow[];
      return `[${rows.map((other) => spell(inner, other)).join()}]`;
    });
    return `[${[JSON.stringify(one[0]), ...cells, ...related].join()}]`;
  };
  return { text: spell(outline, row), ids };
}

/** No JSON. */
const GAP = "_";

/** The units that stand in a row, each once. */
export function unitsIn(outline: Outline, row: OutlineRow): ReadonlySet<string> {
  const units = new Set<string>();
  const unit = (value: string): string => {
    units.add(value);
    return value;
  };
  renamed(outline, row, { id: (id) => id, unit });
  return units;
}

/** What the engine needs to know to decide on the records of an outline. */
export function factsOfRow(
  outline: Outline,
  row: OutlineRow,
  around: { readonly tree: UnitTree; readonly context: Context },
): RecordFacts {
  const { fields, relations } = outline;
  const values: Record<string, Value> = {};
  for (const [index, truth] of row[0].entries()) values[`$${index}`] = truth;
  for (const [index, field] of fields.entries()) values[field] = row[1 + index] as Value;
  return {
    values,
    related({ relation, where }) {
      const at = relations.findIndex(({ name }) => name === relation);
      const rows = row[1 + fields.length + at] as readonly OutlineRow[];
      const { outline: inner } = relations[at]!;
      const truths = rows.map((one) =>
        evaluateCondition(where, factsOfRow(inner, one, around), around.context, around.tree),
      );
      return truths.includes(true) ? true : truths.includes(null) ? null : false;
    },
  };
}
