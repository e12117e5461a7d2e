/** The draft that runs in shadow, and what differed, as rows. */
import type { Database, Executor } from "../../db/database.ts";
import type { ChangeKey } from "../impact/outcome.ts";
import type { Found } from "./shadow-differences.ts";

export interface StoredShadow {
  readonly draft: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly until: Date;
  /** Which changes the figures are of, and since when. */
  readonly content: string;
  readonly since: Date;
  readonly isOver: boolean;
  /** Requests, and differences there was no room for. */
  readonly decided: number;
  readonly skipped: number;
  readonly unlisted: number;
}

/** Differences of one draft that are listed: rows of a table that somebody reads. */
export const MAX_DIFFERENCES = 10_000;

const SHADOW = `select draft, started_by as "startedBy", started_at as "startedAt", until, content, since,
  until <= statement_timestamp() as "isOver", decided::int as decided, skipped::int as skipped, unlisted::int as unlisted from policy_shadow`;

/** Never the same twice, as changes have no version twice. */
const CONTENT = `(select md5(coalesce(string_agg(of || ' ' || version, ',' order by of), '')) from (
  select role::text as of, version from policy_change where draft = $1
  union all select object || '.' || field, version from policy_class_change where draft = $1) changes)`;

/** Null also where the figures are of other changes than the draft has now. */
export async function readShadow(executor: Executor, draft: string): Promise<StoredShadow | null> {
  const { rows } = await executor.query<StoredShadow>(
    `${SHADOW} where draft = $1 and content = ${CONTENT}`,
    [draft],
  );
  return rows[0] ?? null;
}

/** The one that is to decide now; null: none. */
export async function readRunning(executor: Executor): Promise<StoredShadow | null> {
  const { rows } = await executor.query<StoredShadow>(
    `${SHADOW} where until > statement_timestamp() order by started_at desc limit 1`,
  );
  return rows[0] ?? null;
}

/** Begins anew, with nothing found. */
export async function beginShadow(
  tx: Executor,
  { draft, by, hours }: { readonly draft: string; readonly by: string; readonly hours: number },
): Promise<void> {
  await tx.query("delete from policy_shadow where draft = $1", [draft]);
  await tx.query(
    `insert into policy_shadow (draft, started_by, until, content)
     select $1, $2, statement_timestamp() + make_interval(hours => $3), ${CONTENT}`,
    [draft, by, hours],
  );
}

/** What was found stays to be read. */
export async function endShadow(tx: Executor, draft: string): Promise<void> {
  await tx.query(
    "update policy_shadow set until = statement_timestamp() where draft = $1 and until > statement_timestamp()",
    [draft],
  );
}

/** Drafts that wait no longer have no shadow; one that was changed finds anew. */
export async function refreshShadows(db: Database): Promise<void> {
  await db.query(
    `delete from policy_shadow s using policy_draft d
     where d.id = s.draft and d.state not in ('open', 'submitted', 'scheduled')`,
  );
  const running = await readRunning(db);
  if (!running) return;
  await db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update policy_shadow set content = ${CONTENT}, since = statement_timestamp(), decided = 0, skipped = 0, unlisted = 0
       where draft = $1 and content <> ${CONTENT}`,
      [running.draft],
    );
    if (rowCount > 0)
      await tx.query("delete from shadow_difference where draft = $1", [running.draft]);
  });
}

export interface Tally extends Found {
  readonly times: number;
  readonly first: Date;
  readonly last: Date;
}

export interface Figures {
  readonly decided: number;
  readonly skipped: number;
}

/** Of a draft that has other changes by now, or is over, nothing is kept. */
export function addFound(
  db: Database,
  { draft, content }: Pick<StoredShadow, "draft" | "content">,
  { decided, skipped }: Figures,
  found: readonly Tally[],
): Promise<void> {
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      "update policy_shadow set decided = decided + $3, skipped = skipped + $4 where draft = $1 and content = $2",
      [draft, content, decided, skipped],
    );
    if (rowCount === 0 || found.length === 0) return;
    const kept = await tx.query(ADD_SQL, [draft, JSON.stringify(found), MAX_DIFFERENCES]);
    await tx.query("update policy_shadow set unlisted = unlisted + $2 where draft = $1", [
      draft,
      found.length - kept.rowCount,
    ]);
  });
}

const ADD_SQL = `
  with room as (select $3::int - count(*) as left from shadow_difference where draft = $1),
  found as (
    select f.*, d.draft is not null as known, row_number() over (partition by d.draft is not null order by f.first) as n
    from json_to_recordset($2::json) as f (object text, change text, person uuid, record uuid, times int, first timestamptz, last timestamptz)
    left join shadow_difference d on d.draft = $1 and d.object = f.object and d.change = f.change and d.person = f.person and d.record = f.record
  )
  insert into shadow_difference (draft, object, change, person, record, times, first_at, last_at)
  select $1, object, change, person, record, times, first, last from found, room where known or n <= room.left
  on conflict (draft, object, change, person, record) do update set times = shadow_difference.times + excluded.times,
    first_at = least(shadow_difference.first_at, excluded.first_at), last_at = greatest(shadow_difference.last_at, excluded.last_at)`;

export interface FoundGroup {
  readonly object: string;
  readonly change: ChangeKey;
  readonly people: number;
  readonly records: number;
  readonly times: number;
  readonly first: Date;
  readonly last: Date;
}

export async function groupFound(
  executor: Executor,
  draft: string,
): Promise<readonly FoundGroup[]> {
  const { rows } = await executor.query<FoundGroup>(
    `select object, change, count(distinct person)::int as people, count(distinct record)::int as records, sum(times)::int as times,
       min(first_at) as first, max(last_at) as last
     from shadow_difference where draft = $1 group by object, change order by sum(times) desc, object, change`,
    [draft],
  );
  return rows;
}

/** All of one group, the latest first. */
export async function listFound(
  executor: Executor,
  draft: string,
  { object, change }: Pick<Found, "object" | "change">,
): Promise<readonly Tally[]> {
  const { rows } = await executor.query<Tally>(
    `select object, change, person, record, times, first_at as first, last_at as last from shadow_difference
     where draft = $1 and object = $2 and change = $3 order by last_at desc, person, record`,
    [draft, object, change],
  );
  return rows;
}
