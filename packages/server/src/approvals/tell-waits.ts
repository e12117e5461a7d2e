/**
 * Whoever comes in because nobody answered is told, and so is who asked for what has lapsed. Nothing depends on it: who may
 * decide follows from the clock, and these notices may come whenever a node has time. A chore.
 */
import { claim } from "../db/chores.ts";
import type { Executor } from "../db/database.ts";
import { writeNotices, type Notice } from "../inbox/notices.ts";
import type { ApprovalParts } from "./approvals.ts";
import { createFinder, PATIENCE_HOURS } from "./deciders.ts";
import { readRequests } from "./request-store.ts";

/** Of the advisory lock: one node at a time. */
const WAITS_SPACE = 83;

/** In one go; the next time comes soon. */
const MOST = 100;

const LAPSED = "state = 'waiting' and lapses_at <= statement_timestamp() and not lapse_told";
const COME_IN = `state = 'waiting' and lapses_at > statement_timestamp()
  and step_since < statement_timestamp() - make_interval(hours => ${PATIENCE_HOURS} * (told_rungs + 1))`;

type Parts = Pick<ApprovalParts, "db" | "kinds" | "subjects">;

export async function tellWaits(parts: Parts): Promise<number> {
  const { rows } = await parts.db.query(
    `select 1 from request where (${LAPSED}) or (${COME_IN}) limit 1`,
  );
  if (rows.length === 0) return 0;
  return parts.db.transaction(async (tx) => {
    if (!(await claim(tx, WAITS_SPACE, "request"))) return 0;
    return (await tellLapsed(tx)) + (await tellComeIn(tx, parts));
  });
}

async function tellLapsed(tx: Executor): Promise<number> {
  const { rows } = await tx.query<{ id: string; asker: string }>(
    `update request set lapse_told = true where id in (
       select id from request where ${LAPSED} limit $1)
     returning id, asker`,
    [MOST],
  );
  await writeNotices(
    tx,
    rows.map(({ id, asker }) => ({
      person: asker,
      kind: "requestLapsed",
      object: "request",
      record: id,
    })),
  );
  return rows.length;
}

/** Those who may decide now and could not when it was last told. */
async function tellComeIn(tx: Executor, parts: Parts): Promise<number> {
  const { rows } = await tx.query<{ id: string; before: number }>(
    `update request r set told_rungs = o.rungs from (
       select id, told_rungs as before, floor(extract(epoch from statement_timestamp() - step_since) / 3600 / ${PATIENCE_HOURS})::int as rungs
         from request where ${COME_IN} limit $1) o
     where r.id = o.id returning r.id, o.before`,
    [MOST],
  );
  if (rows.length === 0) return 0;
  const world = await parts.subjects.loadWorld(tx);
  const told = new Map(rows.map(({ id, before }) => [id, before]));
  const notices: Notice[] = [];
  for (const request of await readRequests(tx, [...told.keys()])) {
    const waitedHours = told.get(request.id)! * PATIENCE_HOURS;
    const before = await createFinder(tx, parts, world).decidersOf({ ...request, waitedHours });
    const { now } = await createFinder(tx, parts, world).decidersOf(request);
    for (const person of now)
      if (!before.now.includes(person))
        notices.push({
          person,
          kind: "requestAsked",
          object: "request",
          record: request.id,
          by: request.asker,
        });
  }
  await writeNotices(tx, notices);
  return rows.length;
}
