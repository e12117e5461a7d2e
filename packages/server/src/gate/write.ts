/** Create, update, delete and restore. Each decides on the record as it is, and again on the record as it will be. */
import type { Decision } from "@latchkey/policy";
import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import {
  objectNamed,
  snakeCase,
  type FieldModel,
  type ObjectModel,
  targetOf,
} from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import type { Json, Sql } from "../fields/module.ts";
import { byName } from "./batch-parts.ts";
import { guardSql } from "./guard.ts";
import { handingNotices, joiningNotices } from "./handing.ts";
import {
  checkTransition,
  defaultsOf,
  demandedFields,
  parseValues,
  requireFilled,
  type Values,
} from "./input.ts";
import { findRecord } from "./list.ts";
import type { Done } from "./mutate.ts";
import type { StoredRecord } from "./record.ts";
import { lockRollupParents, rollUp, rollupParentsOf } from "./rollups.ts";
import { insertHistory, insertRow, setSql } from "./store.ts";
import { StalePlan, type Subject } from "./subject.ts";
import { presentTitled, readTitles } from "./titles.ts";
import { reachSql, ROW, viewOf } from "./view.ts";
import { fieldsOfNew } from "./writable.ts";
import { decide, needOf, needOfArms, withAll } from "./demands.ts";

export interface UpdateInput {
  readonly id: string;
  /** The version the reader edited. */
  readonly version: number;
  readonly values: unknown;
}

/** `id`: where it was given one before there was a record. */
export async function createRecord(
  tx: Executor,
  subject: Subject,
  name: string,
  input: unknown,
  id: string = uuid(),
): Promise<Done<StoredRecord>> {
  const object = objectNamed(subject.world.model, name);
  const given = parseValues(input, viewOf(subject, name));
  const cells = new Map([...defaultsOf(object), ...given]);
  // First of all: a parent that the reader cannot see must answer like one that does not exist.
  await checkReferences(tx, subject, given, new Map());
  await placeRecord(tx, subject, object, cells);
  requireFilled(cells, demandedFields(subject, object));
  // Before the row is written: the database would tell of a closed field that another record holds the same in it.
  const content = [...given.keys()].filter(isContent);
  refuseNeverFilled(subject, object, content);
  await insertRow(tx, object, { id, cells, by: subject.person });
  const created = await findRecord(tx, subject, { object: name, action: "create" }, id);
  if (!created) {
    const act = { object: name, action: "create" };
    const found = await findRecord(tx, withAll(subject, act), act, id);
    if (!found) throw new Refusal("forbidden");
    throw new Refusal(needOf(subject.compiled, name, "create", found.facts, found.context));
  }
  const decision = decideOn(subject, object, "create", created);
  refuseClosedFields(content, () => decision);
  await rollUp(tx, object, rollupParentsOf(object, created.cells));
  const changes = changesOf(new Map(), cells);
  await insertHistory(tx, {
    object: name,
    record: id,
    version: 1,
    by: subject.person,
    action: "create",
    changes,
  });
  return {
    result: created,
    notices: [
      ...handingNotices(subject, { object, id, owner: created.cells.get("owner") }),
      ...(await joiningNotices(tx, subject, object, created.cells)),
    ],
    records: [id],
    reason: reasonsOf(decision),
    detail: { fields: Object.keys(changes) },
  };
}

function refuseNeverFilled(
  subject: Subject,
  object: ObjectModel,
  fields: readonly FieldModel[],
): void {
  const act = { object: object.name, action: "create" };
  if (viewOf(subject, object.name, "create").arms.length === 0) {
    const { arms } = viewOf(withAll(subject, act), object.name, "create");
    throw new Refusal(needOfArms(arms, subject, act) ?? "forbidden");
  }
  const fillable = new Set(fieldsOfNew(subject, object));
  refuseClosed(fields.filter((field) => !fillable.has(field)));
}

