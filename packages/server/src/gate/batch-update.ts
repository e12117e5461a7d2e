/** Updating many records of one object in one transaction; see `batch.ts`. */
import { decide } from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { readGuarded } from "./guard.ts";
import { readRecord, recordColumns, type StoredRecord } from "./record.ts";
import { rollUp, rollupParentsOf } from "./rollups.ts";
import { StalePlan, type Subject } from "./subject.ts";
import { storedRow } from "./system.ts";
import { ROW, viewOf } from "./view.ts";
import {
  type Candidate,
  readUnwritten,
  typedColumns,
  recordset,
  byName,
  problemsOf,
  insertHistories,
  type Refused,
} from "./batch-parts.ts";

export interface Change {
  readonly id: string;
  readonly cells: ReadonlyMap<FieldModel, Json>;
}

export interface Updated {
  readonly refused: Refused;
  /** Ids of the records that the subject does not see; nothing else is told about them. */
  readonly unseen: ReadonlySet<string>;
  readonly updated: readonly string[];
}

/** Decides on every record as it is and as it will be, then writes those that may be written. */
export async function updateMany(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  changes: readonly Change[],
  write: boolean,
): Promise<Updated> {
  const ids = changes.map(({ id }) => id);
  if (write)
    await run(
      tx,
      sql`select id from ${sql.table(object.table)} where id = any(${ids}::uuid[]) order by id for no key update`,
    );
  const seen = await readMany(tx, subject, object, ids);
  const after = changes.flatMap(({ id, cells }) => {
    const before = seen.get(id);
    return before
      ? [
          {
            before,
            cells: new Map(
              [...cells].filter(
                ([field, cell]) => !isSame(cell, before.cells.get(field.name) ?? null),
              ),
            ),
          },
        ]
      : [];
  });
  const rows = after.map(({ before, cells }) => ({
    id: before.id,
    isNew: false,
    cells: new Map([...before.cells, ...byName(cells)]),
  }));
  const later = await readUnwritten(tx, subject, object, rows);
  const refused: Refused = new Map();
  for (const { before, cells } of after) {
    const problems = [before, later.get(before.id)!].flatMap((record) =>
      problemsOfEdit(subject, object, record, [...cells.keys()]),
    );
    const moves = problemsOfMove(object, before, cells);
    if (problems.length + moves.length > 0) refused.set(before.id, [...problems, ...moves]);
  }
  const changed = after.filter(({ before, cells }) => cells.size > 0 && !refused.has(before.id));
  if (write) await writeMany(tx, subject, object, changed);
  const updated = after.map(({ before }) => before.id).filter((id) => !refused.has(id));
  return { refused, updated, unseen: new Set(ids.filter((id) => !seen.has(id))) };
}

interface Edit {
  readonly before: StoredRecord;
  readonly cells: ReadonlyMap<FieldModel, Json>;
}

async function writeMany(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  edits: readonly Edit[],
): Promise<void> {
  if (edits.length === 0) return;
  const fields = [...new Set(edits.flatMap(({ cells }) => [...cells.keys()]))].filter(
    ({ custom }) => !custom,
  );
  const hasCustom = edits.some(({ cells }) => [...cells.keys()].some(({ custom }) => custom));
  const rows = edits.map(({ before, cells }) => {
    const row = {
      id: before.id,
      ...Object.fromEntries(before.cells),
      ...Object.fromEntries(byName(cells)),
    };
    return { ...storedRow(object, fields, row, hasCustom), version: before.version };
  });
  const columns = typedColumns(fields);
  const set = [...columns.map(({ name }) => name), ...(hasCustom ? ["custom"] : [])].map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(`r.${name}`)}`,
  );
  const types = [
    { name: "id", type: "uuid" },
    { name: "version", type: "int" },
    { name: "custom", type: "jsonb" },
    ...columns,
  ];
  const { rowCount } = await run(
    tx,
    sql`update ${sql.table(object.table)} as ${sql.ref(ROW)}
      set ${sql.join([...set, sql`version = ${sql.ref(`${ROW}.version`)} + 1`, sql`updated_at = statement_timestamp()`])}
      from json_to_recordset(${JSON.stringify(rows)}::json) as r (${recordset(types)})
      where ${sql.ref(`${ROW}.id`)} = r.id and ${sql.ref(`${ROW}.version`)} = r.version and ${sql.ref(`${ROW}.deleted_at`)} is null`,
  );
  if (rowCount !== edits.length) throw new StalePlan();
  await insertHistories(
    tx,
    edits.map(({ before, cells }) => ({
      ...{
        object: object.name,
        record: before.id,
        version: before.version + 1,
        by: subject.person,
        action: "edit",
      },
      changes: Object.fromEntries(
        [...cells].map(([field, cell]) => [
          field.name,
          [before.cells.get(field.name) ?? null, cell] as const,
        ]),
      ),
    })),
  );
  await rollUp(
    tx,
    object,
    rollupParentsOf(object, ...edits.flatMap(({ before, cells }) => [before.cells, byName(cells)])),
  );
}

/** Records that the subject sees, with everything needed to decide about them. */
async function readMany(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const { arms } = viewOf(subject, object.name);
  if (arms.length === 0 || ids.length === 0) return new Map();
  const reached = sql.join(
    arms.map(({ where }) => sql`(${where})`),
    sql` or `,
  );
  const rows = await readGuarded<Record<string, unknown>>(
    executor,
    subject,
    sql`select ${recordColumns(subject, object)} from ${sql.table(object.table)} as ${sql.ref(ROW)}
      where ${sql.ref(`${ROW}.id`)} = any(${ids}::uuid[]) and (${reached})`,
  );
  return new Map(rows.map((row) => [String(row["id"]), readRecord(subject, object, row)]));
}

/** One decision for each action that writes one of the fields. */
function problemsOfEdit(
  subject: Subject,
  object: ObjectModel,
  record: Candidate,
  fields: readonly FieldModel[],
): readonly Problem[] {
  const actions = new Set(fields.map(({ writtenBy }) => writtenBy));
  const decisions = new Map(
    [...actions].map((action) => [
      action,
      decide(subject.compiled, object.name, action, record.facts, record.context),
    ]),
  );
  return problemsOf(fields, ({ writtenBy }) => [decisions.get(writtenBy)!]);
}

function problemsOfMove(
  object: ObjectModel,
  before: StoredRecord,
  cells: ReadonlyMap<FieldModel, Json>,
): readonly Problem[] {
  const { states } = object.declaration;
  const field = states && object.fields.get(states.field);
  if (!field || !cells.has(field)) return [];
  const [from, to] = [before.cells.get(field.name) ?? null, cells.get(field) ?? null];
  if (from === null || states.transitions[String(from)]?.includes(String(to))) return [];
  return [problem(field.name, "bad_transition", { from: String(from), to: String(to) })];
}

const isSame = (left: Json, right: Json): boolean => JSON.stringify(left) === JSON.stringify(right);
