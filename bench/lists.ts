/**
 * Lists of ten million customers for every kind of reader, through the product's own gate, beside other ways to write the
 * same permissions and beside the physical limit: the same page without any permission, all in one run. Every engine must
 * give the same ids before its time counts.
 *
 *   node bench/lists.ts [customers, 10,000,000 unless said]
 *
 * The data are built once and kept in LATCHKEY_BENCH_DATA (a folder of the system's temporary one where unset).
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "../packages/server/src/db/database.ts";
import { connectServer } from "../packages/server/src/db/server-driver.ts";
import { startServices, type Services } from "../packages/server/src/services.ts";
import { createEnterprise } from "../packages/server/src/testing/enterprise.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";
import { PAGE, type ListEngine } from "./lists/engine.ts";
import { latchkey, naiveOr } from "./lists/latchkey.ts";
import { createPersonas, type Persona } from "./lists/personas.ts";
import { rowLevelSecurity } from "./lists/row-level-security.ts";
import { buildWorld, describeWorld } from "./lists/world.ts";

const ROUNDS = 200;
/** A cell is not measured for longer; what takes seconds has fewer rounds, and at least three. */
const MAX_MILLISECONDS = 6_000;

const customers = Number(process.argv[2] ?? 10_000_000);
const home = join(
  process.env["LATCHKEY_BENCH_DATA"] ?? join(tmpdir(), "latchkey-bench"),
  `lists-${customers}`,
);
const built = join(home, "personas.json");

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
  const personas = JSON.parse(await readFile(built, "utf8")) as Persona[];
  const db = createDatabase(connectServer(server.url));
  const services = await startServices({ db, baseUrl: "http://127.0.0.1" });
  const engines = [
    latchkey(services),
    naiveOr(services),
    await rowLevelSecurity(server.url, personas, describeWorld().vipTag),
  ];
  await measure(services, engines, personas);
  for (const engine of engines) await engine.close();
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

async function measure(
  { db }: Services,
  engines: readonly ListEngine[],
  personas: readonly Persona[],
): Promise<void> {
  const limit = await timesOf(() =>
    db.query(
      `select * from customer where deleted_at is null order by created_at desc, id desc limit ${PAGE}`,
    ),
  );
  console.log(`${customers.toLocaleString("en")} customers, first ${PAGE}, newest first`);
  console.log(`ms, median / 99th; no permission at all (the limit): ${shown(limit)}`);
  console.log(["".padEnd(38), ...engines.map(({ name }) => name.padStart(20))].join(""));
  for (const persona of personas) {
    const cells = [];
    const expected = await engines[0]!.firstPage(persona);
    for (const engine of engines) cells.push(await cellOf(engine, persona, expected));
    console.log([persona.name.padEnd(38), ...cells.map((cell) => cell.padStart(20))].join(""));
  }
}

async function cellOf(
  engine: ListEngine,
  persona: Persona,
  expected: readonly string[],
): Promise<string> {
  const ids = await engine.firstPage(persona);
  if (JSON.stringify(ids) !== JSON.stringify(expected)) return "OTHER ROWS";
  return shown(await timesOf(() => engine.firstPage(persona)));
}

function shown(times: readonly number[]): string {
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!.toFixed(1);
  return `${at(0.5)} / ${at(0.99)}`;
}

/** Sorted, in milliseconds. */
async function timesOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  const started = performance.now();
  const isTime = () => performance.now() - started < MAX_MILLISECONDS;
  for (let round = 0; round < ROUNDS && (round < 3 || isTime()); round++) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return times.toSorted((a, b) => a - b);
}
