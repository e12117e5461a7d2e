import { expect, test } from "vitest";
import { MAX_REMEMBERED_ENDS } from "./limits.ts";
import { compile, decide } from "./index.ts";
import { compileInputOf } from "./testing/index.ts";
import {
  and,
  assign,
  at,
  example,
  field,
  forbid,
  is,
  pair,
  permit,
  role,
  value,
} from "./testing/cases/build.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Fork } from "./decision-tree.ts";
import type { Assignment, Role, Rule, Subject, Value } from "./model.ts";

const CONTEXT = { now: 3_000 };
const view = ["folder.view"];

const compileRoles = (
  roles: readonly Role[],
  assignments: readonly Assignment[],
  others: readonly Subject[] = [],
) =>
  compile(compileInputOf(example("", { roles, assignments, others, decide: {}, list: {} }).world));
const compileRules = (rules: readonly Rule[]) => compileRoles([role("r", rules)], [assign("a")]);

const factsOf = (values: Readonly<Record<string, Value>>) => ({ values, related: () => null });

test("a decision is frozen through and through, for everybody who comes there is given the same", () => {
  const compiled = compileRules([
    permit("p", { actions: view, obligations: [{ kind: "reason" }] }),
    forbid("f", { actions: view, when: is(field("stage"), value("red")), everywhere: true }),
  ]);
  const verdicts = ["folder.view blue", "folder.view red", "page.view blue"].map((asked) => {
    const [what = "", stage = ""] = asked.split(" ");
    const [object = "", action = ""] = what.split(".");
    const ask = () => decide(compiled, object, action, factsOf({ stage }), CONTEXT);
    const decision = ask();
    expect(ask()).toBe(decision);
    for (const part of [decision, ...Object.values(decision)])
      expect(Object.isFrozen(part), asked).toBe(true);
    for (const reason of decision.reasons) expect(Object.isFrozen(reason)).toBe(true);
    return [decision.allow, decision.reasons.map(({ rule }) => rule)];
  });
  expect(verdicts).toEqual([
    [true, ["p"]],
    [false, ["f"]],
    [false, []],
  ]);
});

test("reasons stand in one order, by assignment, role and rule, however they came", () => {
  const rules = ["q", "p"].map((id) => permit(id, { actions: view }));
  const compiled = compileRoles(
    [role("s", rules, ["r"]), role("r", rules)],
    [assign("b", { role: "s" }), assign("ab"), assign("a")],
  );
  const { reasons } = decide(compiled, "folder", "view", factsOf({}), CONTEXT);
  const told = reasons.map(({ assignment, role: held, rule }) => `${assignment} ${held} ${rule}`);
  expect(told).toEqual(["a r p", "a r q", "ab r p", "ab r q", "b r p", "b r q", "b s p", "b s q"]);
});

test("who is not permitted is not told what would forbid it, too", () => {
  const { roles, assignments, others } = pair(
    [
      permit("all", { actions: ["folder.*"] }),
      forbid("f", { actions: ["folder.edit"], when: is(field("stage"), value("red")) }),
    ],
    [permit("sees", { actions: view })],
  );
  const wide = assignments.map((one) => ({ ...one, unit: null }));
  const compiled = compileRoles(roles, wide, others);
  const decision = decide(compiled, "folder", "edit", factsOf({ stage: "red" }), CONTEXT);
  expect(decision).toMatchObject({ allow: false, reasons: [] });
});

const isYes = (name: string) => is(field(name), value("yes"));

/** The fields that deciding about the act looks at, in turn, where these hold. */
function looksAt(compiled: CompiledSubject, ...yes: readonly string[]): readonly string[] {
  const looked: string[] = [];
  const get = (_none: object, name: string) => {
    looked.push(name);
    return yes.includes(name) ? "yes" : "no";
  };
  decide(compiled, "folder", "edit", factsOf(new Proxy({}, { get })), CONTEXT);
  return looked;
}

test("permits of the act are asked first and forbids last, and nothing that makes no difference", () => {
  const rules = [
    forbid("f", { actions: ["folder.*"], when: isYes("code"), everywhere: true }),
    permit("looks", { actions: view, when: isYes("owner") }),
    permit("acts", { actions: ["folder.edit"], when: isYes("phone") }),
    permit("both", { actions: ["folder.*"], when: isYes("title") }),
  ];
  for (const order of [rules, rules.toReversed()]) {
    const compiled = compileRules(order);
    expect(looksAt(compiled)).toEqual(["title", "phone"]);
    expect(looksAt(compiled, "phone")).toEqual(["title", "phone", "owner"]);
    expect(looksAt(compiled, "title")).toEqual(["title", "phone", "owner", "code"]);
    // The first two led nowhere, and what is asked on the way is no end.
    expect(compiled.trees.find((tree) => tree !== undefined)!.ends).toBe(1);
  }
});