/** Owner and unit place a record; whether it may be placed there is the scope's question, not the field's. */
const isContent = (field: FieldModel): boolean => field.name !== "owner" && field.name !== "unit";

/** A child stands where its parent stands; anything else is the creator's, in the creator's unit, unless said. */
async function placeRecord(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  cells: Map<FieldModel, Json>,
): Promise<void> {
  const owner = object.fields.get("owner")!;
  const unit = object.fields.get("unit")!;
  const { follows } = object.declaration;
  const parentField = follows === undefined ? undefined : object.fields.get(follows)!;
  const parentId = parentField && cells.get(parentField);
  if (!parentField || !parentId) {
    if (!cells.has(owner)) cells.set(owner, subject.person);
    if (!cells.has(unit)) cells.set(unit, subject.unit);
    return;
  }
  const parent = objectNamed(subject.world.model, targetOf(parentField)!);
  // The lock makes a transfer of the parent wait, so that the copies cannot miss it; it is the one that the parent's
  // totals will need, since two writers who share a lock could never both go on to it.
  const { rows } = await run<{ owner: string | null; unit: string | null }>(
    tx,
    sql`select owner, unit from ${sql.table(parent.table)} where id = ${parentId}::uuid and deleted_at is null for no key update`,
  );
  if (!rows[0]) throw badRequest([problem(parentField.name, "no_such_record")]);
  cells.set(owner, rows[0].owner);
  cells.set(unit, rows[0].unit);
}

/** A reference may only point at what the reader can see; an unchanged one may stay. */
async function checkReferences(
  tx: Executor,
  subject: Subject,
  values: Values,
  before: ReadonlyMap<string, Json>,
): Promise<void> {
  const problems: Problem[] = [];
  for (const [field, value] of values) {
    const target = targetOf(field);
    if (
      target === null ||
      value === null ||
      JSON.stringify(value) === JSON.stringify(before.get(field.name))
    )
      continue;
    const ids = (Array.isArray(value) ? value : [value]).map(String);
    const seen = await readTitles(tx, subject, target, ids);
    if (ids.some((id) => !seen.has(id))) problems.push(problem(field.name, "no_such_record"));
  }
  if (problems.length > 0) throw badRequest(problems);
}

export async function updateRecord(
  tx: Executor,
  subject: Subject,
  name: string,
  input: UpdateInput,
): Promise<Done<StoredRecord>> {
  const object = objectNamed(subject.world.model, name);
  const values = parseValues(input.values, viewOf(subject, name));
  const record = await lockAndFind(tx, subject, object, input.id);
  await refuseStale(tx, subject, object, record, input.version);
  const seen = plainCells(subject, object, record);
  const changed = new Map(
    [...values].filter(
      ([field, value]) => !seen.has(field.name) || !isSame(value, seen.get(field.name)!),
    ),
  );
  if (changed.size === 0) return { result: record, detail: { fields: [] } };
  const decisions = decideOnFields(subject, object, record, [...changed.keys()]);
  refuseClosedFields([...changed.keys()], (field) => decisions.get(field.writtenBy)!);
  refuseCopies(object, changed);
  requireFilled(changed, changed.keys());
  checkTransition(object, seen, changed);
  await checkReferences(tx, subject, changed, seen);
  const actions = [...decisions.keys()];
  const cells = await withPlace(tx, subject, object, changed);
  await writeRow(tx, subject, object, record, actions, setSql(cells));
  const updated = endsSight(changed)
    ? {
        ...record,
        version: record.version + 1,
        cells: new Map([...record.cells, ...byName(cells)]),
      }
    : await findAfterWrite(tx, subject, object, record.id);
  if (!endsSight(changed)) decideOnFields(subject, object, updated, [...changed.keys()]);
  await moveChildren(tx, subject, object, updated, changed);
  await rollUp(tx, object, rollupParentsOf(object, record.cells, updated.cells));
  const changes = changesOf(record.cells, cells);
  await insertHistory(tx, {
    object: name,
    record: record.id,
    version: updated.version,
    by: subject.person,
    action: actions.join("+"),
    changes,
  });
  return {
    result: updated,
    notices: handingNotices(subject, { object, id: record.id, owner: changes["owner"]?.[1] }),
    reason: [...decisions.values()].map(reasonsOf).join(" "),
    detail: { fields: [...changed.keys()].map((field) => field.name), actions },
    found: [record],
  };
}

