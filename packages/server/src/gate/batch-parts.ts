/** What creating and updating many records have in common. */
import { recordFields, type Decision } from "@latchkey/policy";
import { sql } from "kysely";
import { copyText } from "../db/copy.ts";
import type { Executor } from "../db/database.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { readGuarded } from "./guard.ts";
import { factColumns, factsOf, factReader, type NamedCells, type StoredRecord } from "./record.ts";
import type { HistoryEntry } from "./store.ts";
import type { Subject } from "./subject.ts";
import { ROW } from "./view.ts";

/** Problems by id of record; a record without an entry is allowed. */
export type Refused = Map<string, readonly Problem[]>;

/** What the engine is asked about: a record as it is, or as it would be. */
export type Candidate = Pick<StoredRecord, "id" | "facts" | "context">;

export interface Unwritten {
  readonly id: string;
  readonly isNew: boolean;
  readonly cells: NamedCells;
}

/**
 * Records that are not in the table (yet, or not so), in the order of the rows. A condition about relations looks at a record's id and at what its
 * references point to, so records that are new and point to the same have the same truths: they are asked once.
 */
export async function readUnwritten(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  rows: readonly Unwritten[],
): Promise<readonly Candidate[]> {
  if (rows.length === 0) return [];
  const references = [...object.fields.values()].filter(
    ({ custom, module }) => !custom && Object.values(module.columns)[0] === "uuid",
  );
  const likeness = ({ id, isNew, cells }: Unwritten) =>
    references.reduce((key, { name }) => `${key} ${cells.get(name) as string}`, isNew ? "" : id);
  const likenesses = rows.map(likeness);
  const asked = new Map(rows.map((row, index) => [likenesses[index]!, row]));
  const rowsAsked = [...asked.values()].map(({ id, cells }) => ({
    id,
    ...Object.fromEntries(
      references.map(({ name, columns }) => [columns[0]!, cells.get(name) ?? null]),
    ),
  }));
  const columns = recordset([{ name: "id", type: "uuid" }, ...typedColumns(references)]);
  const read = await readGuarded<Record<string, unknown> & { id: string; read_at: Date }>(
    executor,
    subject,
    sql`select ${sql.ref(`${ROW}.id`)} as id, ${factColumns(subject, object)}
      from json_to_recordset(${JSON.stringify(rowsAsked)}::json) as ${sql.ref(ROW)} (${columns})`,
  );
  const factsIn = factReader(subject, object);
  const truths = new Map(
    read.map((row) => [
      row.id,
      {
        context: { ...subject.context, now: row.read_at.getTime() },
        facts: factsIn(row),
      },
    ]),
  );
  const decisive = recordFields(subject.compiled, object.name);
  return rows.map(({ id, cells }, index) => {
    const { context, facts } = truths.get(asked.get(likenesses[index]!)!.id)!;
    return { id, facts: factsOf(id, object, cells, facts, decisive), context };
  });
}

export function problemsOf(
  fields: readonly FieldModel[],
  decisionsFor: (field: FieldModel) => readonly Decision[],
): readonly Problem[] {
  if (fields.some((field) => decisionsFor(field).some(({ allow }) => !allow)))
    return [problem("", "forbidden")];
  return fields
    .filter(
      (field) =>
        isContent(field) && decisionsFor(field).some(({ write }) => !write.includes(field.name)),
    )
    .map(({ name }) => problem(name, "closed_field"));
}

/** Owner and unit place a record; whether it may be placed there is the scope's question, not the field's. */
const isContent = ({ name }: FieldModel): boolean => name !== "owner" && name !== "unit";

/** By COPY: an INSERT that reads them from JSON takes the database four times as long. */
export async function insertHistories(
  tx: Executor,
  entries: readonly HistoryEntry[],
): Promise<void> {
  await tx.copyIn({
    table: "record_history",
    columns: ["object", "record", "version", "by", "action", "changes"],
    text: copyText(
      entries.map(({ object, record, version, by, action, changes }) => [
        object,
        record,
        version,
        by,
        action,
        changes,
      ]),
      HISTORY_TYPES,
    ),
  });
}

const HISTORY_TYPES = ["text", "uuid", "int", "uuid", "text", "json"];

export const typedColumns = (fields: readonly FieldModel[]) =>
  fields.flatMap((field) =>
    Object.values(field.module.columns).map((type, index) => ({
      name: field.columns[index]!,
      type,
    })),
  );

export const recordset = (columns: readonly { name: string; type: string }[]) =>
  sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`));

export const byName = (cells: ReadonlyMap<FieldModel, Json>): ReadonlyMap<string, Json> =>
  new Map([...cells].map(([field, cell]) => [field.name, cell]));

/** The same without a copy, for the many of an import. */
export const named = (object: ObjectModel, cells: ReadonlyMap<FieldModel, Json>): NamedCells => ({
  get: (name) => cells.get(object.fields.get(name)!),
});