test("what bounds a right is not asked where the right itself does not reach", () => {
  const { roles, assignments, others } = pair(
    [
      permit("acts", { actions: ["folder.edit"], when: isYes("title") }),
      permit("looks", { actions: view, when: isYes("phone") }),
    ],
    [permit("bound", { actions: ["folder.*"], when: isYes("code") })],
  );
  const compiled = compileRoles(roles, assignments, others);
  expect(looksAt(compiled)).toEqual(["title"]);
  expect(looksAt(compiled, "title")).toEqual(["title", "phone"]);
  expect(looksAt(compiled, "title", "phone")).toEqual(["title", "phone", "code"]);
});

test("what an assignment is, and where, is put into conditions", () => {
  const when = and(
    ...["id", "role", "unit"].map((name) => is(field(name), at(`assignment.${name}`))),
  );
  const compiled = compileRules([permit("p", { actions: view, when })]);
  const held = { id: "a", role: "r", unit: "east" };
  const allows = (values: object) =>
    decide(compiled, "folder", "view", factsOf({ ...held, ...values }), CONTEXT).allow;
  expect(allows({})).toBe(true);
  for (const name of Object.keys(held)) expect(allows({ [name]: "another" }), name).toBe(false);
});

test("a forbid applies to one and the same condition as a permit where nobody knows whether it holds", () => {
  const when = is(field("stage"), value("red"));
  const compiled = compileRules([
    permit("any", { actions: view }),
    permit("p", { actions: view, when }),
    forbid("f", { actions: view, when, everywhere: true }),
  ]);
  const verdicts = ["red", "blue", null].map((stage) => {
    const { allow, reasons } = decide(compiled, "folder", "view", factsOf({ stage }), CONTEXT);
    return [allow, reasons.map(({ rule }) => rule)];
  });
  expect(verdicts).toEqual([
    [false, ["f"]],
    [true, ["any"]],
    [false, ["f"]],
  ]);
});

test("a forbid of a bounded assignment is bounded by nobody", () => {
  const compiled = compileRoles(
    [
      role("r", [permit("p", { actions: view, fields: { read: ["title", "phone"] } })]),
      role("limited", [
        forbid("red", { actions: view, when: is(field("stage"), value("red")), everywhere: true }),
        forbid("phone", { actions: view, fields: { read: ["phone"] }, everywhere: true }),
      ]),
    ],
    [assign("a"), assign("b", { role: "limited", bound: { actions: [] } })],
  );
  const ask = (stage: string) => decide(compiled, "folder", "view", factsOf({ stage }), CONTEXT);
  expect(ask("blue")).toMatchObject({ allow: true, fields: ["title"] });
  expect(ask("red").reasons.map(({ rule }) => rule)).toEqual(["red"]);
});

test("to whom no permit names an act, no table is made of it", () => {
  const compiled = compileRules([
    permit("p", { actions: ["folder.edit"] }),
    forbid("f", { actions: ["folder.*"] }),
  ]);
  for (const action of ["view", "export"])
    expect(decide(compiled, "folder", action, factsOf({}), CONTEXT).allow).toBe(false);
  expect(compiled.tables.filter((table) => table !== undefined)).toEqual([]);
});

test("a list equals nothing, and not itself either", () => {
  const when = is(field("labels"), at("subject.teams"));
  const { subject } = example("", { decide: {}, list: {} }).world;
  const compiled = compileRules([permit("p", { actions: view, when })]);
  const facts = factsOf({ labels: subject.attributes["teams"]! });
  expect(decide(compiled, "folder", "view", facts, CONTEXT).allow).toBe(false);
});

test("beyond the outcomes that are remembered, each is still decided by itself", () => {
  const digits = Array.from({ length: 13 }, (_none, index) => `digit${index}`);
  const compiled = compileRules([
    permit("any", { actions: view }),
    ...digits.map((digit) => permit(digit, { actions: view, when: is(field(digit), value(1)) })),
  ]);
  for (let number = 0; number < 2 ** digits.length; number++) {
    const values = Object.fromEntries(
      digits.map((digit, index) => [digit, Math.floor(number / 2 ** index) % 2]),
    );
    const { reasons } = decide(compiled, "folder", "view", factsOf(values), CONTEXT);
    const expected = digits.filter((digit) => values[digit] === 1).length;
    expect(reasons).toHaveLength(1 + expected);
  }
  const trees = compiled.trees.filter((tree) => tree !== undefined);
  expect(trees.map(({ ends }) => ends)).toEqual([MAX_REMEMBERED_ENDS]);
  // Nor is the way to the others kept: there are hardly more forks than lead to the ends that are.
  const sizeOf = (fork: Fork | null): number => (fork ? 1 + sizeOf(fork.yes) + sizeOf(fork.no) : 0);
  expect(sizeOf(trees[0]!.root)).toBeLessThan(3 * MAX_REMEMBERED_ENDS);
});
