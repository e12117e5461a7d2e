/**
 * Importing customers from a CSV file into a database on disk, through the product's own import: parsing, looking up
 * owners and duplicates, deciding on each row, history, audit, and whatever else hangs on the table (tallies, token rows).
 * Beside it, in the same run, the physical limit: the database itself copying the same finished rows into an equal table
 * with equal indexes, and nothing else. Searching finds every row from the first moment; the tokens that make it fast
 * are a job of their own, which is measured too, without the rests it takes while others work.
 *
 * And what each thing that hangs on the table costs: batches of rows are inserted with and without it, by turns.
 *
 *   node bench/import.ts [rows, 100,000 unless said] [embedded | server, the former unless said]
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../packages/server/src/db/database.ts";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { foldSearch } from "../packages/server/src/search/fold.ts";
import { searchIndexOf } from "../packages/server/src/search/search-index.ts";
import {
  as,
  createEnterprise,
  type Enterprise,
} from "../packages/server/src/testing/enterprise.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";

const rows = Number(process.argv[2] ?? 100_000);
const kind = process.argv[3] ?? "embedded";
const MEGABYTE = 1024 * 1024;
/** Of the comparison of costs. */
const BATCH_ROWS = 1_000;
const BATCHES = 8;
const TURNS = 5;
/** Lines of the file that are written at once. */
const PIECE = 1_000;

interface Watched {
  /** How long each transaction took, in milliseconds. */
  readonly lengths: readonly number[];
  /** Bytes of the whole process, at the ends of transactions. */
  readonly memory: readonly number[];
}

const directory = await mkdtemp(join(tmpdir(), "latchkey-bench-"));
const server = kind === "server" ? await startNativeServer() : null;
try {
  const world = await createEnterprise(
    server ? { url: server.url } : { directory: join(directory, "database") },
  );
  const before = process.memoryUsage.rss();
  const watched = watchTransactions(world.services.db);
  const seconds = await timed(() => importCustomers(world));
  const tokens = await timed(() => foldAll(world.services.db));
  await demandAll(world.services.db);
  const limit = await timed(() => copyRows(world.services.db));
  report({ seconds, tokens, limit, before, ...watched });
  await compareCosts(world.services.db);
  await world.close();
} finally {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
}

