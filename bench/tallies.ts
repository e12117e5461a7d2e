/**
 * What tallies cost and what they give, on native PostgreSQL.
 *
 * 1. 32 writers into one hot store, with the triggers and the fold, and without both, by turns in one run.
 * 2. Counts of several readers through the product's own gate, beside `count(*)` of the same rows.
 *
 *   node bench/tallies.ts [customers, 1,000,000 unless said]
 */
import { createDatabase, type Database } from "../packages/server/src/db/database.ts";
import { connectServer } from "../packages/server/src/db/server-driver.ts";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { checkTally } from "../packages/server/src/tally/check-tallies.ts";
import { foldTally } from "../packages/server/src/tally/fold.ts";
import { tallyOf, triggerBodies, triggerName } from "../packages/server/src/tally/tally.ts";
import { createEnterprise, type Enterprise } from "../packages/server/src/testing/enterprise.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";

const WRITERS = 32;
const TURN_MS = 4_000;
const TURNS = 3;

const customers = tallyOf(OBJECTS["customer"]!)!;
const server = await startNativeServer({
  settings: { shared_buffers: "1GB", max_wal_size: "4GB", random_page_cost: "1.1" },
});
try {
  const world = await createEnterprise({ url: server.url });
  const db = createDatabase(connectServer(server.url, WRITERS));
  await compareWriters(world, db);
  await db.close();
  await world.close();
} finally {
  await server.stop();
}

async function compareWriters(world: Enterprise, db: Database): Promise<void> {
  const store = await world.unit("热店", world.root);
  const rates = { with: [] as number[], without: [] as number[] };
  for (let turn = 0; turn < TURNS; turn++) {
    await switchTriggers(db, "disable");
    rates.without.push(await writeFor(db, store));
    await db.query("truncate customer, customer_tally, customer_tally_delta");
    await switchTriggers(db, "enable");
    rates.with.push(await writeFor(db, store));
    await foldTally(db, customers);
    const wrong = await checkTally(db, customers);
    if (wrong.length > 0) throw new Error(JSON.stringify(wrong[0]));
    await db.query("truncate customer, customer_tally, customer_tally_delta");
  }
  console.log(rates);
  const [without, kept] = [median(rates.without), median(rates.with)];
  console.log(
    `${WRITERS} writers, one store: ${without.toFixed(0)} writes/s without tallies, ${kept.toFixed(0)} with: ${(kept / without).toFixed(2)}`,
  );
}

async function switchTriggers(db: Database, word: "enable" | "disable"): Promise<void> {
  for (const event of Object.keys(triggerBodies(customers)))
    await db.query(`alter table customer ${word} trigger "${triggerName("customer", event)}"`);
}

/** Each makes customers of the store and moves them on, one statement a transaction. Writes a second. */
async function writeFor(db: Database, store: string): Promise<number> {
  const until = performance.now() + TURN_MS;
  let writes = 0;
  const writer = async (): Promise<void> => {
    while (performance.now() < until) {
      const { rows } = await db.query<{ id: string }>(
        `insert into customer (id, name, unit, owner, stage, tier, spend, spend_currency)
         values (uuidv7(), '客户', $1, uuidv7(), 'new', 'tier1', 100, 'CNY') returning id`,
        [store],
      );
      await db.query("update customer set stage = $2, spend = spend + 5 where id = $1", [rows[0]!.id, "signed"]);
      await db.query("update customer set note = $2 where id = $1", [rows[0]!.id, "x"]);
      writes += 3;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return writes / (TURN_MS / 1000);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
