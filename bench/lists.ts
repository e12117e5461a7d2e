/**
 * Lists of ten million customers for every kind of reader, through the product's own gate, beside the physical limit:
 * the same sort without any permission, in the same run.
 *
 *   node bench/lists.ts [customers, 10,000,000 unless said]
 *
 * The data are built once and kept in LATCHKEY_BENCH_DATA (a folder of the system's temporary one where unset).
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { readGuarded } from "../packages/server/src/gate/guard.ts";
import { reachSql, viewOf } from "../packages/server/src/gate/view.ts";
import { createDatabase } from "../packages/server/src/db/database.ts";
import { connectServer } from "../packages/server/src/db/server-driver.ts";
import { startServices, type Services } from "../packages/server/src/services.ts";
import { as, createEnterprise } from "../packages/server/src/testing/enterprise.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";
import { createPersonas, type Persona } from "./lists/personas.ts";
import { buildWorld } from "./lists/world.ts";

const customers = Number(process.argv[2] ?? 10_000_000);
const home = join(
  process.env["LATCHKEY_BENCH_DATA"] ?? join(tmpdir(), "latchkey-bench"),
  `lists-${customers}`,
);
const built = join(home, "personas.json");
const ROUNDS = 200;

const SETTINGS = {
  shared_buffers: "8GB",
  effective_cache_size: "16GB",
  work_mem: "64MB",
  max_wal_size: "8GB",
  random_page_cost: "1.1",
};

await mkdir(home, { recursive: true });
const server = await startNativeServer({ directory: join(home, "database"), settings: SETTINGS });
try {
  if (!existsSync(built)) await build();
  const services = await startServices({
    db: createDatabase(connectServer(server.url)),
    baseUrl: "http://127.0.0.1",
  });
  await measure(services, JSON.parse(await readFile(built, "utf8")) as Persona[]);
  await services.close();
} finally {
  await server.stop();
}

async function build(): Promise<void> {
  const started = performance.now();
  const enterprise = await createEnterprise({ url: server.url });
  await buildWorld(enterprise, customers, (line) =>
    console.log(`  ${((performance.now() - started) / 1000).toFixed(0)} s  ${line}`),
  );
  await writeFile(built, JSON.stringify(await createPersonas(enterprise)));
  await enterprise.close();
}

async function measure(services: Services, personas: readonly Persona[]): Promise<void> {
  const { db, gate } = services;
  const limit = await timesOf(() =>
    db.query(
      "select * from customer where deleted_at is null order by created_at desc, id desc limit 51",
    ),
  );
  console.log(`${customers.toLocaleString("en")} customers, pages of 50, newest first; ms`);
  console.log(`${"".padEnd(40)}   median     99th | naive median`);
  print("no permission (the limit)", limit);
  for (const { name, person } of personas) {
    const ours = await timesOf(() => gate.list(as(person), "customer", {}));
    print(name, ours, await timesOf(() => readNaively(services, person)));
  }
}

/** What people write first: everything the reader may see, joined by OR, in one WHERE. */
async function readNaively({ db, subjects }: Services, person: string): Promise<void> {
  const subject = await subjects.current(person);
  const view = viewOf(subject, "customer");
  await readGuarded(
    db,
    subject,
    sql`select true as present, t.* from customer t where ${reachSql(view)} order by t.created_at desc, t.id desc limit 51`,
  );
}

function print(name: string, times: readonly number[], naive?: readonly number[]): void {
  const at = (of: readonly number[], share: number) =>
    of[Math.floor((of.length - 1) * share)]!.toFixed(2).padStart(8);
  console.log(
    `${name.padEnd(40)} ${at(times, 0.5)} ${at(times, 0.99)} | ${naive ? at(naive, 0.5) : ""}`,
  );
}

/** Sorted, in milliseconds. What takes long is not repeated as often. */
async function timesOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  const started = performance.now();
  for (
    let round = 0;
    round < ROUNDS && (round < 3 || performance.now() - started < 10_000);
    round++
  ) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return times.toSorted((a, b) => a - b);
}