function report({
  seconds,
  tokens,
  limit,
  before,
  lengths,
  memory,
}: Watched & { seconds: number; tokens: number; limit: number; before: number }): void {
  const each = (time: number) => `${((time / rows) * 1e6).toFixed(0)} µs a row`;
  const sorted = lengths.toSorted((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(0)} ms`;
  const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(0)} MB`;
  const highest = memory.reduce((most, one) => Math.max(most, one), before);
  console.log(`${rows.toLocaleString("en")} customers, ${kind}, on disk`);
  console.log(`import          ${seconds.toFixed(1)} s, ${each(seconds)}`);
  console.log(`tokens          ${tokens.toFixed(1)} s more, ${each(seconds + tokens)} together`);
  console.log(
    `the rows alone  ${limit.toFixed(1)} s, ${each(limit)}: ${(seconds / limit).toFixed(1)} ×`,
  );
  console.log(`transactions    ${sorted.length}: median ${at(0.5)}, longest ${at(1)}`);
  console.log(`memory          ${megabytes(before)} before, at most ${megabytes(highest)}`);
  console.log(`load            ${loadavg()[0]!.toFixed(1)} at the end`);
}

function watchTransactions(db: Database): Watched {
  const lengths: number[] = [];
  const memory: number[] = [];
  const { transaction } = db;
  db.transaction = (work) =>
    transaction(async (tx) => {
      const started = performance.now();
      try {
        return await work(tx);
      } finally {
        lengths.push(performance.now() - started);
        memory.push(process.memoryUsage.rss());
      }
    });
  return { lengths, memory };
}

async function importCustomers({ services, ...world }: Enterprise): Promise<void> {
  const { imports, jobs, newUpload } = services.exchange;
  const region = await world.unit("华东", world.root, "region");
  const caller = as(await world.person("进口", "regionalSalesManager", region));
  const path = await newUpload(caller, 0);
  await writeFile(path, file());
  const upload = { object: "customer", fileName: "customers.csv", path };
  const { id, mapping } = await imports.upload(caller, upload);
  await imports.run(caller, id, mapping);
  await jobs.idle();
  const { counts } = await imports.get(caller, id);
  if (counts.created !== rows) throw new Error(JSON.stringify(counts));
}

function* file(): Generator<string> {
  yield "客户名称,手机号,公司,备注";
  for (let from = 0; from < rows; from += PIECE) {
    const count = Math.min(PIECE, rows - from);
    yield Array.from({ length: count }, (_, index) => line(from + index)).join("");
  }
}

function line(index: number): string {
  return `\n客户${index},139${String(index).padStart(8, "0")},公司${index},备注 ${index}`;
}

/** A column the import left out would make it fast for nothing. */
async function demandAll(db: Database): Promise<void> {
  const { rows: found } = await db.query<Record<string, number>>(
    `select (select count(distinct phone)::int from customer) as phones,
      (select count(*)::int from record_history where object = 'customer' and action = 'create') as histories`,
  );
  if (Object.values(found[0]!).some((count) => count !== rows))
    throw new Error(JSON.stringify(found[0]));
}

async function foldAll(db: Database): Promise<void> {
  const index = searchIndexOf(OBJECTS["customer"]!)!;
  // The server's own job may hold a batch just now.
  while ((await db.query(`select from "${index.queue}" limit 1`)).rows.length > 0)
    await foldSearch(db, index);
}

async function copyRows(db: Database): Promise<void> {
  await db.query("create table customer_alone (like customer including all)");
  await db.query("insert into customer_alone select * from customer");
}

/** Statements that take something away from the table, and give it back. */
interface Part {
  readonly name: string;
  readonly remove: readonly string[];
  readonly restore: readonly string[];
}

async function compareCosts(db: Database): Promise<void> {
  console.log(`\n${BATCH_ROWS} rows in one INSERT, ms: with all, and without…`);
  const parts = await partsOf(db);
  const whole: number[] = [];
  const without = new Map<string, number[]>(parts.map(({ name }) => [name, []]));
  for (let turn = 0; turn < TURNS; turn++)
    for (const { name, remove, restore } of parts) {
      whole.push(...(await insertBatches(db)));
      for (const statement of remove) await db.query(statement);
      without.get(name)!.push(...(await insertBatches(db)));
      for (const statement of restore) await db.query(statement);
    }
  const all = median(whole);
  console.log(`${"with all".padEnd(34)} ${all.toFixed(1)}`);
  for (const [name, times] of without) {
    const rest = median(times);
    const share = `${Math.round((1 - rest / all) * 100)} % of it`;
    console.log(`${name.padEnd(34)} ${rest.toFixed(1)}: ${share}`);
  }
}

async function partsOf(db: Database): Promise<readonly Part[]> {
  const { rows: indexes } = await db.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = 'customer'::regclass and not indisprimary`,
  );
  const withoutIndexes = (name: string, which: RegExp): Part => {
    const chosen = indexes.filter((index) => which.test(index.name));
    return {
      name: `${name} (${chosen.length})`,
      remove: chosen.map((index) => `drop index ${index.name}`),
      restore: chosen.map(({ definition }) => definition),
    };
  };
  const withoutTrigger = (name: string, trigger: string): Part => ({
    name,
    remove: [`alter table customer disable trigger "${trigger}"`],
    restore: [`alter table customer enable trigger "${trigger}"`],
  });
  return [
    withoutIndexes("indexes of the orders of lists", /by_updated_at$|by_unit_(?!list)/),
    withoutIndexes("all indexes but the key", /./),
    withoutTrigger("tallies", "customer_tally_insert"),
    withoutTrigger("tokens of tags", "customer_tags_token_insert"),
    withoutTrigger("the queue of search tokens", "customer_search_insert"),
  ];
}

/** Rows like those that were imported, under ids of their own. */
async function insertBatches(db: Database): Promise<readonly number[]> {
  const times: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const seconds = await timed(async () => {
      await db.query(
        `insert into customer (id, name, kind, company, note, phone, stage, tier, owner, unit, created_by)
         select uuidv7(), name, kind, company, note, phone, stage, tier, owner, unit, created_by
         from customer_alone offset ${batch * BATCH_ROWS} limit ${BATCH_ROWS}`,
      );
    });
    times.push(seconds * 1000);
  }
  return times;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
