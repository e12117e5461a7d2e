/**
 * Plants the faults of `planted-faults/` into a copy, one at a time, runs the tests that should notice, and writes the
 * table of `docs/mutation.md`. With words: only the faults whose file or text holds one of them, beside the results that
 * stand there. Refuses where a fault's text is not in its file exactly once, and where tests are red without any fault.
 */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Fault } from "./planted-faults/fault.ts";
import { POLICY_FAULTS } from "./planted-faults/policy.ts";
import { SERVER_FAULTS } from "./planted-faults/server.ts";

const FAULTS: readonly Fault[] = [...POLICY_FAULTS, ...SERVER_FAULTS];
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORT = join(ROOT, "docs/mutation.md");
const [BEGIN, END] = ["<!-- planted: begin -->", "<!-- planted: end -->"];

interface Result {
  /** The first red test, or what else became of it. */
  readonly caughtBy: string | null;
  readonly seconds: number;
}

/** Milliseconds for the tests of one fault. */
const LONGEST = 600_000;

const packageOf = ({ file }: Fault): string => file.slice(0, file.indexOf("/"));

/** What is wrong with the list itself. */
function findMisfits(): readonly string[] {
  const seen = new Set<string>();
  return FAULTS.flatMap(({ file, find, put, breaks }) => {
    const count = readFileSync(join(ROOT, "packages", file), "utf8").split(find).length - 1;
    const isDouble = seen.has(breaks);
    seen.add(breaks);
    return [
      ...(count === 1 ? [] : [`${file}: stands there ${count} times: ${find}`]),
      ...(find === put ? [`${file}: changes nothing: ${find}`] : []),
      ...(isDouble ? [`named twice: ${breaks}`] : []),
    ];
  });
}

