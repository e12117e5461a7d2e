/** What the trail tells of a sandbox: what was done by those who held it, and that nothing was after its end. */
import type { Executor } from "../../db/database.ts";
import type { StoredSandbox } from "./sandbox-store.ts";

export interface DoneUnder {
  readonly person: string;
  readonly reads: number;
  readonly acts: number;
  readonly refused: number;
  readonly last: Date;
}

/** Acts that look and change nothing; whatever else there is counts as done. */
const READING = [
  "list",
  "get",
  "count",
  "aggregate",
  "history",
  "timeline",
  "scope",
  "explain",
  "twins",
  "recent",
  "inbox",
  "participants",
  "whoCanSee",
  "trash",
  "decide",
];

/** Every line begins its detail with the sandboxes that were in force when it was decided; as the index has it. */
const NAMED = `person is not null and detail like '{"sandboxes"%'
  and (case when detail like '{"sandboxes"%' then detail::jsonb -> 'sandboxes' end) @> to_jsonb(array[$1::text])`;

export async function readDone(
  executor: Executor,
  { id, from }: StoredSandbox,
): Promise<readonly DoneUnder[]> {
  const { rows } = await executor.query<DoneUnder>(
    `select person, count(*) filter (where verdict = 'allowed' and split_part(action, '.', 2) = any($2::text[]))::int as reads,
       count(*) filter (where verdict = 'allowed' and not split_part(action, '.', 2) = any($2::text[]))::int as acts,
       count(*) filter (where verdict = 'refused')::int as refused, max(at) as last
     from audit_line where at >= $3 and ${NAMED} group by person order by last desc`,
    [id, READING, from],
  );
  return rows;
}

/** Lines that say it was in force after it was over. What was decided before is written within the second. */
export async function countAfter(
  executor: Executor,
  { id }: StoredSandbox,
  end: Date,
): Promise<number> {
  const { rows } = await executor.query<{ count: number }>(
    `select count(*)::int as count from audit_line where at > $2::timestamptz + interval '1 second' and verdict = 'allowed' and ${NAMED}`,
    [id, end],
  );
  return rows[0]!.count;
}

export async function readEndLine(executor: Executor, id: string): Promise<Date | null> {
  const { rows } = await executor.query<{ at: Date }>(
    `select at from audit_line where action = 'sandbox.ended' and records @> array[$1::uuid] order by at desc limit 1`,
    [id],
  );
  return rows[0]?.at ?? null;
}
