/** Ordering and keyset pages. The order is total: ties are broken by id, and empty cells come last either way. */
import { sql } from "kysely";
import type { FieldModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { textOf, UUID } from "../fields/shared.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { knownFields, ROW, type ArmLevels, type ArmView, type View } from "./view.ts";

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
    if (!field.module.sortKey)
      throw badRequest([problem(`sort.${index}.field`, "not_sortable", { field: field.name })]);
    return {
      field,
      direction: direction === "asc" ? "asc" : "desc",
      type: Object.values(field.module.columns)[0]!,
    };
  });
}

export const keySql = (key: SortKey, arm: ArmView): Sql =>
  key.field.module.sortKey!(arm.cell(key.field));

/** The id follows the first key's direction, so that one index can serve both. */
const idDirection = (keys: readonly SortKey[]): "asc" | "desc" => keys[0]?.direction ?? "desc";

/** `names`: how each key is written at this level of the statement, where it holds rows of these arms. */
export function orderSql(
  keys: readonly SortKey[],
  names: readonly Sql[],
  id: Sql,
  arms: readonly ArmLevels[],
): Sql {
  const parts = keys.map(
    ({ direction, field }, index) =>
      sql`${names[index]!} ${sql.raw(direction)}${sql.raw(arms.every((arm) => isNeverEmpty(field, arm)) ? "" : " nulls last")}`,
  );
  return sql.join([...parts, sql`${id} ${sql.raw(idDirection(keys))}`], sql`, `);
}

/** Set by the system on every record; where the reader sees it there are no NULLs, and a plain index order serves. */
const isNeverEmpty = (field: FieldModel, arm: ArmLevels): boolean =>
  (field.name === "createdAt" || field.name === "updatedAt") && arm.level(field) === "plain";

export interface Cursor {
  readonly keys: readonly (string | null)[];
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
    const isWhole =
      values.length === keys.length &&
      values.every((one) => one === null || typeof one === "string");
    if (isWhole && typeof id === "string" && UUID.test(id))
      return { keys: values as (string | null)[], id };
  } catch {
    // Falls through: whatever is not a cursor is refused in the same words.
  }
  throw new Refusal("bad_cursor");
}

/** True for rows that come after the cursor in the order. */
export function afterSql(cursor: Cursor | null, keys: readonly SortKey[], arm: ArmView): Sql {
  if (cursor === null) return sql`true`;
  const id = sql.ref(`${ROW}.id`);
  const beyondId = sql`${id} ${sql.raw(idDirection(keys) === "asc" ? ">" : "<")} ${cursor.id}::uuid`;
  if (keys.length === 1 && isNeverEmpty(keys[0]!.field, arm) && cursor.keys[0] !== null) {
    const [key] = keys;
    const sign = sql.raw(key!.direction === "asc" ? ">" : "<");
    return sql`(${keySql(key!, arm)}, ${id}) ${sign} (${cursor.keys[0]}::${sql.raw(key!.type)}, ${cursor.id}::uuid)`;
  }
  return keys.reduceRight<Sql>(
    (rest, key, index) => afterKey(key, cursor.keys[index]!, rest, arm),
    beyondId,
  );
}

function afterKey(key: SortKey, value: string | null, rest: Sql, arm: ArmView): Sql {
  const cell = keySql(key, arm);
  if (value === null) return sql`(${cell} is null and ${rest})`;
  const operand = sql`${value}::${sql.raw(key.type)}`;
  const sign = sql.raw(key.direction === "asc" ? ">" : "<");
  return sql`(${cell} ${sign} ${operand} or ${cell} is null or (${cell} = ${operand} and ${rest}))`;
}
