import type { Condition, Rule } from "@latchkey/policy";
import { expect, test } from "vitest";
import { buildModel } from "../derive/model.ts";
import { OBJECTS } from "../objects/registry.ts";
import { findSwallower, neverMatches } from "./rule-warnings.ts";

const model = buildModel(Object.values(OBJECTS));
const is = (field: string, value: string): Condition => ({
  kind: "compare",
  op: "eq",
  left: { path: `record.${field}` },
  right: { value },
});
const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  effect: "permit",
  actions: ["customer.view"],
  scope: "unit",
  fields: { read: ["@basic"] },
  ...more,
});

test("a condition that asks two things of one field can never match", () => {
  const both: Condition = { kind: "and", of: [is("stage", "new"), is("stage", "lost")] };
  expect(neverMatches(rule("odd", { when: both }))).toBe(true);
  expect(neverMatches(rule("fine", { when: is("stage", "new") }))).toBe(false);
  expect(neverMatches(rule("plain"))).toBe(false);
});

test("a rule is swallowed by one that reaches, names and opens at least as much", () => {
  const narrow = rule("narrow", { when: is("stage", "new") });
  const wide = rule("wide", { scope: "all", actions: ["customer.*"], fields: { read: ["*"] } });
  expect(findSwallower(narrow, [wide], model)?.id).toBe("wide");
  expect(findSwallower(narrow, [rule("same scope")], model)?.id).toBe("same scope");
  const kept = [
    rule("less far", { scope: "own" }),
    rule("other act", { actions: ["customer.edit"] }),
    rule("fewer fields", { fields: { read: ["name"] } }),
    rule("other case", { when: is("stage", "lost") }),
    rule("at a price", { obligations: [{ kind: "reason" }] }),
  ];
  expect(findSwallower(narrow, kept, model)).toBeUndefined();
  expect(findSwallower(wide, [narrow], model)).toBeUndefined();
});

test("what is forbidden whatever happens is permitted in vain", () => {
  const forbid = rule("never", { effect: "forbid", scope: "all" });
  const { fields: _fields, ...refusal } = forbid;
  expect(findSwallower(rule("in vain"), [refusal], model)?.id).toBe("never");
  expect(findSwallower(rule("masked"), [forbid], model)).toBeUndefined();
  const limited = { ...refusal, when: is("stage", "new") };
  expect(findSwallower(rule("elsewhere"), [limited], model)).toBeUndefined();
});
