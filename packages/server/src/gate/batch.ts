/**
 * Creating and updating many records of one object in one transaction, as an import does. Every record is decided on by
 * itself, exactly as the gate's single create and update decide; only the statements are shared.
 *
 * Callers hold the locks of a write (`gate.write`), so what is decided here cannot be revoked before it is committed.
 */
import { decide, type Decision } from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { readGuarded } from "./guard.ts";
import {
  factColumns,
  factsOf,
  readRecord,
  recordColumns,
  relatedFacts,
  type StoredRecord,
} from "./record.ts";
import { rollUp, rollupParentsOf } from "./rollups.ts";
import type { HistoryEntry } from "./store.ts";
import { StalePlan, type Subject } from "./subject.ts";
import { asSystem, storedRow, type SystemRow } from "./system.ts";
import { targetOf } from "./titles.ts";
import { ROW, viewOf } from "./view.ts";

/** What one transaction writes at most, so that a revocation never waits long. */
export const MAX_BATCH = 1_000;

export interface NewRecord {
  readonly id: string;
  readonly cells: ReadonlyMap<FieldModel, Json>;
  /** The fields that somebody gave a value, against defaults. */
  readonly given: readonly FieldModel[];
}

/** Problems by id of record; a record without an entry is allowed. */
export type Refused = Map<string, readonly Problem[]>;

/** A child stands where its parent stands; anything else where it says, or with its owner, or with the creator. */
export async function placeRecords(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  records: readonly Map<FieldModel, Json>[],
  lock: boolean,
): Promise<void> {
  const owner = object.fields.get("owner")!;
  const unit = object.fields.get("unit")!;
  const { follows } = object.declaration;
  const parentField = follows === undefined ? undefined : object.fields.get(follows)!;
  const read = (target: string, ids: readonly (Json | undefined)[], locked: boolean) =>
    readPlaces(executor, {
      table: objectNamed(subject.world.model, target).table,
      ids,
      lock: locked,
    });
  const parents = parentField
    ? await read(
        targetOf(parentField)!,
        records.map((cells) => cells.get(parentField)),
        lock,
      )
    : null;
  for (const cells of records) if (!cells.has(owner)) cells.set(owner, subject.person);
  const owners = await read(
    "person",
    records.map((cells) => (cells.has(unit) ? null : cells.get(owner))),
    false,
  );
  for (const cells of records) {
    const parent = parents?.get(String(cells.get(parentField!)));
    if (parent) cells.set(owner, parent.owner);
    if (parent) cells.set(unit, parent.unit);
    else if (!cells.has(unit))
      cells.set(unit, owners.get(String(cells.get(owner)))?.unit ?? subject.unit);
  }
}

interface Place {
  readonly id: string;
  readonly owner: string | null;
  readonly unit: string | null;
}

