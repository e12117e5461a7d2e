/**
 * Ordering and keyset pages. The order is total: ties are broken by id, and an empty cell is smaller than any value. So
 * no key is ever NULL, a page goes on by comparing whole rows, and one index serves both directions.
 */
import { sql } from "kysely";
import type { FieldModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { textOf, UUID } from "../fields/shared.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { isNeverEmpty } from "../derive/table.ts";
import { knownFields, ROW, type ArmView, type View } from "./view.ts";

export interface SortKey {
  readonly field: FieldModel;
  readonly direction: "asc" | "desc";
  /** SQL type of the key, to compare a cursor with. */
  readonly type: string;
}

export const MAX_SORT_KEYS = 4;

export function parseSort(input: unknown, view: View): readonly SortKey[] {
  const wanted =
    input === undefined || (Array.isArray(input) && input.length === 0)
      ? [view.object.declaration.list.sort]
      : input;
  if (!Array.isArray(wanted) || wanted.length > MAX_SORT_KEYS) {
    throw badRequest([
      problem("sort", "out_of_range", { name: "sort", minimum: 0, maximum: MAX_SORT_KEYS }),
    ]);
  }
  const known = new Map(knownFields(view).map((field) => [field.name, field]));
  return wanted.map((one, index) => {
    const { field: name, direction } = (one ?? {}) as { field?: unknown; direction?: unknown };
    const field = known.get(textOf(name));
    if (!field)
      throw badRequest([
        problem(`sort.${index}.field`, "unknown_field", { field: textOf(name).slice(0, 60) }),
      ]);
    if (field.module.smallest === undefined)
      throw badRequest([problem(`sort.${index}.field`, "not_sortable", { field: field.name })]);
    return {
      field,
      direction: direction === "asc" ? "asc" : "desc",
      type: Object.values(field.module.columns)[0]!,
    };
  });
}

/** Never NULL. Written as the indexes of `derive/table.ts` have it. */
export const keySql = ({ field }: SortKey, arm: ArmView): Sql => {
  const cell = arm.cell(field)[0]!;
  const isFilled = isNeverEmpty(field.name) && arm.level(field) === "plain";
  return isFilled ? cell : sql`coalesce(${cell}, ${sql.raw(field.module.smallest!)})`;
};

/** The id follows the first key's direction, so that one index can serve both. */
const idDirection = (keys: readonly SortKey[]): "asc" | "desc" => keys[0]?.direction ?? "desc";

/** `names`: how each key is written at this level of the statement. */
export function orderSql(keys: readonly SortKey[], names: readonly Sql[], id: Sql): Sql {
  const parts = keys.map(({ direction }, index) => sql`${names[index]!} ${sql.raw(direction)}`);
  return sql.join([...parts, sql`${id} ${sql.raw(idDirection(keys))}`], sql`, `);
}

export interface Cursor {
  readonly keys: readonly string[];
  readonly id: string;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.keys, cursor.id])).toString("base64url");
}

export function parseCursor(input: string | undefined, keys: readonly SortKey[]): Cursor | null {
  if (input === undefined) return null;
  try {
    const [values, id] = JSON.parse(Buffer.from(input, "base64url").toString()) as [
      unknown[],
      unknown,
    ];
    const isWhole = values.length === keys.length && values.every((one) => typeof one === "string");
    if (isWhole && typeof id === "string" && UUID.test(id)) return { keys: values as string[], id };
  } catch {
    // Falls through: whatever is not a cursor is refused in the same words.
  }
  throw new Refusal("bad_cursor");
}

/** True for rows that come after the cursor in the order. */
export function afterSql(cursor: Cursor | null, keys: readonly SortKey[], arm: ArmView): Sql {
  if (cursor === null) return sql`true`;
  const ends = keys.map((key, index) => ({
    direction: key.direction,
    key: keySql(key, arm),
    end: sql`${cursor.keys[index]}::${sql.raw(key.type)}`,
  }));
  const id = {
    direction: idDirection(keys),
    key: sql.ref(`${ROW}.id`),
    end: sql`${cursor.id}::uuid`,
  };
  return afterEnds([...ends, id]);
}

interface End {
  readonly direction: "asc" | "desc";
  readonly key: Sql;
  readonly end: Sql;
}

/** Keys of one direction are compared as one row, which an index can start at. */
function afterEnds(ends: readonly End[]): Sql {
  const turn = ends.findIndex(({ direction }) => direction !== ends[0]!.direction);
  const run = turn < 0 ? ends : ends.slice(0, turn);
  const keys = sql`(${sql.join(run.map(({ key }) => key))})`;
  const values = sql`(${sql.join(run.map(({ end }) => end))})`;
  const isBeyond = sql`${keys} ${sql.raw(ends[0]!.direction === "asc" ? ">" : "<")} ${values}`;
  if (turn < 0) return isBeyond;
  return sql`(${isBeyond} or (${keys} = ${values} and ${afterEnds(ends.slice(turn))}))`;
}
