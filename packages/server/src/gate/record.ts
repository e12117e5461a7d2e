/** One record as read from its table: raw cells in JSON form, and everything needed to decide about it. */
import {
  bindContext,
  recordFields,
  relatedAtoms,
  type Context,
  type RecordFacts,
  type RelatedAtom,
  type Truth,
  type Value,
} from "@latchkey/policy";
import { sql } from "kysely";
import { conditionSql } from "../db/condition-sql.ts";
import type { Reference } from "../http/contract.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json, Sql } from "../fields/module.ts";
import type { Subject } from "./subject.ts";
import { conditionScope, ROW } from "./view.ts";

export interface StoredRecord {
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  /** True cells. They never leave the gate but through `presentRecord`. */
  readonly cells: ReadonlyMap<string, Json>;
  readonly facts: RecordFacts;
  /** The reader's context at the moment of the statement, by the database's clock. */
  readonly context: Context;
}

/** Titles of records by object and id, as JSON gives them; what is not among them the reader may not see. */
export type Titles = Readonly<Record<string, Readonly<Record<string, Named>> | null>>;

/** What a reference is called. */
export type Named = Omit<Reference, "id">;

/** The fields that are read of a record to show some: these, and those that decisions about it look at. */
export function fieldsToShow(
  subject: Subject,
  object: ObjectModel,
  shown: readonly FieldModel[],
): readonly FieldModel[] {
  const decisive = recordFields(subject.compiled, object.name);
  const names = new Set(shown.map(({ name }) => name));
  return allFields(object).filter(({ name }) => names.has(name) || decisive.has(name));
}

export const allFields = (object: ObjectModel): readonly FieldModel[] => [
  ...object.fields.values(),
];

/** What `select` must contain for `readRecords` to understand these fields of the row; `t` is the object's table. */
export function recordColumns(
  subject: Subject,
  object: ObjectModel,
  fields: readonly FieldModel[] = allFields(object),
): Sql {
  const columns = fields.flatMap(({ columns, module }) =>
    columns.map((column) => {
      const stored = sql.ref(`${ROW}.${column}`);
      return module.loadsText ? sql`${stored}::text as ${sql.ref(column)}` : stored;
    }),
  );
  const custom = fields.some((field) => field.custom) ? ["custom"] : [];
  const system = ["id", "version", "deleted_at", ...custom].map((column) =>
    sql.ref(`${ROW}.${column}`),
  );
  return sql.join([factColumns(subject, object), ...system, ...columns]);
}

/** What `factReader` needs to know of a row, and the moment that it was known. */
export function factColumns(subject: Subject, object: ObjectModel): Sql {
  const facts = relatedAtoms(subject.compiled, object.name).map(
    (atom, index) =>
      sql`${conditionSql(bindContext(atom, subject.context), conditionScope(subject, object))} as ${sql.ref(`fact_${index}`)}`,
  );
  return sql.join([sql`true as present, statement_timestamp() as read_at`, ...facts]);
}

/** INVARIANT: decisions about the records are made for this subject; their facts hold what they look at, and no more. */
export function readRecords(
  subject: Subject,
  object: ObjectModel,
  rows: readonly Record<string, unknown>[],
  fields: readonly FieldModel[] = allFields(object),
): readonly StoredRecord[] {
  const decisive = recordFields(subject.compiled, object.name);
  const factsIn = factReader(subject, object);
  return rows.map((row) => {
    const cells = readCells(fields, row);
    const id = String(row["id"]);
    return {
      id,
      cells,
      version: Number(row["version"]),
      deleted: row["deleted_at"] !== null,
      context: { ...subject.context, now: (row["read_at"] as Date).getTime() },
      facts: factsOf(id, object, cells, factsIn(row), decisive),
    };
  });
}

/** True cells of a row that holds the columns of these fields. */
export function readCells(
  fields: Iterable<FieldModel>,
  row: Record<string, unknown>,
): ReadonlyMap<string, Json> {
  const custom = (row["custom"] ?? {}) as Record<string, Json>;
  const cells = new Map<string, Json>();
  for (const field of fields) cells.set(field.name, readCell(field, row, custom));
  return cells;
}

function readCell(
  { name, module, columns, custom: isCustom }: FieldModel,
  row: Record<string, unknown>,
  custom: Record<string, Json>,
): Json {
  if (isCustom) return Object.hasOwn(custom, name) ? module.readJson(custom[name]!) : null;
  const main = row[columns[0]!] ?? null;
  if (main === null) return null;
  return module.load(columns.length === 1 ? [main] : columns.map((column) => row[column] ?? null));
}

/** Reads what `factColumns` selected of a row. */
export function factReader(
  subject: Subject,
  object: ObjectModel,
): (row: Record<string, unknown>) => RecordFacts["related"] {
  const atoms = relatedAtoms(subject.compiled, object.name);
  const columns = new Map(atoms.map(({ key }, index) => [key, `fact_${index}`]));
  // Keys are long texts, and every row is asked about the same few atoms.
  const known = new Map<RelatedAtom, string | undefined>();
  const columnOf = (atom: RelatedAtom): string | undefined => {
    if (!known.has(atom)) known.set(atom, columns.get(atom.key));
    return known.get(atom);
  };
  return (row) => (atom) => {
    const truth = row[columnOf(atom) ?? ""];
    if (truth === undefined)
      throw new Error(`the statement did not return the fact \`${atom.key}\``);
    return truth as Truth;
  };
}

/** `names`: of the cells that will be looked at; all unless said. */
/** Cells by the names of their fields. */
export type NamedCells = Pick<ReadonlyMap<string, Json>, "get">;

export function factsOf(
  id: string,
  object: ObjectModel,
  cells: NamedCells,
  related: (atom: RelatedAtom) => Truth,
  names: Iterable<string>,
): RecordFacts {
  const values: Record<string, Value> = { id };
  for (const name of names) {
    const value = cells.get(name) ?? null;
    values[name] = value === null ? null : object.fields.get(name)!.module.engineValue(value);
  }
  return { values, related };
}
