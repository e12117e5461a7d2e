/**
 * Folds deltas into the base: in small transactions, one at a time over all nodes. What a transaction takes away as
 * deltas it adds to the base, so a reader sees a change in one place or in the other, and a node that is killed in the
 * middle has done nothing.
 */
import { claim } from "../db/chores.ts";
import type { Database, Executor } from "../db/database.ts";
import type { Tally } from "./tally.ts";
import { addSql } from "./tally.ts";

/** A quarter of a second of work: on the embedded database, everybody else waits for it. */
const BATCH = 10_000;
/** In one go; whoever stops a node waits for no more than these. */
const MAX_BATCHES = 5;
/** Of its advisory lock. */
const FOLD_SPACE = 73;

/** Folds the deltas that are there, of very many some. Returns how many; what another node is folding is left to it. */
export async function foldTally(db: Database, tally: Tally): Promise<number> {
  let folded = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const taken = await db.transaction((tx) => foldBatch(tx, tally));
    folded += taken;
    if (taken < BATCH) break;
  }
  // What was deleted still lies there, and every count would read past it.
  if (folded > 0) await db.query(`vacuum "${tally.delta}"`);
  return folded;
}

async function foldBatch(tx: Executor, tally: Tally): Promise<number> {
  if (!(await claim(tx, FOLD_SPACE, tally.delta))) return 0;
  const { rows } = await tx.query<{ taken: string }>(
    `with taken as (
      delete from "${tally.delta}" where ctid = any(array(select ctid from "${tally.delta}" limit $1)) returning *),
    folded as (${addSql(tally, "taken")})
    select count(*) as taken from taken`,
    [BATCH],
  );
  return Number(rows[0]!.taken);
}
