/**
 * Ordering and keyset pages. The order is total: ties are broken by id, and an empty cell is smaller than any value. So
 * no key is ever NULL, a page goes on by comparing whole rows, and one index serves both directions.
 *
 * Rows whose cell the reader is not told come last, whichever the direction, in the list's own order: nobody asks for
 * them first, and they too are then read down an index.
 */
import { sql } from "kysely";
import type { FieldModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { textOf, UUID } from "../fields/shared.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { isNeverEmpty } from "../derive/table.ts";
import { knownFields, ROW, type ArmLevels, type ArmView, type View } from "./view.ts";

export interface SortKey {
  /**
   * `cell`: what the field holds. Around the others where the first of them is not told everywhere: `untold`, 1 where it
   * is not and else 0; and `instead`, what orders these rows, and nothing anywhere else.
   */
  readonly kind: "cell" | "untold" | "instead";
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
  const keys = wanted.map((one, index): SortKey => {
    const { field: name, direction } = (one ?? {}) as { field?: unknown; direction?: unknown };
    const field = known.get(textOf(name));
    if (!field)
      throw badRequest([
        problem(`sort.${index}.field`, "unknown_field", { field: textOf(name).slice(0, 60) }),
      ]);
    if (field.module.smallest === undefined)
      throw badRequest([problem(`sort.${index}.field`, "not_sortable", { field: field.name })]);
    return cellKey(field, direction === "asc" ? "asc" : "desc");
  });
  return withUntold(keys, view);
}

const cellKey = (field: FieldModel, direction: SortKey["direction"]): SortKey => ({
  kind: "cell",
  field,
  direction,
  type: Object.values(field.module.columns)[0]!,
});

function withUntold(keys: readonly SortKey[], { object, arms }: View): readonly SortKey[] {
  const [{ field, direction }] = keys as [SortKey];
  const own = object.declaration.list.sort.field;
  if (field.name === own || arms.every((arm) => isTold(field, arm))) return keys;
  const untold: SortKey = { kind: "untold", field, direction: "asc", type: "integer" };
  const instead = cellKey(object.fields.get(own)!, direction);
  return [untold, ...keys, { ...instead, kind: "instead" }];
}

/** True where the reader is told at least a masked form. */
const isTold = (field: FieldModel, arm: ArmLevels): boolean =>
  arm.level(field) === "plain" || (arm.level(field) === "masked" && Boolean(field.module.maskSql));

/** The keys that order the rows of one arm: those that are not the same for all of them. */
export function keysWithin(keys: readonly SortKey[], arm: ArmLevels): readonly SortKey[] {
  const [first, ...others] = keys;
  if (first?.kind !== "untold") return keys;
  return isTold(first.field, arm) ? others.slice(0, -1) : others.slice(1);
}

/** Never NULL. Written as the indexes of `derive/table.ts` have it. */
export function keySql({ kind, field }: SortKey, arm: ArmView, keys: readonly SortKey[]): Sql {
  const smallest = sql.raw(field.module.smallest!);
  if (kind === "untold") return sql`${sql.lit(placeOf(keys, arm))}::integer`;
  if (kind === "instead" && placeOf(keys, arm) === 0) return smallest;
  const cell = arm.cell(field)[0]!;
  const isFilled = isNeverEmpty(field.name) && arm.level(field) === "plain";
  return isFilled ? cell : sql`coalesce(${cell}, ${smallest})`;
}

/** 1 for arms whose rows come after all others. */
const placeOf = ([first]: readonly SortKey[], arm: ArmLevels): 0 | 1 =>
  first?.kind === "untold" && !isTold(first.field, arm) ? 1 : 0;

/** The id follows the direction that is asked for, so that one index can serve both. */
const idDirection = (keys: readonly SortKey[]): SortKey["direction"] =>
  keys.find(({ kind }) => kind === "cell")?.direction ?? "desc";

/** `nameOf`: how a key is written at this level of the statement; `within`: the keys that order anything there. */
export function orderSql(
  keys: readonly SortKey[],
  nameOf: (key: SortKey) => Sql,
  id: Sql,
  within: readonly SortKey[] = keys,
): Sql {
  const parts = within.map((key) => sql`${nameOf(key)} ${sql.raw(key.direction)}`);
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
    const isWhole =
      values.length === keys.length &&
      values.every((one) => typeof one === "string") &&
      (keys[0]?.kind !== "untold" || values[0] === "0" || values[0] === "1");
    if (isWhole && typeof id === "string" && UUID.test(id)) return { keys: values as string[], id };
  } catch {
    // Falls through: whatever is not a cursor is refused in the same words.
  }
  throw new Refusal("bad_cursor");
}

/** Stands in a written statement for a part of the cursor: any page but the first is asked for in the same words. */
class AtCursor {
  readonly part: number | "id";

  constructor(part: number | "id") {
    this.part = part;
  }
}

/** The values of a statement in which `afterSql` stands, for this page. */
export const valuesAt = (values: readonly unknown[], cursor: Cursor | null): readonly unknown[] =>
  cursor === null
    ? values
    : values.map((value) => (value instanceof AtCursor ? partOf(cursor, value) : value));

const partOf = ({ keys, id }: Cursor, { part }: AtCursor): string =>
  part === "id" ? id : keys[part]!;

/** 1 among the rows that are not told what the list is sorted by, else 0. */
export const placeAt = ({ keys: values }: Cursor, [first]: readonly SortKey[]): number =>
  first?.kind === "untold" ? Number(values[0]) : 0;

/** True for rows that come after the cursor in the order. */
export function afterSql(cursor: Cursor | null, keys: readonly SortKey[], arm: ArmView): Sql {
  if (cursor === null) return sql`true`;
  const place = placeAt(cursor, keys);
  if (place !== placeOf(keys, arm)) return sql`${sql.lit(place < placeOf(keys, arm))}`;
  const ends = keysWithin(keys, arm).map((key) => ({
    direction: key.direction,
    key: keySql(key, arm, keys),
    end: sql`${new AtCursor(keys.indexOf(key))}::${sql.raw(key.type)}`,
  }));
  const id = {
    direction: idDirection(keys),
    key: sql.ref(`${ROW}.id`),
    end: sql`${new AtCursor("id")}::uuid`,
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
