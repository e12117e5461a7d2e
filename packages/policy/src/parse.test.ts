import { describe, expect, test } from "vitest";
import {
  MAX_CONDITION_DEPTH,
  MAX_RULES_PER_ROLE,
  PROBLEM_CODES,
  checkSchema,
  parseCondition,
  parsePolicy,
  parseRole,
} from "./index.ts";
import { TEST_SCHEMA, generateWorld } from "./testing/index.ts";
import {
  and,
  at,
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
import type { Condition } from "./model.ts";

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
    ["overlaps of scalars", meets(field("stage"), field("labels")), "left wrong-kind"],
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

  test("says nothing of both sides where one is at fault", () => {
    const found = conditionProblems(isIn(field("labels"), value(["a"])));
    expect(found).toEqual(["item wrong-kind"]);
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

  test.each<[string, object, readonly string[]]>([
    ["an obligation without a kind", { obligations: [{}] }, ["obligations.0 missing-key"]],
    ["an empty kind", { obligations: [{ kind: "" }] }, ["obligations.0.kind empty-text"]],
    [
      "an unknown kind, whatever its keys",
      { obligations: [{ kind: "prayer", to: "x" }] },
      ["obligations.0.kind unknown-choice"],
    ],
    [
      "a key of another obligation",
      { obligations: [{ kind: "reason", by: "head" }] },
      ["obligations.0 unknown-key"],
    ],
    ["an obligation that is none", { obligations: [7] }, ["obligations.0 not-an-object"]],
    ["a stray key in a condition", { when: { kind: "true", of: 1 } }, ["when unknown-key"]],
    ["a condition without a kind", { when: { of: 1 } }, ["when missing-key"]],
    ["an empty action", { actions: ["folder.view", ""] }, ["actions.1 empty-text"]],
    ["an action that is too long", { actions: ["x".repeat(2000)] }, ["actions.0 too-long"]],
    ["a scope that is too long", { scope: "x".repeat(2000) }, ["scope too-long"]],
    [
      "what everywhere is said of",
      { effect: "allow", everywhere: true },
      ["effect unknown-choice"],
    ],
    ["fields of a forbid", { effect: "forbid", fields: { raed: ["*"] } }, ["fields unknown-key"]],
    [
      "fields that are no list",
      { effect: "forbid", fields: { read: 5 } },
      ["fields.read not-a-list"],
    ],
    [
      "a text that meets texts",
      { when: meets(field("stage"), field("labels")) },
      ["when.left wrong-kind"],
    ],
  ])("has each fault told once, where it is: %s", (_name, fault, expected) => {
    expect(ruleProblems({ ...permit("p", { actions: ["folder.view"] }), ...fault })).toEqual(
      expected.map((one) => `rules.0.${one}`),
    );
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

  test("has nothing told of a role without an id but that", () => {
    const nameless = { ...role("x", [], [""]), id: "" };
    const roles = [nameless, nameless, role("a", [], ["b"]), role("b", [])];
    expect(problemsOf(parsePolicy(TEST_SCHEMA, { roles }))).toEqual([
      "roles.0.id empty-text",
      "roles.0.includes.0 empty-text",
      "roles.1.id empty-text",
      "roles.1.includes.0 empty-text",
    ]);
    // Nor is it on the way of a cycle.
    const between = [{ ...nameless, includes: ["a"] }, role("a", [], [""])];
    expect(problemsOf(parsePolicy(TEST_SCHEMA, { roles: between }))).toEqual([
      "roles.0.id empty-text",
      "roles.1.includes.0 empty-text",
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
