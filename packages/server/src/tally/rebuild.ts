/** Tallies made anew from the records that are there: after a bulk load without triggers, or as a repair. */
import type { Database, Executor } from "../db/database.ts";
import { fillSql, triggerBodies, triggerName, type Tally } from "./tally.ts";

/**
 * While others write: all statements see one moment, in which a record is there with its delta or without. The fold waits;
 * so does this for the fold, before its moment begins.
 */
export async function rebuildTally(db: Database, tally: Tally): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read");
    await tx.query(`lock table "${tally.base}" in share row exclusive mode`);
    await refill(tx, tally);
  });
}

/** Rows first, tallies after; only for filling an empty database, since the tables are locked until the transaction ends. */
export async function deferTallies(
  tx: Executor,
  tallies: readonly Tally[],
  work: () => Promise<void>,
): Promise<void> {
  for (const tally of tallies) await switchTriggers(tx, tally, "disable");
  await work();
  for (const tally of tallies) {
    await switchTriggers(tx, tally, "enable");
    await refill(tx, tally);
  }
}

async function switchTriggers(
  tx: Executor,
  tally: Tally,
  word: "disable" | "enable",
): Promise<void> {
  for (const event of Object.keys(triggerBodies(tally)))
    await tx.query(
      `alter table "${tally.table}" ${word} trigger "${triggerName(tally.table, event)}"`,
    );
}

async function refill(tx: Executor, tally: Tally): Promise<void> {
  await tx.query(`delete from "${tally.base}"`);
  await tx.query(`delete from "${tally.delta}"`);
  await tx.query(fillSql(tally));
}
