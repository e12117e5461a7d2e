/** Updating many records of one object in one transaction; see `batch.ts`. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { readGuarded } from "./guard.ts";
import { readRecords, recordColumns, type StoredRecord } from "./record.ts";
import { rollUp, rollupParentsOf } from "./rollups.ts";
import { StalePlan, type Subject } from "./subject.ts";
import { storedRow } from "./system.ts";
import { placeRecords } from "./batch.ts";
import { plainCells } from "./write.ts";
import { reachSql, ROW, viewOf } from "./view.ts";
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
import { decide, isFree, withSize } from "./demands.ts";

export interface Change {
  readonly id: string;
  readonly cells: ReadonlyMap<FieldModel, Json>;
  /** Names of the fields by whose cells the record was found. */
  readonly by: readonly string[];
}

export interface Updated {
  readonly refused: Refused;
  /** Ids of the records that the subject does not see, or not by those cells; nothing else is told about them. */
  readonly unseen: ReadonlySet<string>;
  readonly updated: readonly string[];
  /** The versions of those of them in which a cell is another now. */
  readonly versions: ReadonlyMap<string, number>;
}

/** Decides on every record as it is and as it will be, then writes those that may be written. */
export async function updateMany(
  tx: Executor,
  writer: Subject,
  object: ObjectModel,
  changes: readonly Change[],
  write: boolean,
): Promise<Updated> {
  const subject = withSize(writer, { object: object.name, action: "edit" }, changes.length);
  const ids = changes.map(({ id }) => id);
  if (write)
    await run(
      tx,
      sql`select id from ${sql.table(object.table)} where id = any(${ids}::uuid[]) order by id for no key update`,
    );
  const seen = await readMany(tx, subject, object, ids);
  const after = changes.flatMap(({ id, cells, by }) => {
    const before = seen.get(id);
    if (!before) return [];
    if (!isTold(subject, object, before, by)) return [];
    return [editOf(before, plainCells(subject, object, before), cells)];
  });
  await placeMoved(tx, subject, object, after, write);
  const rows = after.map(({ before, cells }) => ({
    id: before.id,
    isNew: false,
    cells: new Map([...before.cells, ...byName(cells)]),
  }));
  const later = await readUnwritten(tx, subject, object, rows);
  const refused: Refused = new Map();
  for (const [index, { before, seen: known, asked, cells }] of after.entries()) {
    const problems = [before, later[index]!].flatMap((record) =>
      problemsOfEdit(subject, object, record, asked),
    );
    const others = [...problemsOfCopies(object, asked), ...problemsOfMove(object, known, cells)];
    if (problems.length + others.length > 0) refused.set(before.id, [...problems, ...others]);
  }
  const changed = after.filter(({ before, cells }) => cells.size > 0 && !refused.has(before.id));
  if (write) await writeMany(tx, subject, object, changed);
  const updated = after.map(({ before }) => before.id).filter((id) => !refused.has(id));
  const told = new Set(after.map(({ before }) => before.id));
  const versions = new Map(changed.map(({ before }) => [before.id, before.version + 1]));
  return { refused, updated, versions, unseen: new Set(ids.filter((id) => !told.has(id))) };
}

/** Those of the records of which the subject may not be told that they hold what is in these fields. */
export async function untoldOf(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  { ids, by }: { readonly ids: readonly string[]; readonly by: readonly string[] },
): Promise<ReadonlySet<string>> {
  const seen = await readMany(executor, subject, object, ids);
  const isUntold = (id: string) => {
    const record = seen.get(id);
    return record === undefined || !isTold(subject, object, record, by);
  };
  return new Set(ids.filter(isUntold));
}

/**
 * What is done with a record that was found shows which one it was. So a masked cell finds a record only for who could
 * have the cell revealed: anybody else would learn whole numbers by trying them out.
 */
function isTold(
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  by: readonly string[],
): boolean {
  const plain = plainCells(subject, object, record);
  return by.every((name) => plain.has(name) || mayReveal(subject, object, record, name));
}

