/** The shipped tests against the shipped templates (R145, R104): all of them, without a database. */
import { describe, expect, test } from "vitest";
import { buildModel } from "../../derive/model.ts";
import { expandTemplate } from "../../derive/expand-template.ts";
import type { Subject, World } from "../../gate/subject.ts";
import { OBJECTS } from "../../objects/registry.ts";
import { buildUnitTree } from "../../org/unit-tree.ts";
import { ROLE_TEMPLATES, roleIdOf } from "../templates/registry.ts";
import { parseTest } from "./parse-test.ts";
import { runTests } from "./run-tests.ts";
import { SHIPPED_TESTS } from "./shipped-tests.ts";
import { testSentence } from "./test-words.ts";

const model = buildModel(Object.values(OBJECTS));

const rolesOf = (templates: typeof ROLE_TEMPLATES) =>
  Object.values(templates).map((template) =>
    expandTemplate(
      {
        ...template,
        id: roleIdOf(template.id),
        includes: (template.includes ?? []).map(roleIdOf),
      },
      model,
    ),
  );

const worldOf = (templates: typeof ROLE_TEMPLATES): World => ({
  version: "1",
  sandboxes: [],
  model,
  contents: [],
  published: rolesOf(templates),
  functions: [],
  policy: { roles: rolesOf(templates) },
  tree: buildUnitTree([]),
  organisation: { name: "", zone: "Asia/Shanghai", currency: "CNY" },
  edges: [],
  marks: [],
});

const tests = SHIPPED_TESTS.map(({ preset, content }) => ({ id: preset, content }));
const run = (world: World) =>
  runTests(
    {
      world,
      // Samples of roles ask no database, and whoever runs them only for the time.
      executor: null as never,
      subjects: null as never,
      asker: { context: { now: Date.parse("2026-03-01T04:00:00Z") } } as unknown as Subject,
    },
    tests,
  );

describe("R145: the tests that are shipped", () => {
  test("are at least thirty, each a story's, each once, and sound", () => {
    expect(SHIPPED_TESTS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(SHIPPED_TESTS.map(({ preset }) => preset)).size).toBe(SHIPPED_TESTS.length);
    for (const { preset, role, content } of SHIPPED_TESTS) {
      expect(preset).toMatch(/^R\d+ /);
      expect(ROLE_TEMPLATES[role], role).toBeDefined();
      expect(parseTest(JSON.parse(JSON.stringify(content)), model)).toEqual(content);
    }
  });

  test("R104: all hold for the shipped templates", async () => {
    const outcomes = await run(worldOf(ROLE_TEMPLATES));
    const failed = [...outcomes].filter(([, { state }]) => state !== "green");
    expect(failed).toEqual([]);
  });

  test("each can fail: with every role turned around, none of them is green", async () => {
    const everything = Object.fromEntries(
      Object.entries(ROLE_TEMPLATES).map(([id, template]) => [
        id,
        {
          ...template,
          includes: [],
          grants: {},
          classes: {},
          fields: {},
          rules: [
            {
              id: "everything",
              effect: "permit" as const,
              actions: ["*"],
              scope: "all",
              fields: { read: ["*"], write: ["*"] },
            },
          ],
        },
      ]),
    );
    const nothing = Object.fromEntries(
      Object.entries(ROLE_TEMPLATES).map(([id, template]) => [
        id,
        { ...template, includes: [], grants: {}, classes: {}, fields: {}, rules: [] },
      ]),
    );
    const [wide, narrow] = [await run(worldOf(everything)), await run(worldOf(nothing))];
    for (const { id, content } of tests) {
      const isGrant = content.expect === "can" || content.expect === "plain";
      // A mask is neither of both.
      const tried = isGrant || content.expect === "masked" ? narrow : wide;
      expect({ id, state: tried.get(id)!.state }).toEqual({ id, state: "red" });
      expect(tried.get(id)!.why!.zh.length).toBeGreaterThan(4);
    }
  });

  test("say what they ask in both languages", () => {
    const names = new Map(
      Object.values(ROLE_TEMPLATES).map(({ id, name }) => [roleIdOf(id), name]),
    );
    const naming = {
      model,
      zone: "Asia/Shanghai",
      role: (id: string) => names.get(id) ?? null,
      name: () => null,
    };
    const said = SHIPPED_TESTS.map(({ content }) => testSentence(content, naming));
    expect(new Set(said.map(({ zh }) => zh)).size).toBe(said.length);
    expect(new Set(said.map(({ en }) => en)).size).toBe(said.length);
    expect(said).toContainEqual({
      zh: "销售代表不能对本人负责的客户进行“删除”。",
      en: "Sales representative cannot do “Delete” on a customer of their own.",
    });
  });
});
