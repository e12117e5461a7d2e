/**
 * Creating many records of one object in one transaction, as an import does. Every record is decided on by itself,
 * exactly as the gate's single create decides; only the statements are shared.
 *
 * Callers hold the locks of a write (`gate.write`), so what is decided here cannot be revoked before it is committed.
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { objectNamed, type FieldModel, type ObjectModel, targetOf } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import type { NamedCells } from "./record.ts";
import { rollUp, rollupParentsOf } from "./rollups.ts";
import type { Subject } from "./subject.ts";
import type { HistoryEntry } from "./store.ts";
import { asSystem, type SystemRow } from "./system.ts";
import { readUnwritten, named, problemsOf, insertHistories, type Refused } from "./batch-parts.ts";
import { decide } from "./demands.ts";

/** What one transaction writes at most, so that a revocation never waits long. */
export const MAX_BATCH = 2_000;

export interface NewRecord {
  readonly id: string;
  readonly cells: ReadonlyMap<FieldModel, Json>;
  /** The fields that somebody gave a value, against defaults. */
  readonly given: readonly FieldModel[];
}

/** A child stands where its parent stands; anything else where it says, or with its owner, or with the creator. */
export async function placeRecords(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  { records, lock }: { readonly records: readonly Map<FieldModel, Json>[]; readonly lock: boolean },
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
    records.map((cells) =>
      cells.has(unit) || cells.get(owner) === subject.person ? null : cells.get(owner),
    ),
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
  const made = (cells: NamedCells): NamedCells => ({
    get: (name) => (name === "createdBy" ? subject.person : cells.get(name)),
  });
  const unwritten = records.map(({ id, cells }) => ({
    id,
    isNew: true,
    cells: made(named(object, cells)),
  }));
  const stored = await readUnwritten(executor, subject, object, unwritten);
  for (const [index, { id, given }] of records.entries()) {
    const record = stored[index]!;
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
  const rows = asSystem("rows the gate has decided on", null).insertRows(
    tx,
    object,
    records.map(({ id, cells }) => systemRow(id, cells, subject.person)),
  );
  // The database is at the rows meanwhile; if they fail, so does what comes behind them.
  const histories = insertHistories(
    tx,
    records.map(({ id, cells }) => ({
      object: object.name,
      record: id,
      version: 1,
      by: subject.person,
      action: "create",
      changes: filledIn(cells),
    })),
  );
  await Promise.all([rows, histories]);
  const written = records.map(({ cells }) => named(object, cells));
  await rollUp(tx, object, rollupParentsOf(object, ...written));
}

function systemRow(id: string, cells: ReadonlyMap<FieldModel, Json>, by: string): SystemRow {
  const row: Record<string, Json> = { id, createdBy: by };
  for (const [{ name }, cell] of cells) row[name] = cell;
  return row;
}

function filledIn(cells: ReadonlyMap<FieldModel, Json>): HistoryEntry["changes"] {
  const changes: Record<string, readonly [Json, Json]> = {};
  for (const [{ name }, cell] of cells) if (cell !== null) changes[name] = [null, cell];
  return changes;
}