function mayReveal(
  subject: Subject,
  { name: objectName, declaration }: ObjectModel,
  { facts, context }: StoredRecord,
  name: string,
): boolean {
  if (!Object.hasOwn(declaration.actions, "reveal")) return false;
  const decision = decide(subject.compiled, objectName, "reveal", facts, context);
  return isFree(decision) && decision.fields.includes(name);
}

interface Edit {
  readonly before: StoredRecord;
  /** What of it the subject reads in full. */
  readonly seen: ReadonlyMap<string, Json>;
  /** The fields the subject changes, against those that change with them. */
  readonly asked: readonly FieldModel[];
  readonly cells: Map<FieldModel, Json>;
}

/** Only cells that are read in full are compared with what was sent; see `plainCells`. */
function editOf(
  before: StoredRecord,
  seen: ReadonlyMap<string, Json>,
  sent: ReadonlyMap<FieldModel, Json>,
): Edit {
  const isNew = ([{ name }, cell]: readonly [FieldModel, Json]) =>
    !seen.has(name) || !isSame(cell, seen.get(name)!);
  const cells = new Map([...sent].filter(isNew));
  return { before, seen, asked: [...cells.keys()], cells };
}

/** Children that get another parent move to where that one stands. */
async function placeMoved(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  edits: readonly Edit[],
  lock: boolean,
): Promise<void> {
  const { follows } = object.declaration;
  const parent = follows === undefined ? undefined : object.fields.get(follows);
  const moved = edits.filter(({ cells }) => parent && cells.has(parent));
  if (moved.length === 0) return;
  const places = moved.map(({ cells }) => new Map([[parent!, cells.get(parent!)!]]));
  await placeRecords(tx, subject, object, { records: places, lock });
  for (const [index, { cells }] of moved.entries())
    for (const [field, cell] of places[index]!) cells.set(field, cell);
}

/** Owner and unit of a child are its parent's. */
const problemsOfCopies = (object: ObjectModel, asked: readonly FieldModel[]): readonly Problem[] =>
  object.declaration.follows === undefined
    ? []
    : asked
        .filter(({ name }) => name === "owner" || name === "unit")
        .map(({ name }) => problem(name, "read_only"));

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
      object: object.name,
      record: before.id,
      version: before.version + 1,
      by: subject.person,
      action: "edit",
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
export async function readMany(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await readGuarded<Record<string, unknown>>(
    executor,
    subject,
    sql`select ${recordColumns(subject, object)} from ${sql.table(object.table)} as ${sql.ref(ROW)}
      where ${sql.ref(`${ROW}.id`)} = any(${ids}::uuid[]) and ${reachSql(viewOf(subject, object.name))}`,
  );
  return new Map(readRecords(subject, object, rows).map((record) => [record.id, record]));
}

/** One decision for each action that writes one of the fields. */
function problemsOfEdit(
  subject: Subject,
  object: ObjectModel,
  record: Candidate,
  fields: readonly FieldModel[],
): readonly Problem[] {
  const actions = new Set(fields.map(({ writtenBy }) => writtenBy));
  if ([...actions].some((action) => !Object.hasOwn(object.declaration.actions, action)))
    return [problem("", "forbidden")];
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
  seen: ReadonlyMap<string, Json>,
  cells: ReadonlyMap<FieldModel, Json>,
): readonly Problem[] {
  const { states } = object.declaration;
  const field = states && object.fields.get(states.field);
  if (!field || !cells.has(field)) return [];
  if (!seen.has(field.name)) return [problem(field.name, "closed_field")];
  const [from, to] = [seen.get(field.name) ?? null, cells.get(field) ?? null];
  if (from === null || states.transitions[String(from)]?.includes(String(to))) return [];
  return [problem(field.name, "bad_transition", { from: String(from), to: String(to) })];
}

const isSame = (left: Json, right: Json): boolean => JSON.stringify(left) === JSON.stringify(right);