/**
 * The cells that the reader reads in full. Nothing else may be compared with what was sent: whether a guess equals a
 * masked cell would otherwise show in the answer.
 */
export function plainCells(
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
): ReadonlyMap<string, Json> {
  const { levels } = decideOn(subject, object, "view", record);
  const names = [...object.fields.keys()].filter((name) => levels[name] === "plain");
  return new Map(names.map((name) => [name, record.cells.get(name) ?? null]));
}

/** Owner and unit of a child are its parent's. */
function refuseCopies(object: ObjectModel, changed: Values): void {
  const copies =
    object.declaration.follows === undefined
      ? []
      : [...changed.keys()].filter((field) => !isContent(field));
  if (copies.length > 0) throw badRequest(copies.map(({ name }) => problem(name, "read_only")));
}

/** A child that gets another parent moves to where that one stands. */
async function withPlace(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  changed: Values,
): Promise<Values> {
  const { follows } = object.declaration;
  if (follows === undefined || !changed.has(object.fields.get(follows)!)) return changed;
  const cells = new Map(changed);
  await placeRecord(tx, subject, object, cells);
  return cells;
}

export interface RemovalInput {
  readonly id: string;
  readonly version: number;
}

export async function deleteRecord(
  tx: Executor,
  subject: Subject,
  name: string,
  input: RemovalInput,
): Promise<Done<{ id: string; version: number }>> {
  const object = objectNamed(subject.world.model, name);
  const record = await lockAndFind(tx, subject, object, input.id);
  await refuseStale(tx, subject, object, record, input.version);
  return turnRecord(tx, subject, object, record, "delete");
}

export async function restoreRecord(
  tx: Executor,
  subject: Subject,
  name: string,
  input: RemovalInput,
): Promise<Done<{ id: string; version: number }>> {
  const object = objectNamed(subject.world.model, name);
  const record = await lockAndFind(tx, subject, object, input.id, true);
  await refuseStale(tx, subject, object, record, input.version);
  return turnRecord(tx, subject, object, record, "restore");
}

async function turnRecord(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  action: "delete" | "restore",
): Promise<Done<{ id: string; version: number }>> {
  const decision = decideOn(subject, object, action, record);
  const deletedAt = action === "delete" ? sql`statement_timestamp()` : sql`null`;
  const set = sql`deleted_at = ${deletedAt}, version = version + 1, updated_at = statement_timestamp()`;
  await writeRow(tx, subject, object, record, [action], set, action === "restore");
  await rollUp(tx, object, rollupParentsOf(object, record.cells));
  const version = record.version + 1;
  await insertHistory(tx, {
    object: object.name,
    record: record.id,
    version,
    by: subject.person,
    action,
    changes: {},
  });
  return { result: { id: record.id, version }, reason: reasonsOf(decision), found: [record] };
}

/**
 * Locks the row, then looks at it in a later statement: whoever changes a relation of the record locks it first, so the
 * decision sees relations as they are now.
 */
export async function lockAndFind(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  id: string,
  trash = false,
): Promise<StoredRecord> {
  await lockRollupParents(tx, object, [id]);
  await run(
    tx,
    sql`select id from ${sql.table(object.table)} where id = ${id}::uuid for no key update`,
  );
  const action = trash ? "restore" : "view";
  const record = await findRecord(tx, subject, { object: object.name, action, trash }, id);
  if (!record) throw new Refusal("not_found");
  return record;
}

