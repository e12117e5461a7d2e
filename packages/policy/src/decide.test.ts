import { expect, test } from "vitest";
import { MAX_REMEMBERED_ENDS } from "./limits.ts";
import { compile, decide } from "./index.ts";
import { compileInputOf } from "./testing/index.ts";
import { assign, example, field, forbid, is, permit, role, value } from "./testing/cases/build.ts";
import type { Assignment, Role, Rule, Value } from "./model.ts";

const CONTEXT = { now: 3_000 };
const view = ["folder.view"];

const compileRoles = (roles: readonly Role[], assignments: readonly Assignment[]) =>
  compile(compileInputOf(example("", { roles, assignments, decide: {}, list: {} }).world));
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
    [assign("b", { role: "s" }), assign("a")],
  );
  const { reasons } = decide(compiled, "folder", "view", factsOf({}), CONTEXT);
  const told = reasons.map(({ assignment, role: held, rule }) => `${assignment} ${held} ${rule}`);
  expect(told).toEqual(["a r p", "a r q", "b r p", "b r q", "b s p", "b s q"]);
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
});
