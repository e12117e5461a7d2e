/**
 * Plants the faults of `planted-faults/` into a copy, one at a time, runs the tests that should notice, and writes the
 * table of `docs/mutation.md`. With words: only the faults whose file or text holds one of them, beside the results that
 * stand there. Refuses where a fault's text is not in its file exactly once, and where tests are red without any fault.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
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
import type { Answer, Asked } from "./planted-faults/ask-tests.ts";
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
const LONGEST = 1_800_000;

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

/** One process asks so often: what it loaded for each fault stays in it. */
const OFTEN = 25;

/** Asks tests of the copy, of what stands in it by then. Throws where they come to no end. */
function openAsker(copy: string): {
  ask(fault: Fault, until?: string): Promise<Answer>;
  close(): void;
} {
  let child: ChildProcess | null = null;
  let left = 0;
  const close = (): void => {
    child?.kill("SIGKILL");
    child = null;
  };
  return {
    close,
    async ask({ file, tests }, until) {
      if (left === 0) close();
      child ??= fork(join(copy, "scripts/planted-faults/ask-tests.ts"), {
        cwd: copy,
        // The embedded database is opened for every fault: compiling it well takes longer than what it is asked.
        execArgv: ["--liftoff-only"],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
        env: { LATCHKEY_FUZZ: "400", ...process.env, NODE_ENV: "test" },
      });
      left = left === 0 ? OFTEN : left - 1;
      const folder = join(copy, "packages", file.slice(0, file.indexOf("/")));
      child.send({ folder, tests, until } satisfies Asked);
      const told = new AbortController();
      const signal = AbortSignal.any([told.signal, AbortSignal.timeout(LONGEST)]);
      try {
        const over = [once(child, "message", { signal }), once(child, "exit", { signal })];
        const [answer] = (await Promise.race(over)) as readonly unknown[];
        if (typeof answer === "object" && answer !== null) return answer as Answer;
        throw new Error("it ended by itself");
      } catch (error) {
        close();
        throw new Error(`no end of ${tests.join(", ")}`, { cause: error });
      } finally {
        told.abort();
      }
    },
  };
}

type Asker = ReturnType<typeof openAsker>;

const green = new Set<string>();

/** What is red by itself catches nothing. */
async function demandGreen(asker: Asker, fault: Fault, test: string): Promise<void> {
  if (green.has(test)) return;
  const sound = await asker.ask(fault, test);
  if (sound.red !== null) throw new Error(`red without any fault: ${sound.red}`);
  for (const name of sound.green) green.add(name);
}

async function plant(copy: string, asker: Asker, fault: Fault): Promise<Result> {
  const path = join(copy, "packages", fault.file);
  const sound = readFileSync(path, "utf8");
  const start = performance.now();
  // A function, or a `$` of the text would be read as a pattern.
  writeFileSync(
    path,
    sound.replace(fault.find, () => fault.put),
  );
  try {
    const { red } = await asker.ask(fault);
    return { caughtBy: red, seconds: Math.round((performance.now() - start) / 1000) };
  } finally {
    writeFileSync(path, sound);
  }
}

/** Null where the tests cannot tell: they are red by themselves, or came to no end. */
async function answerTo(copy: string, asker: Asker, fault: Fault): Promise<Result | null> {
  try {
    const result = await plant(copy, asker, fault);
    if (result.caughtBy !== null) await demandGreen(asker, fault, result.caughtBy);
    return result;
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
if (words.length === 0) writeReport(new Map());
const copy = makeCopy();
const asker = openAsker(copy);
let missed = 0;
try {
  for (const fault of wanted) {
    const result = await answerTo(copy, asker, fault);
    if (result === null) {
      missed += 1;
      continue;
    }
    writeReport(rowsKept().set(cell(fault.breaks), rowOf(fault, result)));
    if (result.caughtBy === null) missed += 1;
    console.log(
      `${result.caughtBy === null ? "NOT CAUGHT" : "caught"} (${result.seconds} s) ${fault.breaks}`,
    );
  }
} finally {
  asker.close();
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${wanted.length - missed} of ${wanted.length} caught`);
process.exit(missed === 0 ? 0 : 1);
