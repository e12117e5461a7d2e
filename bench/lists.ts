/**
 * Lists of ten million customers for every kind of reader, through the product's own gate and its own server, beside other
 * ways to write the same permissions, beside a peer, and beside the physical limit: the same question without any
 * permission, all in one run. What an engine answers is compared before its time counts.
 *
 *   node bench/lists.ts [customers, 10,000,000 unless said] [--seconds 4] [--write-docs] [--question "first page" …]
 *     [--engine Latchkey …] [--peers "first page" …] [--no-directus]
 *
 * Questions that are not asked keep the numbers of the run before.
 * `--peers`: the questions that the slow peers are asked, too; each costs them some ten minutes at ten million.
 *
 * The data are built once and kept in LATCHKEY_BENCH_DATA (a folder of the system's temporary one where unset).
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createEnterprise } from "../packages/server/src/testing/enterprise.ts";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";
import { createPersonas, type Persona } from "./lists/personas.ts";
import { QUESTIONS } from "./lists/questions.ts";
import { describeMachine, renderDocument, type Results } from "./lists/report.ts";
import { mergeRuns, runBenchmark } from "./lists/run.ts";
import { buildWorld } from "./lists/world.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    question: { type: "string", multiple: true },
    engine: { type: "string", multiple: true },
    peers: { type: "string", multiple: true },
    "no-directus": { type: "boolean", default: false },
    seconds: { type: "string", default: "4" },
    "write-docs": { type: "boolean", default: false },
  },
});
const customers = Number(positionals[0] ?? 10_000_000);
const questions = QUESTIONS.filter(({ name }) => options.question?.includes(name) ?? true);
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
  const measured = await runBenchmark({
    url: server.url,
    personas,
    questions,
    directory: home,
    withDirectus: !options["no-directus"],
    seconds: Number(options.seconds),
    isAsked: (engine) => options.engine?.includes(engine) ?? true,
    isForAll: ({ name, isOfTwo }) => options.peers?.includes(name) ?? !isOfTwo,
  });
  const machine = await describeMachine(server.url, SETTINGS);
  const file = join(home, "results.json");
  const earlier = existsSync(file)
    ? (JSON.parse(await readFile(file, "utf8")) as Results)
    : { questions: [], rates: [] };
  const results: Results = { customers, machine, ...mergeRuns(earlier, measured) };
  await writeFile(file, JSON.stringify(results, null, 1));
  if (options["write-docs"])
    await writeFile(
      join(import.meta.dirname, "../docs/list-benchmark.md"),
      renderDocument(results),
    );
} catch (error) {
  console.error(error);
  await server.stop();
  process.exit(1);
}
await server.stop();

async function build(): Promise<void> {
  const started = performance.now();
  const enterprise = await createEnterprise({ url: server.url });
  await buildWorld(enterprise, customers, (line) =>
    console.log(`  ${((performance.now() - started) / 1000).toFixed(0)} s  ${line}`),
  );
  await writeFile(built, JSON.stringify(await createPersonas(enterprise)));
  await enterprise.close();
}
