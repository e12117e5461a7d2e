/**
 * What tallies cost and what they give, on native PostgreSQL.
 *
 * 1. 32 writers into one hot store, with the triggers and the fold, and without both, by turns in one run.
 * 2. Counts of several readers through the product's own gate, beside `count(*)` of the same rows.
 *
 *   node bench/tallies.ts [customers, 1,000,000 unless said]
 */
import { sql } from "kysely";
import { createDatabase, type Database } from "../packages/server/src/db/database.ts";
import { connectServer } from "../packages/server/src/db/server-driver.ts";
import { countRecords } from "../packages/server/src/gate/count.ts";
import { parseFilter } from "../packages/server/src/gate/filter.ts";
import { matchSql } from "../packages/server/src/gate/page.ts";
import { readArms, ROW, viewOf } from "../packages/server/src/gate/view.ts";
import type { Filter } from "../packages/server/src/http/contract.ts";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { checkTally } from "../packages/server/src/tally/check-tallies.ts";
import { foldTally } from "../packages/server/src/tally/fold.ts";
import { tallyOf, triggerBodies, triggerName } from "../packages/server/src/tally/tally.ts";
import type { Services } from "../packages/server/src/services.ts";
import { createEnterprise, type Enterprise } from "../packages/server/src/testing/enterprise.ts";
import { buildWorld } from "./lists/world.ts";
import { createPersonas, type Persona } from "./lists/personas.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";

const WRITERS = 32;
const TURN_MS = 4_000;
const TURNS = 3;

/** A cell is measured so often, but not for longer than this. */
const ROUNDS = 50;
const CELL_MS = 3_000;

const size = Number(process.argv[2] ?? 1_000_000);
const customers = tallyOf(OBJECTS["customer"]!)!;
const QUESTIONS: readonly (readonly [string, Filter | undefined])[] = [
  ["all", undefined],
  ["of one stage", { field: "stage", op: "is", value: "signed" }],
  ["the pool", { field: "owner", op: "isEmpty" }],
];

const server = await startNativeServer({
  settings: { shared_buffers: "1GB", max_wal_size: "4GB", random_page_cost: "1.1" },
});
try {
  const world = await createEnterprise({ url: server.url });
  try {
    await compareWriters(world);
    await buildWorld(world, size, (line) => console.log(`  ${line}`));
    await compareCounts(world.services, await createPersonas(world));
  } finally {
    await world.close();
  }
} finally {
  await server.stop();
}

async function compareWriters(world: Enterprise): Promise<void> {
  const db = createDatabase(connectServer(server.url, WRITERS));
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
  await db.close();
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
      await db.query("update customer set stage = $2, spend = spend + 5 where id = $1", [
        rows[0]!.id,
        "signed",
      ]);
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

async function compareCounts(services: Services, personas: readonly Persona[]): Promise<void> {
  const { rows } = await services.db.query<{ tallies: string; orders: string; bytes: string }>(
    `select (select count(*) from customer_tally) as tallies, (select count(*) from "order") as orders,
      pg_size_pretty(pg_database_size(current_database())) as bytes`,
  );
  const { tallies, orders, bytes } = rows[0]!;
  console.log(`${size} customers, ${orders} orders, ${tallies} rows of customer tallies, ${bytes}`);
  console.log("ms, median / 99th: with tallies, then count(*) of the same arms");
  for (const { name, person } of personas) {
    const subject = await services.subjects.current(person);
    const view = viewOf(subject, "customer");
    for (const [what, asked] of QUESTIONS) {
      const question = { view, filter: parseFilter(asked, view), search: undefined };
      const plain = () =>
        readArms<{ count: string }>(
          services.db,
          subject,
          view,
          (arm) =>
            sql`select true as present, count(*) as count from customer as ${sql.ref(ROW)} where ${matchSql(question, arm)}`,
        );
      const fast = () => countRecords(services.db, subject, question);
      const { count } = await fast();
      const truth = (await plain()).reduce((sum, one) => sum + Number(one.count), 0);
      const verdict = count === truth ? "" : `WRONG: ${truth}`;
      console.log(
        `${name.padEnd(38)} ${what.padEnd(14)} ${String(count).padStart(10)} ${await shown(fast)} ${await shown(plain)} ${verdict}`,
      );
    }
  }
}

async function shown(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  const until = performance.now() + CELL_MS;
  while (times.length < 3 || (times.length < ROUNDS && performance.now() < until)) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1);
  return `${at(0.5)} / ${at(0.99)}`.padStart(18);
}
