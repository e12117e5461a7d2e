import { describe, expect, test } from "vitest";
import { MAX_BOUND_CHAIN, compile, parseSubjects } from "./index.ts";
import { TEST_SCHEMA, compileInputOf, generateWorld } from "./testing/index.ts";
import { assign, example, role } from "./testing/cases/build.ts";
import type { Assignment, Subject } from "./model.ts";

const problemsOf = (parsed: {
  ok: boolean;
  problems?: readonly { path: string; code: string }[];
}) => (parsed.problems ?? []).map(({ path, code }) => `${path} ${code}`);

describe("subjects", () => {
  const policy = { roles: [role("r", [])] };
  const somebody = (id: string, ...assignments: readonly Partial<Assignment>[]) => ({
    id,
    attributes: {},
    assignments: assignments.map((more, index) => assign(`${index}`, more)),
  });
  const boundedBy = (subject: string) => ({ bound: { subject } });
  const subjectProblems = (input: unknown) =>
    problemsOf(parseSubjects(TEST_SCHEMA, policy, input)).toSorted();
  const assignmentProblems = (more: object) =>
    subjectProblems([somebody("ann", more), somebody("bo")]);

  test("are read with whom they act as and what bounds them", () => {
    const input = [
      somebody("ann", { as: "bo", ...boundedBy("bo"), from: 1, until: 2 }),
      somebody("bo", { bound: { actions: ["folder.view", "folder.edit", "page.*"] } }),
      somebody("ed", { bound: { actions: ["share.revoke", "*"] } }),
      { ...somebody("cy"), attributes: { team: "red", teams: ["red", null], cap: null } },
      {
        ...somebody("di"),
        attributes: { cap: 5, isTrained: true, since: 6, manager: "bo", teams: null },
      },
    ];
    const schema = {
      ...TEST_SCHEMA,
      subject: { ...TEST_SCHEMA.subject, isTrained: "boolean", since: "time" },
    } as const;
    expect(parseSubjects(schema, policy, input)).toEqual({ ok: true, value: input });
  });

  test.each<[string, object, string]>([
    ["an unknown role", { role: "x" }, "role unknown-role"],
    ["a person who is not there", { as: "di" }, "as unknown-subject"],
    ["a person without a name", { as: "" }, "as empty-text"],
    ["a bound that is not there", boundedBy("di"), "bound.subject unknown-subject"],
    ["a bound that is a text", { bound: "bo" }, "bound not-an-object"],
    ["an empty bound", { bound: {} }, "bound missing-key"],
    ["two bounds", { bound: { subject: "bo", actions: [] } }, "bound unknown-key"],
    ["an unknown object", { bound: { actions: ["boat.*"] } }, "bound.actions.0 unknown-object"],
    [
      "an unknown action",
      { bound: { actions: ["folder.*", "folder.burn"] } },
      "bound.actions.1 unknown-action",
    ],
    [
      "acts without view",
      { bound: { actions: ["folder.edit", "page.view"] } },
      "bound.actions bound-without-view",
    ],
    ["a bound by oneself", boundedBy("ann"), "bound.subject bound-cycle"],
    ["a time in words", { until: "tomorrow" }, "until not-a-time"],
    ["a unit that is a number", { unit: 1 }, "unit not-a-text"],
    ["a misspelt key", { bounds: {} }, " unknown-key"],
  ])("are refused for %s", (_name, more, expected) => {
    expect(assignmentProblems(more)).toEqual([
      expected.startsWith(" ") ? `0.assignments.0${expected}` : `0.assignments.0.${expected}`,
    ]);
  });

  test("are refused for every way of bounds that comes back, each with its path", () => {
    const input = [
      somebody("ann", {}, boundedBy("bo")),
      somebody("bo", boundedBy("cy"), boundedBy("di")),
      somebody("cy", boundedBy("ann")),
      somebody("di"),
    ];
    const parsed = parseSubjects(TEST_SCHEMA, policy, input);
    expect(problemsOf(parsed)).toEqual([
      "0.assignments.1.bound.subject bound-cycle",
      "1.assignments.0.bound.subject bound-cycle",
      "2.assignments.0.bound.subject bound-cycle",
    ]);
    const wayTold = (result: typeof parsed) =>
      result.ok ? "" : result.problems[0]!.message.en.split(": ")[1];
    expect(wayTold(parsed)).toBe("`ann` → `bo` → `cy` → `ann`");
    const shorter = [
      somebody("ann", boundedBy("bo")),
      somebody("bo", boundedBy("cy"), boundedBy("ann")),
      somebody("cy", boundedBy("ann")),
    ];
    expect(wayTold(parseSubjects(TEST_SCHEMA, policy, shorter))).toBe("`ann` → `bo` → `ann`");
  });

  test("have nothing told of somebody without an id but that", () => {
    expect(subjectProblems([somebody("", boundedBy("")), somebody("ann", boundedBy(""))])).toEqual([
      "0.assignments.0.bound.subject empty-text",
      "0.id empty-text",
      "1.assignments.0.bound.subject empty-text",
    ]);
  });

  test("are refused for too many bounds in a row, by parser and compiler alike", () => {
    const chain = Array.from({ length: MAX_BOUND_CHAIN + 2 }, (_, index) =>
      somebody(`s${index}`, ...(index > MAX_BOUND_CHAIN ? [] : [boundedBy(`s${index + 1}`)])),
    );
    expect(parseSubjects(TEST_SCHEMA, policy, chain)).toMatchObject({
      problems: [
        {
          path: "0.assignments.0.bound.subject",
          code: "too-many",
          message: { en: `more than the limit of ${MAX_BOUND_CHAIN}` },
        },
      ],
    });
    expect(subjectProblems(chain.slice(1))).toEqual([]);
    const last = somebody(`s${MAX_BOUND_CHAIN + 1}`, { bound: { actions: ["folder.*"] } });
    expect(subjectProblems([...chain.slice(1, -1), last])).toEqual([]);
    const { world } = example("", { roles: policy.roles, others: chain, decide: {}, list: {} });
    const compileFor = (subject: Subject) => () => compile({ ...compileInputOf(world), subject });
    expect(compileFor(chain[0]!)).toThrow(/more than 4 bounds/);
    expect(compileFor(chain[1]!)).not.toThrow();
  });

  test("are refused all at once, whatever they are", () => {
    const broken = {
      id: "ann",
      attributes: { rank: 1, team: 1, teams: "red", peers: ["bo", 1], cap: Number.NaN },
      assignments: [assign("a"), assign("a", { role: "x" })],
    };
    expect(subjectProblems([broken, broken])).toEqual(
      [0, 1]
        .flatMap((index) => [
          `${index}.assignments.1.id duplicate-id`,
          `${index}.assignments.1.role unknown-role`,
          `${index}.attributes unknown-key`,
          `${index}.attributes.cap wrong-kind`,
          `${index}.attributes.peers wrong-kind`,
          `${index}.attributes.team wrong-kind`,
          `${index}.attributes.teams wrong-kind`,
          ...(index === 1 ? ["1.id duplicate-id"] : []),
        ])
        .toSorted(),
    );
    for (const input of [null, undefined, 1, {}, [null], [{ id: {} }]]) {
      expect(parseSubjects(TEST_SCHEMA, policy, input).ok).toBe(false);
    }
  });

  test("of random worlds are sound", () => {
    for (let seed = 0; seed < 200; seed++) {
      const { schema, policy: roles, subject, others = [] } = generateWorld(seed);
      const parsed = parseSubjects(schema, roles, JSON.parse(JSON.stringify([subject, ...others])));
      expect(parsed).toEqual({ ok: true, value: [subject, ...others] });
    }
  });
});

describe("compiling", () => {
  const { world } = example("", {
    roles: [role("r", [])],
    assignments: [assign("a", { bound: { subject: "bo" } })],
    decide: {},
    list: {},
  });
  const bo = {
    id: "bo",
    attributes: {},
    assignments: [assign("b", { bound: { subject: "ann" } })],
  };

  test("refuses a bound that is not there, and one that comes back, with the way", () => {
    expect(() => compile(compileInputOf(world))).toThrow(
      expect.objectContaining({
        name: "PolicyError",
        code: "unknown-subject",
        message: "unknown subject `bo`",
      }),
    );
    expect(() => compile({ ...compileInputOf(world), others: [world.subject, bo] })).toThrow(
      "`ann` → `bo` → `ann`",
    );
  });

  test("is good until the nearest edge of a window, the bound's included", () => {
    const passing = { ...bo, assignments: [assign("b", { until: 4_000 })] };
    const compiled = compile({ ...compileInputOf(world), others: [passing] });
    expect(compiled.validUntil).toBe(4_000);
  });
});
