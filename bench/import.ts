/**
 * Importing customers from a CSV file into the embedded database on disk, through the product's own import: parsing,
 * looking up owners and duplicates, deciding on each row, history, audit. Beside it, in the same run, the physical limit:
 * the database itself copying the same finished rows into an equal table with equal indexes.
 *
 *   node bench/import.ts [rows, 100,000 unless said]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../packages/server/src/db/database.ts";
import { createEnterprise, type Enterprise } from "../packages/server/src/testing/enterprise.ts";
import { importFile } from "../packages/server/src/testing/exchange.ts";

const rows = Number(process.argv[2] ?? 100_000);
const directory = await mkdtemp(join(tmpdir(), "latchkey-bench-"));
try {
  const world = await createEnterprise({ directory: join(directory, "database") });
  const transactions = watchTransactions(world.services.db);
  const seconds = await timed(() => importCustomers(world));
  const limit = await timed(() => copyRows(world.services.db));
  const each = (time: number) => `${((time / rows) * 1e6).toFixed(0)} µs a row`;
  console.log(`${rows.toLocaleString("en")} customers, embedded, on disk`);
  console.log(`import          ${seconds.toFixed(1)} s, ${each(seconds)}`);
  console.log(
    `the rows alone  ${limit.toFixed(1)} s, ${each(limit)}: ${(seconds / limit).toFixed(1)} ×`,
  );
  const sorted = transactions.toSorted((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(0)} ms`;
  console.log(`transactions    ${sorted.length}: median ${at(0.5)}, longest ${at(1)}`);
  await world.close();
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Every transaction's length in milliseconds, as they end. */
function watchTransactions(db: Database): number[] {
  const lengths: number[] = [];
  const { transaction } = db;
  db.transaction = (work) =>
    transaction(async (tx) => {
      const started = performance.now();
      try {
        return await work(tx);
      } finally {
        lengths.push(performance.now() - started);
      }
    });
  return lengths;
}

interface Counted {
  readonly phones: number;
  readonly histories: number;
}

/** That the work was done: a column the import left out would make it fast for nothing. */
const COUNTED = `select (select count(distinct phone)::int from customer) as phones,
  (select count(*)::int from record_history where object = 'customer' and action = 'create') as histories`;

async function importCustomers(world: Enterprise): Promise<void> {
  const store = await world.unit("华东", world.root, "region");
  const person = await world.person("进口", "regionalSalesManager", store);
  const line = (_: unknown, index: number) =>
    [
      `客户${index}`,
      `139${String(index).padStart(8, "0")}`,
      `公司${index}`,
      `备注 ${index}`,
    ].join();
  const content = ["客户名称,手机号,公司,备注", ...Array.from({ length: rows }, line)].join("\n");
  const job = await importFile(world.services, { person, object: "customer", content });
  const { rows: found } = await world.services.db.query<Counted>(COUNTED);
  const { phones, histories } = found[0]!;
  if (job.counts.created !== rows || phones !== rows || histories !== rows)
    throw new Error(JSON.stringify({ job, phones, histories }));
}

async function copyRows(db: Database): Promise<void> {
  await db.query("create table customer_alone (like customer including all)");
  await db.query("insert into customer_alone select * from customer");
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
