import { describe, expect, test } from "vitest";
import {
  MAX_BOUND_CHAIN,
  MAX_CONDITION_DEPTH,
  MAX_RULES_PER_ROLE,
  PROBLEM_CODES,
  checkSchema,
  compile,
  parseCondition,
  parsePolicy,
  parseRole,
  parseSubjects,
} from "./index.ts";
import { TEST_SCHEMA, compileInputOf, generateWorld } from "./testing/index.ts";
import {
  and,
  assign,
  at,
  example,
  field,
  is,
  isEmpty,
  isIn,
  meets,
  not,
  permit,
  related,
  role,
  value,
  within,
} from "./testing/cases/build.ts";
import type { Assignment, Condition, Subject } from "./model.ts";

const problemsOf = (parsed: {
  ok: boolean;
  problems?: readonly { path: string; code: string }[];
}) => (parsed.problems ?? []).map(({ path, code }) => `${path} ${code}`);

const conditionProblems = (condition: unknown, objectName = "folder") =>
  problemsOf(parseCondition(TEST_SCHEMA, objectName, condition));

const ruleProblems = (rule: unknown) =>
  problemsOf(parseRole(TEST_SCHEMA, { ...role("r", []), rules: [rule] }));

describe("a condition", () => {
  test.each<[string, Condition]>([
    ["a text field with a text", is(field("stage"), value("red"))],
    ["an id with the subject", is(field("owner"), at("subject.id"))],
    ["a time with the clock", is(field("due"), at("context.now"), "lt")],
    ["a number with an attribute", is(field("amount"), at("subject.cap"), "ge")],
    ["a text in a constant list", isIn(field("stage"), value(["red"]))],
    ["a number in a constant list", isIn(field("amount"), value([1, 2]))],
    ["the subject among ids", isIn(at("subject.id"), field("helpers"))],
    ["texts that meet", meets(field("labels"), at("subject.teams"))],
    ["a unit within the assignment's", within(field("unit"), at("assignment.unit"))],
    [
      "fields of the related object",
      related("shares", is(field("until"), at("context.now"), "gt")),
    ],
    ["two hops", related("pages", related("folder", isEmpty(field("owner"))))],
  ])("is read: %s", (_name, condition) => {
    expect(parseCondition(TEST_SCHEMA, "folder", condition)).toEqual({
      ok: true,
      value: condition,
    });
  });

  test.each<[string, unknown, string]>([
    ["an unknown field", is(field("nothing"), value(1)), "left unknown-field"],
    ["an unknown attribute", is(at("subject.rank"), value(1)), "left unknown-path"],
    ["an unknown head", is(at("server.name"), value("x")), "left unknown-path"],
    ["an inherited name", is(at("record.constructor"), value("x")), "left unknown-field"],
    [
      "a field of the outer record",
      related("shares", is(field("stage"), value("x"))),
      "where.left unknown-field",
    ],
    ["an unknown relation", related("friends", { kind: "true" }), "relation unknown-relation"],
    ["kinds that differ", is(field("owner"), field("unit")), " kind-mismatch"],
    ["a number with a text", is(field("amount"), value("1")), " kind-mismatch"],
    ["a number with a time", is(field("amount"), field("due")), " kind-mismatch"],
    ["an order of texts", is(field("stage"), value("m"), "lt"), " no-order"],
    [
      "a comparison of lists",
      is(field("labels"), field("labels")),
      "left wrong-kind, right wrong-kind",
    ],
    ["a comparison with null", is(field("stage"), value(null)), "right never-known"],
    ["a list with null", isIn(field("stage"), value(["a", null])), "list.value never-known"],
    ["a list of mixed kinds", isIn(field("stage"), value(["a", 1])), "list not-a-value"],
    ["an item of another kind", isIn(field("amount"), field("labels")), " kind-mismatch"],
    ["texts that meet ids", meets(field("labels"), field("helpers")), " kind-mismatch"],
    [
      "overlaps of scalars",
      meets(field("stage"), field("labels")),
      "left wrong-kind, kind-mismatch",
    ],
    ["within on a text", within(field("stage"), at("assignment.unit")), "unit wrong-kind"],
    ["an unknown kind", { kind: "maybe" }, "kind unknown-choice"],
    ["an unknown operator", { ...is(field("stage"), value("x")), op: "like" }, "op unknown-choice"],
    ["a stray key", { ...is(field("stage"), value("x")), negate: true }, " unknown-key"],
    [
      "a missing side",
      { kind: "compare", op: "eq", left: { path: "record.stage" } },
      " missing-key",
    ],
    ["an empty conjunction", { kind: "and", of: [] }, "of empty-list"],
    ["no object at all", 7, " not-an-object"],
    ["a null part", { kind: "not", of: null }, "of not-an-object"],
    ["infinity", is(field("amount"), value(Infinity)), "right not-a-value"],
  ])("is refused: %s", (_name, condition, expected) => {
    const found = conditionProblems(condition).map((text) => text.replace("list.value ", "list "));
    for (const part of expected.replace("list.value ", "list ").split(", ")) {
      expect(found.map((text) => text.trim())).toContain(part.trim());
    }
  });

  test("tells all problems at once", () => {
    const found = conditionProblems(and(is(field("a"), value(1)), not(is(field("b"), value(1)))));
    expect(found).toEqual(["of.0.left unknown-field", "of.1.of.left unknown-field"]);
  });

  test("has a greatest depth and a greatest size", () => {
    let deep: Condition = { kind: "true" };
    for (let index = 0; index < MAX_CONDITION_DEPTH; index++) deep = not(deep);
    expect(conditionProblems(deep).join()).toContain("too-deep");
    const wide = { kind: "and", of: Array.from({ length: 500 }, () => ({ kind: "true" })) };
    expect(conditionProblems(wide).join()).toContain("too-many");
    const hops = related("pages", related("folder", related("pages", { kind: "true" })));
    expect(conditionProblems(hops).join()).toContain("too-deep");
  });
});