/** Locked in the order of their ids, and as strongly as a parent's totals will need it; see `placeRecord` and `rollUp`. */
async function readPlaces(
  executor: Executor,
  { table, ids, lock }: { table: string; ids: readonly (Json | undefined)[]; lock: boolean },
): Promise<ReadonlyMap<string, Place>> {
  const wanted = [...new Set(ids.filter((id) => typeof id === "string"))];
  if (wanted.length === 0) return new Map();
  const { rows } = await run<Place>(
    executor,
    sql`select id, owner, unit from ${sql.table(table)}
      where id = any(${wanted}::uuid[]) and deleted_at is null order by id ${lock ? sql`for no key update` : sql``}`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of these new records the subject may not create, by every one of the actions, and why not. */
export async function decideOnNew(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  records: readonly NewRecord[],
  actions: readonly string[],
): Promise<Refused> {
  const refused: Refused = new Map();
  const made = { createdBy: subject.person };
  const unwritten = records.map(({ id, cells }) => ({
    id,
    isNew: true,
    cells: withNames(cells, made),
  }));
  const stored = await readUnwritten(executor, subject, object, unwritten);
  for (const { id, given } of records) {
    const record = stored.get(id)!;
    const decisions = actions.map((action) =>
      decide(subject.compiled, object.name, action, record.facts, record.context),
    );
    const problems = problemsOf(given, () => decisions);
    if (problems.length > 0) refused.set(id, problems);
  }
  return refused;
}

export async function insertMany(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  records: readonly NewRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await asSystem("rows the gate has decided on", null).insertRows(
    tx,
    object,
    records.map(({ id, cells }) => systemRow(id, cells, subject.person)),
  );
  const histories = records.map(({ id, cells }) => ({
    ...{ object: object.name, record: id, version: 1, by: subject.person, action: "create" },
    changes: Object.fromEntries(
      [...cells]
        .filter(([, cell]) => cell !== null)
        .map(([field, cell]) => [field.name, [null, cell] as const]),
    ),
  }));
  await insertHistories(tx, histories);
  await rollUp(tx, object, rollupParentsOf(object, ...records.map(({ cells }) => byName(cells))));
}

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

/** Throws unless the subject's plan still holds now; the last statement of a batch, for windows that end by themselves. */
export async function demandPlan(executor: Executor, subject: Subject): Promise<void> {
  await readGuarded(executor, subject, sql`select true as present`);
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

/** What the engine is asked about: a record as it is, or as it would be. */
type Candidate = Pick<StoredRecord, "id" | "facts" | "context">;

/**
 * Records that are not in the table (yet, or not so). A condition about relations looks at a record's id and at what its
 * references point to, so records that are new and point to the same have the same truths: they are asked once.
 */
async function readUnwritten(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  rows: readonly Unwritten[],
): Promise<ReadonlyMap<string, Candidate>> {
  if (rows.length === 0) return new Map();
  const references = [...object.fields.values()].filter(
    ({ custom, module }) => !custom && Object.values(module.columns)[0] === "uuid",
  );
  const likeness = ({ id, isNew, cells }: Unwritten) =>
    JSON.stringify([isNew ? null : id, ...references.map(({ name }) => cells.get(name) ?? null)]);
  const asked = new Map(rows.map((row) => [likeness(row), row]));
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
  const truths = new Map(
    read.map((row) => [
      row.id,
      { now: row.read_at.getTime(), facts: relatedFacts(subject, object, row) },
    ]),
  );
  return new Map(
    rows.map((row) => {
      const { now, facts } = truths.get(asked.get(likeness(row))!.id)!;
      return [
        row.id,
        {
          id: row.id,
          facts: factsOf(row.id, object, row.cells, facts),
          context: { ...subject.context, now },
        },
      ];
    }),
  );
}

interface Unwritten {
  readonly id: string;
  readonly isNew: boolean;
  readonly cells: ReadonlyMap<string, Json>;
}

const typedColumns = (fields: readonly FieldModel[]) =>
  fields.flatMap((field) =>
    Object.values(field.module.columns).map((type, index) => ({
      name: field.columns[index]!,
      type,
    })),
  );

const recordset = (columns: readonly { name: string; type: string }[]) =>
  sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`));

function withNames(
  cells: ReadonlyMap<FieldModel, Json>,
  more: Readonly<Record<string, Json>>,
): ReadonlyMap<string, Json> {
  const named = new Map(Object.entries(more));
  for (const [field, cell] of cells) named.set(field.name, cell);
  return named;
}

const byName = (cells: ReadonlyMap<FieldModel, Json>): ReadonlyMap<string, Json> =>
  withNames(cells, {});

const systemRow = (id: string, cells: ReadonlyMap<FieldModel, Json>, by: string): SystemRow =>
  Object.fromEntries(withNames(cells, { id, createdBy: by }));

const isSame = (left: Json, right: Json): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Owner and unit place a record; whether it may be placed there is the scope's question, not the field's. */
const isContent = ({ name }: FieldModel): boolean => name !== "owner" && name !== "unit";

function problemsOf(
  fields: readonly FieldModel[],
  decisionsFor: (field: FieldModel) => readonly Decision[],
): readonly Problem[] {
  if (fields.flatMap(decisionsFor).some(({ allow }) => !allow)) return [problem("", "forbidden")];
  return fields
    .filter(
      (field) =>
        isContent(field) && decisionsFor(field).some(({ write }) => !write.includes(field.name)),
    )
    .map(({ name }) => problem(name, "closed_field"));
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

async function insertHistories(tx: Executor, entries: readonly HistoryEntry[]): Promise<void> {
  await tx.query(
    `insert into record_history (object, record, version, "by", action, changes)
     select object, record, version, "by", action, changes
     from json_to_recordset($1::json) as h (object text, record uuid, version int, "by" uuid, action text, changes jsonb)`,
    [JSON.stringify(entries)],
  );
}
