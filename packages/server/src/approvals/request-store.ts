/** Requests as rows. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import type { Prepared, StoredRequest, Traced } from "./request.ts";

const REQUEST = `select id, number, version, kind, content, asker, reason, until,
  coalesce(until <= statement_timestamp(), false) as "isOver", chain, step, step_since as "stepSince",
  (extract(epoch from statement_timestamp() - step_since) / 3600)::float8 as "waitedHours",
  case when state = 'waiting' and lapses_at <= statement_timestamp() then 'lapsed' else state end as state,
  asked_at as "askedAt", lapses_at as "lapsesAt", decided_at as "decidedAt", decided_by as "decidedBy", remark, trace, result
  from request`;

const IS_WAITING = "state = 'waiting' and lapses_at > statement_timestamp()";

const read = async (
  executor: Executor,
  text: string,
  values: readonly unknown[],
): Promise<readonly StoredRequest[]> =>
  (await executor.query<StoredRequest>(`${REQUEST} ${text}`, values)).rows;

export async function readRequest(executor: Executor, id: string): Promise<StoredRequest | null> {
  return (await read(executor, "where id = $1", [id]))[0] ?? null;
}

/** Whoever decides it holds it to the end of the transaction. */
export async function lockRequest(tx: Executor, id: string): Promise<StoredRequest | null> {
  await tx.query("select 1 from request where id = $1 for update", [id]);
  return readRequest(tx, id);
}

export const readRequests = (
  executor: Executor,
  ids: readonly string[],
): Promise<readonly StoredRequest[]> => read(executor, "where id = any($1::uuid[])", [ids]);

/** The oldest first. */
export const readWaiting = (executor: Executor): Promise<readonly StoredRequest[]> =>
  read(executor, `where ${IS_WAITING} order by asked_at, id`, []);

/** The latest first. */
export const readAsked = (
  executor: Executor,
  person: string,
  limit: number,
): Promise<readonly StoredRequest[]> =>
  read(executor, "where asker = $1 order by asked_at desc, id limit $2", [person, limit]);

/** Those that the person decided, or passed on to the next step; the latest first. */
export const readDecided = (
  executor: Executor,
  person: string,
  limit: number,
): Promise<readonly StoredRequest[]> =>
  read(
    executor,
    `where asker <> $1 and (decided_by = $1 or trace @> jsonb_build_array(jsonb_build_object('by', $1::text, 'what', 'passed')))
     order by coalesce(decided_at, step_since) desc, id limit $2`,
    [person, limit],
  );

export async function countWaitingOf(executor: Executor, person: string): Promise<number> {
  const { rows } = await executor.query<{ count: number }>(
    `select count(*)::int as count from request where asker = $1 and ${IS_WAITING}`,
    [person],
  );
  return rows[0]!.count;
}

export async function isWaitingAlready(
  executor: Executor,
  { asker, kind, content }: Pick<NewRequest, "asker" | "kind" | "content">,
): Promise<boolean> {
  const { rows } = await executor.query(
    `select 1 from request where asker = $1 and kind = $2 and content = $3::jsonb and ${IS_WAITING}`,
    [asker, kind, JSON.stringify(content)],
  );
  return rows.length > 0;
}

export interface NewRequest extends Prepared {
  readonly kind: string;
  readonly asker: string;
  readonly reason: string;
  /** Days until it lapses unanswered; at `until`, if that is sooner. */
  readonly patienceDays: number;
}

export async function insertRequest(
  tx: Executor,
  { kind, content, asker, reason, until, chain, patienceDays }: NewRequest,
): Promise<StoredRequest> {
  const id = uuid();
  await tx.query(
    `insert into request (id, kind, content, asker, reason, until, chain, lapses_at, trace)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb,
       least($6::timestamptz, statement_timestamp() + make_interval(days => $8)), ${traced("$4", "'asked'", "null")})`,
    [
      id,
      kind,
      JSON.stringify(content),
      asker,
      reason,
      until?.toISOString() ?? null,
      JSON.stringify(chain),
      patienceDays,
    ],
  );
  return (await readRequest(tx, id))!;
}

const traced = (by: string, what: string, remark: string, place = "null"): string =>
  `jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('at', to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
     'by', ${by}::uuid, 'what', ${what}::text, 'remark', ${remark}::text, 'inPlaceOf', ${place}::uuid)))`;

interface Deed {
  readonly by: string;
  /** Of whom the doer is the deputy. */
  readonly inPlaceOf: string | null;
  readonly remark: string | null;
}

/** On to the next step of its chain. */
export async function passOn(
  tx: Executor,
  id: string,
  { by, remark, inPlaceOf }: Deed,
): Promise<void> {
  await tx.query(
    `update request set version = version + 1, step = step + 1, step_since = statement_timestamp(), told_rungs = 0,
       trace = trace || ${traced("$2", "'passed'", "$3", "$4")} where id = $1`,
    [id, by, remark, inPlaceOf],
  );
}

export async function endRequest(
  tx: Executor,
  id: string,
  {
    by,
    remark,
    inPlaceOf,
    state,
    result,
  }: Deed & {
    readonly state: Exclude<Traced["what"], "asked" | "passed">;
    readonly result?: unknown;
  },
): Promise<void> {
  await tx.query(
    `update request set version = version + 1, state = $2, decided_by = $3, decided_at = statement_timestamp(), remark = $4,
       result = $5::jsonb, trace = trace || ${traced("$3", "$2", "$4", "$6")} where id = $1`,
    [id, state, by, remark, result === undefined ? null : JSON.stringify(result), inPlaceOf],
  );
}