describe("a rule", () => {
  const good = permit("p", { actions: ["folder.view"] });

  test.each<[string, unknown, string]>([
    ["no action", { ...good, actions: [] }, "rules.0.actions empty-list"],
    ["an unknown object", { ...good, actions: ["boat.view"] }, "rules.0.actions.0 unknown-object"],
    ["an unknown action", { ...good, actions: ["folder.fly"] }, "rules.0.actions.0 unknown-action"],
    ["an unknown scope", { ...good, scope: "galaxy" }, "rules.0.scope unknown-scope"],
    [
      "a scope that one named object lacks",
      { ...good, actions: ["folder.view", "share.view"], scope: "subtree", fields: undefined },
      "rules.0.scope unknown-scope",
    ],
    [
      "a scope that no object has, by *",
      { ...good, actions: ["*"], scope: "galaxy" },
      "rules.0.scope unknown-scope",
    ],
    [
      "an unknown field",
      { ...good, fields: { read: ["nothing"] } },
      "rules.0.fields.read.0 unknown-field",
    ],
    [
      "an unknown class",
      { ...good, fields: { mask: ["@odd"] } },
      "rules.0.fields.mask.0 unknown-class",
    ],
    ["a misspelt condition", { ...good, When: { kind: "true" } }, "rules.0 unknown-key"],
    [
      "a forbid that closes nothing",
      { ...good, effect: "forbid", fields: {} },
      "rules.0.fields closes-nothing",
    ],
    [
      "a forbid that demands beside closing fields",
      { ...good, effect: "forbid", obligations: [{ kind: "reason" }] },
      "rules.0.obligations demand-on-fields",
    ],
    [
      "a forbid that demands nothing",
      { ...good, effect: "forbid", obligations: [] },
      "rules.0.obligations demands-nothing",
    ],
    [
      "a permit everywhere",
      { ...good, everywhere: true },
      "rules.0.everywhere everywhere-on-permit",
    ],
    ["an unknown effect", { ...good, effect: "allow" }, "rules.0.effect unknown-choice"],
    [
      "an unknown obligation",
      { ...good, obligations: [{ kind: "prayer" }] },
      "rules.0.obligations.0.kind unknown-choice",
    ],
    [
      "a quota of none",
      { ...good, obligations: [{ kind: "quota", counter: "c", limit: 0 }] },
      "rules.0.obligations.0.limit not-a-count",
    ],
    [
      "a condition wrong for one of its objects",
      {
        ...good,
        actions: ["folder.view", "page.view"],
        fields: undefined,
        when: isEmpty(field("stage")),
      },
      "rules.0.when.of unknown-field",
    ],
  ])("is refused: %s", (_name, rule, expected) => {
    expect(ruleProblems(JSON.parse(JSON.stringify(rule)))).toContain(expected);
  });
});

