/**
 * A test runner for Stryker that runs the tests of the engine in its own process. vitest starts a worker and loads
 * everything anew for every mutant, which takes a second; the tests that kill it take milliseconds.
 *
 * So nothing may stay from one test to the next: what the engine remembers of a policy or a schema it keeps in weak maps,
 * and these are emptied before every test.
 */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { PluginKind, declareFactoryPlugin } from "@stryker-mutator/api/plugin";

/** Cheapest first: a mutant is dead at the first red test. `LATCHKEY_MUTANT_TESTS=compare,laws` asks these alone. */
const FILES = process.env.LATCHKEY_MUTANT_TESTS?.split(",") ?? [
  "truth",
  "fold",
  "obligations",
  "witness",
  "explain-field",
  "find-flip",
  "conformance",
  "parse",
  "parse-subjects",
  "compile-test",
  "problems",
  "errors",
  "limits",
  "side",
  "plan",
  "decide",
  "fuzz-even",
  "explain",
  "compare",
  "record-fields",
  "atoms",
  "sharing",
  "laws",
];

process.env.LATCHKEY_FUZZ ??= "120";

const shim = new URL("../../../scripts/collect-tests.ts", import.meta.url).href;

class Runner {
  #tests = [];
  #state = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
  #forget = () => {};
  #source = pathToFileURL(`${process.cwd()}/src/`).href;
  /** How often the engine was loaded: each time under another address. */
  #turn = 0;

  capabilities() {
    // A mutant of what runs while the engine loads has it loaded anew.
    return { reloadEnvironment: true };
  }

  async init() {
    // Before the weak maps are replaced: vitest keeps its own.
    await import(shim);
    this.#forget = forgetful();
    registerHooks({
      resolve: (name, context, next) => {
        if (name === "vitest") return { url: shim, shortCircuit: true };
        const found = next(name, context);
        const isOurs = found.url.startsWith(this.#source);
        return isOurs ? { ...found, url: `${found.url}?turn=${this.#turn}` } : found;
      },
    });
    const { configureGlobal } = await import("fast-check");
    // One red world is enough, and need not be the smallest; and each mutant meets the same ones.
    configureGlobal({ endOnFailure: true, seed: 1 });
    process.stdout.write = () => true;
    this.#tests = await this.#load();
  }

  async #load() {
    const { collect, casesOf } = await import(shim);
    this.#turn += 1;
    const suite = await collect(async () => {
      for (const name of FILES) await import(`${this.#source}${name}.test.ts`);
    });
    return casesOf(suite);
  }

  /** Why it is red; null: it is green. */
  async #run({ run }) {
    this.#forget();
    try {
      await run();
      return null;
    } catch (error) {
      return String(error).slice(0, 200);
    }
  }

  async dryRun() {
    const state = this.#state;
    const tests = [];
    for (const test of this.#tests) {
      state.currentTestId = test.id;
      const start = performance.now();
      const failureMessage = await this.#run(test);
      const timeSpentMs = performance.now() - start;
      const told = { id: test.id, name: test.id, timeSpentMs };
      tests.push(
        failureMessage === null ? { ...told, status: 0 } : { ...told, status: 1, failureMessage },
      );
    }
    state.currentTestId = undefined;
    return { status: "complete", tests, mutantCoverage: state.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const state = this.#state;
    state.hitCount = hitLimit === undefined ? undefined : 0;
    state.hitLimit = hitLimit;
    state.activeMutant = activeMutant.id;
    let tests = this.#tests;
    try {
      if (mutantActivation === "static") tests = await this.#load();
    } catch (error) {
      return { status: "killed", killedBy: [], failureMessage: String(error), nrOfTests: 0 };
    }
    const wanted = testFilter && new Set(testFilter);
    tests = tests.filter(({ id }) => !wanted || wanted.has(id));
    for (const test of tests) {
      const failureMessage = await this.#run(test);
      if (state.hitCount > state.hitLimit)
        return { status: "timeout", reason: "it went round and round" };
      if (failureMessage !== null)
        return {
          status: "killed",
          killedBy: [test.id],
          failureMessage,
          nrOfTests: tests.indexOf(test) + 1,
        };
    }
    return { status: "survived", nrOfTests: tests.length };
  }
}

/** Makes every weak map from now on one that can be emptied; returns what empties them all. */
function forgetful() {
  const all = new Set();
  const Native = globalThis.WeakMap;
  globalThis.WeakMap = class {
    #inner = new Native();
    constructor() {
      all.add(() => (this.#inner = new Native()));
    }
    get = (key) => this.#inner.get(key);
    set = (key, value) => this.#inner.set(key, value) && this;
    has = (key) => this.#inner.has(key);
    delete = (key) => this.#inner.delete(key);
  };
  return () => all.forEach((empty) => empty());
}

const makeRunner = () => new Runner();
makeRunner.inject = [];

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, "in-process", makeRunner),
];
