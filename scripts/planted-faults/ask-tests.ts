/**
 * A process that asks test files again and again, each time of the sources as they lie there by then: our own modules are
 * loaded anew under another address, what they depend on stays. Told `{ folder, tests, until }`, it answers with an
 * {@link Answer}.
 */
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { collect, type Suite } from "../collect-tests.ts";

export interface Asked {
  /** Of the package. */
  readonly folder: string;
  /** Below its `src`, without `.test.ts`. */
  readonly tests: readonly string[];
  /** Asks no further than this one. */
  readonly until?: string;
}

export interface Answer {
  /** The first red test; null where all that were asked are green. */
  readonly red: string | null;
  readonly green: readonly string[];
}

const SHIM = new URL("../collect-tests.ts", import.meta.url).href;
const PACKAGES = new URL("../../packages/", import.meta.url).href;

let turn = 0;

registerHooks({
  resolve(name, context, next) {
    if (name === "vitest" && context.parentURL !== SHIM) return { url: SHIM, shortCircuit: true };
    const found = next(name, context);
    return found.url.startsWith(PACKAGES) ? { ...found, url: `${found.url}?turn=${turn}` } : found;
  },
});

/** Errors that nobody waits for are red, too. */
const stray: unknown[] = [];
process.on("unhandledRejection", (error) => stray.push(error));
process.on("uncaughtException", (error) => stray.push(error));

class Red extends Error {}
class Reached extends Error {}

async function ask({ folder, tests, until }: Asked): Promise<Answer> {
  turn += 1;
  stray.length = 0;
  process.chdir(folder);
  const green: string[] = [];
  try {
    for (const test of tests) {
      const suite = await loadFile(join(folder, "src", `${test}.test.ts`), test);
      await runSuite(suite, { file: test, green, until, around: [] });
    }
  } catch (error) {
    if (error instanceof Reached) return { red: null, green };
    return { red: error instanceof Red ? error.message : firstLine(error), green };
  }
  return { red: stray.length === 0 ? null : `left behind: ${firstLine(stray[0])}`, green };
}

async function loadFile(path: string, test: string): Promise<Suite> {
  try {
    return await collect(() => import(pathToFileURL(path).href));
  } catch (error) {
    throw new Red(`${test}: does not load: ${firstLine(error)}`);
  }
}

interface Run {
  readonly file: string;
  readonly green: string[];
  readonly until?: string;
  /** The suites around it, the outermost first. */
  readonly around: readonly Suite[];
}

async function runSuite(suite: Suite, run: Run): Promise<void> {
  const around = [...run.around, suite];
  const left: unknown[] = [];
  try {
    for (const hook of suite.before) left.push(await made(run.file, "set-up", hook));
    for (const part of suite.parts) {
      if ("parts" in part) {
        await runSuite(part, { ...run, around });
        continue;
      }
      const name = `${run.file}: ${part.id}`;
      for (const { beforeEach } of around)
        for (const hook of beforeEach) await made(run.file, part.id, hook);
      await made(run.file, part.id, part.run);
      for (const { afterEach } of around.toReversed())
        for (const hook of afterEach) await made(run.file, part.id, hook);
      run.green.push(name);
      if (name === run.until) throw new Reached();
    }
  } finally {
    // What is left open by a red test must not stop the next.
    for (const hook of [...left.filter(isHook), ...suite.after.toReversed()])
      await made(run.file, "end", hook).catch(() => {});
  }
}

const isHook = (left: unknown): left is () => unknown => typeof left === "function";

async function made(file: string, id: string, work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    throw new Red(id === "set-up" ? `${file}: set-up: ${firstLine(error)}` : `${file}: ${id}`, {
      cause: error,
    });
  }
}

const firstLine = (error: unknown): string => String(error).split("\n")[0]!.slice(0, 120);

process.on("message", (asked: Asked) => {
  void ask(asked).then((answer) => process.send!(answer));
});