async function refuseStale(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  version: number,
): Promise<void> {
  if (record.version === version) return;
  const current = await presentTitled(tx, subject, object, record);
  throw new Refusal("stale", {}, { current });
}

export function decideOn(
  subject: Subject,
  object: ObjectModel,
  action: string,
  record: StoredRecord,
): Decision {
  if (!Object.hasOwn(object.declaration.actions, action)) throw new Refusal("forbidden");
  const question = [subject.compiled, object.name, action, record.facts, record.context] as const;
  const decision = decide(...question);
  if (decision.allow) return decision;
  throw new Refusal(needOf(...question));
}

/** One decision for each action that writes one of the fields. */
function decideOnFields(
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  fields: readonly FieldModel[],
): Map<string, Decision> {
  const actions = new Set(fields.map(({ writtenBy }) => writtenBy));
  return new Map([...actions].map((action) => [action, decideOn(subject, object, action, record)]));
}

export function refuseClosedFields(
  fields: readonly FieldModel[],
  decisionFor: (field: FieldModel) => Decision,
): void {
  refuseClosed(fields.filter((field) => !decisionFor(field).write.includes(field.name)));
}

function refuseClosed(closed: readonly FieldModel[]): void {
  if (closed.length > 0) throw badRequest(closed.map(({ name }) => problem(name, "closed_field")));
}

/** The policy stands in the write's own WHERE: were the checks before it wrong or outdated, nothing is written. */
export async function writeRow(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  actions: readonly string[],
  set: Sql,
  trash = false,
): Promise<void> {
  const allowed = actions.map((action) => reachSql(viewOf(subject, object.name, action, trash)));
  const { rowCount } = await run(
    tx,
    sql`with ${guardSql(subject)} update ${sql.table(object.table)} as ${sql.ref(ROW)} set ${set} from guard g
      where ${sql.ref(`${ROW}.id`)} = ${record.id}::uuid and ${sql.ref(`${ROW}.version`)} = ${record.version}::int
        and ${sql.join(allowed, sql` and `)}`,
  );
  if (rowCount !== 1) throw new StalePlan();
}

/** What was written must still be the writer's to write: nobody edits a record out of their own reach. */
export async function findAfterWrite(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  id: string,
): Promise<StoredRecord> {
  const record = await findRecord(tx, subject, { object: object.name }, id);
  if (!record) throw new Refusal("forbidden");
  return record;
}

/** Nothing is done but to end what shows the record to others: that is decided about it as it was alone. */
const endsSight = (changed: Values): boolean =>
  [...changed].every(([{ declaration }, value]) => declaration.showsRecord && value === null);

/** Copies of owner and unit on the records that follow this one. */
async function moveChildren(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  changed: Values,
): Promise<void> {
  if (![...changed.keys()].some((field) => !isContent(field))) return;
  for (const child of subject.world.model.objects.values()) {
    const { follows } = child.declaration;
    if (follows === undefined || child.fields.get(follows)?.declaration.target !== object.name)
      continue;
    await run(
      tx,
      sql`update ${sql.table(child.table)} set owner = ${record.cells.get("owner")}::uuid, unit = ${record.cells.get("unit")}::uuid
        where ${sql.ref(snakeCase(follows))} = ${record.id}::uuid`,
    );
  }
}

export function changesOf(
  before: ReadonlyMap<string, Json>,
  after: Values,
): Record<string, readonly [Json, Json]> {
  const changes: Record<string, readonly [Json, Json]> = {};
  for (const [field, value] of after) {
    const old = before.get(field.name) ?? null;
    if (!isSame(old, value)) changes[field.name] = [old, value];
  }
  return changes;
}

const isSame = (left: Json, right: Json): boolean => JSON.stringify(left) === JSON.stringify(right);

/** `role/rule` of each rule that allowed it. */
export const reasonsOf = (decision: Decision): string =>
  decision.reasons.map(({ role, rule }) => `${role}/${rule}`).join(" ");
