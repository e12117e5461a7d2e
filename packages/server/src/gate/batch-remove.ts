/** Removing many records of one object in one transaction; see `batch.ts`. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { ObjectModel } from "../derive/model.ts";
import { problem } from "../errors.ts";
import { insertHistories, type Refused } from "./batch-parts.ts";
import { readMany } from "./batch-update.ts";
import { decide, withSize } from "./demands.ts";
import { guardSql } from "./guard.ts";
import type { StoredRecord } from "./record.ts";
import { readReferences } from "./referrers.ts";
import { lockRollupParents, rollUp, rollupParentsOf } from "./rollups.ts";
import { StalePlan, type Subject } from "./subject.ts";
import { reachSql, ROW, viewOf } from "./view.ts";

export interface Removal {
  readonly id: string;
  /** The version that is to go; a record with a later one stays. */
  readonly version: number;
}

export interface Question {
  readonly removals: readonly Removal[];
  /** Whoever may do one of these to a record may remove it. */
  readonly actions: readonly string[];
}

export interface Removed {
  readonly refused: Refused;
  /** Ids of the records that the subject does not see; nothing else is told about them. */
  readonly unseen: ReadonlySet<string>;
  readonly removed: readonly string[];
}

/**
 * Moves to the trash what nobody has changed and nothing that the subject sees refers to, decided record by record. What
 * refers to a record and goes with it does not hold it.
 */
export async function removeMany(
  tx: Executor,
  remover: Subject,
  object: ObjectModel,
  { removals, actions }: Question,
): Promise<Removed> {
  const subject = withSize(remover, { object: object.name, action: "delete" }, removals.length);
  const ids = removals.map(({ id }) => id);
  await lockRollupParents(tx, object, ids);
  await run(
    tx,
    sql`select id from ${sql.table(object.table)} where id = any(${ids}::uuid[]) order by id for no key update`,
  );
  const seen = await readMany(tx, subject, object, ids);
  const refused: Refused = new Map();
  for (const { id, version } of removals) {
    const record = seen.get(id);
    if (!record) continue;
    if (record.version !== version) refused.set(id, [problem("", "changed_since")]);
    else if (!mayRemove(subject, object, record, actions))
      refused.set(id, [problem("", "forbidden")]);
  }
  await refuseHeld(tx, subject, object, { ids: [...seen.keys()], refused });
  const going = [...seen.values()].filter(({ id }) => !refused.has(id));
  await remove(tx, subject, object, { records: going, actions });
  return {
    refused,
    unseen: new Set(ids.filter((id) => !seen.has(id))),
    removed: going.map(({ id }) => id),
  };
}

const mayRemove = (
  subject: Subject,
  { name, declaration }: ObjectModel,
  { facts, context }: StoredRecord,
  actions: readonly string[],
): boolean =>
  actions.some(
    (action) =>
      Object.hasOwn(declaration.actions, action) &&
      decide(subject.compiled, name, action, facts, context).allow,
  );

/** What stays holds what it refers to, which then stays too. */
async function refuseHeld(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  { ids, refused }: { readonly ids: readonly string[]; readonly refused: Refused },
): Promise<void> {
  const references = await readReferences(tx, subject, object, ids);
  for (let before = -1; before !== refused.size;) {
    before = refused.size;
    for (const { id, by } of references)
      if (!refused.has(id) && (by === null || refused.has(by)))
        refused.set(id, [problem("", "used_since")]);
  }
}

/** The policy stands in the write's own WHERE: were the checks before it wrong or outdated, nothing is written. */
async function remove(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  { records, actions }: { records: readonly StoredRecord[]; actions: readonly string[] },
): Promise<void> {
  if (records.length === 0) return;
  const allowed = actions.map((action) => reachSql(viewOf(subject, object.name, action)));
  const versions = records.map(({ version }) => version);
  const { rowCount } = await run(
    tx,
    sql`with ${guardSql(subject)} update ${sql.table(object.table)} as ${sql.ref(ROW)}
      set deleted_at = statement_timestamp(), version = ${sql.ref(`${ROW}.version`)} + 1, updated_at = statement_timestamp()
      from guard g, unnest(${records.map(({ id }) => id)}::uuid[], ${versions}::int[]) as r (id, version)
      where ${sql.ref(`${ROW}.id`)} = r.id and ${sql.ref(`${ROW}.version`)} = r.version
        and (${sql.join(allowed, sql` or `)})`,
  );
  if (rowCount !== records.length) throw new StalePlan();
  await insertHistories(
    tx,
    records.map(({ id, version }) => ({
      object: object.name,
      record: id,
      version: version + 1,
      by: subject.person,
      action: "delete",
      changes: {},
    })),
  );
  await rollUp(tx, object, rollupParentsOf(object, ...records.map(({ cells }) => cells)));
}
