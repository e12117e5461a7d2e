/**
 * What our tests use of vitest, with the real `expect`, for whoever asks them in a process of its own: files loaded with
 * this in vitest's place are collected, and nothing runs. vitest takes seconds to start, and a fault or a mutant is mostly
 * noticed in less.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { format } from "node:util";
import { expect } from "vitest";

type Hook = () => unknown;

export interface Case {
  /** The names of its groups and its own. */
  readonly id: string;
  readonly run: Hook;
}

export interface Suite {
  readonly parts: (Suite | Case)[];
  readonly before: Hook[];
  readonly after: Hook[];
  readonly beforeEach: Hook[];
  readonly afterEach: Hook[];
}

const emptySuite = (): Suite => ({
  parts: [],
  before: [],
  after: [],
  beforeEach: [],
  afterEach: [],
});

let suite = emptySuite();
let names: readonly string[] = [];

/** The tests of whatever `load` loads, in their order. */
export async function collect(load: () => Promise<unknown>): Promise<Suite> {
  suite = emptySuite();
  await load();
  return suite;
}

export const casesOf = ({ parts }: Suite): readonly Case[] =>
  parts.flatMap((part) => ("run" in part ? [part] : casesOf(part)));

type Body = (...row: readonly unknown[]) => unknown;
/** The body is the one function behind the name; options and milliseconds stand before it or behind. */
type Rest = readonly unknown[];
const bodyOf = (rest: Rest): Body => rest.find((part) => typeof part === "function") as Body;

const addTest = (name: string, ...rest: Rest): void => {
  suite.parts.push({ id: [...names, name].join(" "), run: () => bodyOf(rest)() });
};

const addSuite = (name: string, ...rest: Rest): void => {
  const [outer, outerNames] = [suite, names];
  suite = emptySuite();
  names = [...names, name];
  outer.parts.push(suite);
  bodyOf(rest)();
  [suite, names] = [outer, outerNames];
};

type Add = typeof addTest;

const each =
  (add: Add) =>
  (rows: readonly unknown[]) =>
  (name: string, ...rest: Rest): void => {
    for (const row of rows) {
      const values: readonly unknown[] = Array.isArray(row) ? row : [row];
      add(titleOf(name, values), () => bodyOf(rest)(...values));
    }
  };

/** `%s` for the values in turn, `$name` for a part of the first. */
function titleOf(name: string, values: readonly unknown[]): string {
  const count = name.match(/%[sdifjoO]/g)?.length ?? 0;
  const first = values[0] as Record<string, unknown>;
  return format(name, ...values.slice(0, count)).replace(/\$(\w+)/g, (whole, key: string) =>
    typeof first === "object" && key in first ? String(first[key]) : whole,
  );
}

const unless = (add: Add) => (isSkipped: boolean) => (isSkipped ? () => {} : add);

const spelled = (add: Add) =>
  Object.assign((name: string, ...rest: Rest) => add(name, ...rest), {
    each: each(add),
    skipIf: unless(add),
  });

export const test = spelled(addTest);
export const it = spelled(addTest);
export const describe = spelled(addSuite);
export const beforeAll = (hook: Hook): unknown => suite.before.push(hook);
export const afterAll = (hook: Hook): unknown => suite.after.push(hook);
export const beforeEach = (hook: Hook): unknown => suite.beforeEach.push(hook);
export const afterEach = (hook: Hook): unknown => suite.afterEach.push(hook);
export const vi = { setConfig() {} };

const match = (assertion: object, name: string, values: readonly unknown[]): unknown =>
  Reflect.apply(Reflect.get(assertion, name) as Body, assertion, values);

/** vitest's own asks which test is running. */
const poll = (ask: Hook, { timeout = 5_000, interval = 50 } = {}): unknown =>
  new Proxy(
    {},
    {
      get:
        (_none, matcher: string) =>
        async (...values: readonly unknown[]) => {
          const end = Date.now() + timeout;
          for (;;) {
            const found = await ask();
            try {
              return match(expect(found), matcher, values);
            } catch (error) {
              if (Date.now() > end) throw error;
            }
            await sleep(interval);
          }
        },
    },
  );

Object.assign(expect, { poll });
export { expect };