describe("a policy", () => {
  test("of every generated world is read back as it was", () => {
    for (let seed = 0; seed < 300; seed++) {
      const { policy } = generateWorld(seed);
      const parsed = parsePolicy(TEST_SCHEMA, JSON.parse(JSON.stringify(policy)));
      expect(parsed, `seed ${seed}`).toEqual({ ok: true, value: policy });
    }
  });

  test("is refused for a cycle, an unknown include and ids used twice", () => {
    const roles = [role("a", [], ["b"]), role("b", [], ["a", "gone"]), role("c", [])];
    const rules = [permit("p", { actions: ["*"] }), permit("p", { actions: ["*"] })];
    const found = problemsOf(parsePolicy(TEST_SCHEMA, { roles: [...roles, role("c", rules)] }));
    expect(found).toEqual([
      "roles.3.rules.1.id duplicate-id",
      "roles.3.id duplicate-id",
      "roles.0.includes include-cycle",
      "roles.1.includes.1 unknown-role",
      "roles.1.includes include-cycle",
    ]);
  });

  test("is refused when a role is too long to be read", () => {
    const rules = Array.from({ length: MAX_RULES_PER_ROLE + 1 }, (_, index) =>
      permit(`p${index}`, { actions: ["*"] }),
    );
    expect(problemsOf(parsePolicy(TEST_SCHEMA, { roles: [role("a", rules)] }))).toEqual([
      "roles.0.rules too-many",
    ]);
  });

  test.each([
    null,
    undefined,
    1,
    "x",
    [],
    { roles: 1 },
    { roles: [null] },
    { roles: [{ id: {} }] },
  ])("is refused, not thrown over, when it is %j", (input) => {
    const parsed = parsePolicy(TEST_SCHEMA, input);
    expect(parsed.ok).toBe(false);
  });

  test("speaks of its problems in both languages", () => {
    const parsed = parsePolicy(TEST_SCHEMA, { roles: [], $x: 1 });
    expect(parsed).toMatchObject({
      problems: [{ message: { zh: "未知的键 `$x`", en: "unknown key `$x`" } }],
    });
    expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
  });
});

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
      { ...somebody("cy"), attributes: { team: "red", teams: ["red", null], cap: null } },
    ];
    expect(parseSubjects(TEST_SCHEMA, policy, input)).toEqual({ ok: true, value: input });
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
    expect(parsed.ok ? "" : parsed.problems[0]!.message.en).toContain(
      "`ann` → `bo` → `cy` → `ann`",
    );
  });

  test("are refused for too many bounds in a row, by parser and compiler alike", () => {
    const chain = Array.from({ length: MAX_BOUND_CHAIN + 2 }, (_, index) =>
      somebody(`s${index}`, ...(index > MAX_BOUND_CHAIN ? [] : [boundedBy(`s${index + 1}`)])),
    );
    expect(subjectProblems(chain)).toEqual(["0.assignments.0.bound.subject too-many"]);
    expect(subjectProblems(chain.slice(1))).toEqual([]);
    const { world } = example("", { roles: policy.roles, others: chain, decide: {}, list: {} });
    const compileFor = (subject: Subject) => () => compile({ ...compileInputOf(world), subject });
    expect(compileFor(chain[0]!)).toThrow(/more than 4 bounds/);
    expect(compileFor(chain[1]!)).not.toThrow();
  });

  test("are refused all at once, whatever they are", () => {
    const broken = {
      id: "ann",
      attributes: { rank: 1, team: 1, teams: "red", cap: Number.NaN },
      assignments: [assign("a"), assign("a", { role: "x" })],
    };
    expect(subjectProblems([broken, broken])).toEqual(
      [0, 1]
        .flatMap((index) => [
          `${index}.assignments.1.id duplicate-id`,
          `${index}.assignments.1.role unknown-role`,
          `${index}.attributes unknown-key`,
          `${index}.attributes.cap wrong-kind`,
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
    expect(() => compile(compileInputOf(world))).toThrow("unknown subject `bo`");
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

describe("a schema", () => {
  test("is checked for what its objects refer to", () => {
    const folder = TEST_SCHEMA.objects["folder"]!;
    const broken = {
      ...folder,
      actions: ["edit"],
      relations: { boats: { target: "boat" } },
      scopes: { own: is(field("captain"), at("subject.id")) },
      unitField: "stage",
    };
    const found = checkSchema({ ...TEST_SCHEMA, classes: [], objects: { folder: broken } });
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual(
      expect.arrayContaining([
        "objects.folder no-view",
        "objects.folder.relations.boats unknown-object",
        "objects.folder.scopes.own.left unknown-field",
        "objects.folder.unitField wrong-kind",
        "objects.folder.fields.owner unknown-class",
      ]),
    );
  });
});
