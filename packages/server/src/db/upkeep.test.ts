import { expect, test } from "vitest";
import { databaseInMemory } from "../testing/in-memory.ts";
import { tendLog, tendTable } from "./upkeep.ts";

test("the embedded database is kept like one with background processes", async () => {
  const db = await databaseInMemory();
  try {
    const rest = async () => {
      // What was written is told to the statistics within seconds, or now.
      await db.query("select pg_stat_force_next_flush()");
      for (let round = 0; (await tendLog(db, 8_000_000)) + (await tendTable(db)) > 0; round++)
        expect(round).toBeLessThan(20);
    };
    await rest();
    await db.query(
      "create table note as select n, md5(n::text) as text from generate_series(1, 20000) n",
    );
    await db.query("update note set text = 'x' where n % 2 = 0");
    const checkpoint = async () =>
      (
        await db.query<{ at: string }>(
          "select checkpoint_lsn::text as at from pg_control_checkpoint()",
        )
      ).rows[0]!.at;
    const before = await checkpoint();
    await rest();
    // Little was written: the log can wait.
    expect(await checkpoint()).toBe(before);
    const { rows } = await db.query(
      "select n_dead_tup::int as dead, n_mod_since_analyze::int as unknown, reltuples::int as rows from pg_stat_user_tables join pg_class c on c.oid = relid where c.relname = 'note'",
    );
    expect(rows).toEqual([{ dead: 0, unknown: 0, rows: 20_000 }]);
    await db.query(
      "create table much as select n, repeat(md5(n::text), 40) as text from generate_series(1, 10000) n",
    );
    await rest();
    expect(await checkpoint()).not.toBe(before);
  } finally {
    await db.close();
  }
});