/** The packages and what they need, with the dependencies of this checkout. */
function makeCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "latchkey-faults-"));
  for (const name of [
    "package.json",
    "tsconfig.json",
    "scripts",
    "packages/policy",
    "packages/server",
  ])
    cpSync(join(ROOT, name), join(copy, name), {
      recursive: true,
      filter: (path) => !path.includes(".latchkey"),
    });
  const modules = join(copy, "node_modules");
  mkdirSync(join(modules, "@latchkey"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (name !== "@latchkey") symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  for (const name of ["policy", "server"])
    symlinkSync(join(copy, "packages", name), join(modules, "@latchkey", name));
  return copy;
}

interface Assertion {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
}

/** The first red test; null: all are green. */
async function runTests(
  copy: string,
  name: string,
  tests: readonly string[],
): Promise<string | null> {
  const output = join(copy, "result.json");
  rmSync(output, { force: true });
  const files = tests.map((test) => `src/${test}.test.ts`);
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const args = [
    vitest,
    "run",
    "--bail=1",
    "--maxWorkers=1",
    "--fsModuleCache",
    // A busy machine is no fault.
    "--testTimeout=600000",
    "--hookTimeout=600000",
    "--reporter=json",
    `--outputFile=${output}`,
    ...files,
  ];
  const cwd = join(copy, "packages", name);
  const env = { LATCHKEY_FUZZ: "400", NODE_COMPILE_CACHE: join(copy, "compiled"), ...process.env };
  await new Promise((resolve) => {
    spawn(process.execPath, args, { cwd, env, stdio: "ignore", timeout: LONGEST }).on(
      "close",
      resolve,
    );
  });
  if (!existsSync(output)) throw new Error(`no end of ${tests.join(", ")}`);
  const { success, testResults } = JSON.parse(readFileSync(output, "utf8")) as {
    success: boolean;
    testResults: readonly {
      name: string;
      message: string;
      assertionResults: readonly Assertion[];
    }[];
  };
  if (success) return null;
  for (const { name: path, assertionResults } of testResults) {
    const red = assertionResults.find(({ status }) => status === "failed");
    const file = path.slice(path.indexOf("/src/") + 5).replace(".test.ts", "");
    if (red?.failureMessages?.some((message) => message.includes("timed out in")))
      throw new Error(`too slow to tell: ${file}: ${red.fullName}`);
    if (red) return `${file}: ${red.fullName}`;
  }
  const broken = testResults.find(({ message }) => message !== "");
  if (!broken) throw new Error("a run without a result");
  return `set-up: ${broken.message.split("\n")[0]}`;
}

const green = new Set<string>();

/** What is red by itself catches nothing. */
async function demandGreen(copy: string, fault: Fault): Promise<void> {
  const name = packageOf(fault);
  const tests = fault.tests.filter((test) => !green.has(`${name}/${test}`));
  const red = tests.length === 0 ? null : await runTests(copy, name, tests);
  if (red !== null) throw new Error(`red without any fault: ${red}`);
  for (const test of tests) green.add(`${name}/${test}`);
}

async function plant(copy: string, fault: Fault): Promise<Result> {
  const path = join(copy, "packages", fault.file);
  const sound = readFileSync(path, "utf8");
  const start = performance.now();
  // A function, or a `$` of the text would be read as a pattern.
  writeFileSync(
    path,
    sound.replace(fault.find, () => fault.put),
  );
  try {
    const caughtBy = await runTests(copy, packageOf(fault), fault.tests);
    return { caughtBy, seconds: Math.round((performance.now() - start) / 1000) };
  } finally {
    writeFileSync(path, sound);
  }
}

/** Null where the tests cannot tell: they are red by themselves, or came to no end. */
async function answerTo(copy: string, fault: Fault): Promise<Result | null> {
  try {
    await demandGreen(copy, fault);
    return await plant(copy, fault);
  } catch (error) {
    console.error(`no answer: ${fault.breaks}: ${String(error)}`);
    return null;
  }
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function rowOf({ file, breaks }: Fault, { caughtBy, seconds }: Result): string {
  const short = file.replace("/src/", "/").replace(".ts", "");
  return `| ${cell(breaks)} | \`${short}\` | ${caughtBy === null ? "**nothing**" : cell(caughtBy)} | ${seconds} |`;
}

/** Rows of an earlier run, by what they break. */
function rowsKept(): Map<string, string> {
  const [, table = ""] = readFileSync(REPORT, "utf8").split(BEGIN);
  const rows = table
    .split(END)[0]!
    .split("\n")
    .filter((line) => line.startsWith("| "));
  return new Map(rows.slice(2).map((line) => [line.slice(2, line.indexOf(" | ")).trim(), line]));
}

function writeReport(rows: ReadonlyMap<string, string>): void {
  const text = readFileSync(REPORT, "utf8");
  const all = FAULTS.map(({ breaks }) => rows.get(cell(breaks))).filter((row) => row !== undefined);
  const table = ["| fault | planted in | caught by | s |", "| --- | --- | --- | --: |", ...all];
  const [head = "", rest = ""] = text.split(BEGIN);
  const tail = rest.split(END)[1] ?? "";
  writeFileSync(REPORT, `${head}${BEGIN}\n\n${table.join("\n")}\n\n${END}${tail}`);
}

const misfits = findMisfits();
if (misfits.length > 0) {
  console.error(misfits.join("\n"));
  process.exit(1);
}
const words = process.argv.slice(2);
const wanted = FAULTS.filter(
  ({ file, breaks }) =>
    words.length === 0 || words.some((word) => `${file} ${breaks}`.includes(word)),
);
const rows = words.length === 0 ? new Map<string, string>() : rowsKept();
const copy = makeCopy();
let missed = 0;
try {
  for (const fault of wanted) {
    const result = await answerTo(copy, fault);
    if (result === null) {
      missed += 1;
      continue;
    }
    rows.set(cell(fault.breaks), rowOf(fault, result));
    writeReport(rows);
    if (result.caughtBy === null) missed += 1;
    console.log(
      `${result.caughtBy === null ? "NOT CAUGHT" : "caught"} (${result.seconds} s) ${fault.breaks}`,
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${wanted.length - missed} of ${wanted.length} caught`);
process.exit(missed === 0 ? 0 : 1);
