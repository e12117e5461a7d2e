import { describe, expect, test } from "vitest";
import { checkSchema } from "./check-schema.ts";
import { parsePolicy } from "./parse-policy.ts";
import { parseSubjects } from "./parse-subjects.ts";
import { CASES, TEST_SCHEMA, listInMemory, runCase } from "./testing/index.ts";

const ALL = Object.entries(CASES).flatMap(([chapter, cases]) =>
  cases.map((testCase) => [chapter, testCase.name, testCase] as const),
);

/** Mistakes that a parser refuses, shown by cases for what the engine makes of them all the same. */
const SHOWN: ReadonlySet<string> = new Set(["never-known", "bound-without-view"]);

describe("conformance in memory", () => {
  test.each(ALL)("%s: %s", async (_chapter, _name, testCase) => {
    expect(await runCase(testCase, { list: listInMemory })).toEqual([]);
  });

  test("there are at least sixty cases and no two share a name", () => {
    const names = ALL.map(([, name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBe(names.length);
  });

  test("the test schema is sound", () => {
    expect(checkSchema(TEST_SCHEMA)).toEqual([]);
  });

  test.each(ALL)("%s parses: %s", (_chapter, _name, { world }) => {
    const parsed = parsePolicy(world.schema, JSON.parse(JSON.stringify(world.policy)));
    const { policy, subject, others = [] } = world;
    const people = parseSubjects(world.schema, policy, structuredClone([subject, ...others]));
    const problems = [parsed, people].flatMap((found) => (found.ok ? [] : found.problems));
    expect(problems.filter(({ code }) => !SHOWN.has(code))).toEqual([]);
  });
});
