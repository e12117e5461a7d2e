import { expect, test } from "vitest";
import {
  and,
  at,
  field,
  is,
  isEmpty,
  isIn,
  meets,
  not,
  or,
  related,
  value,
  within,
} from "./testing/cases/build.ts";
import { treeOf } from "./testing/index.ts";
import { findWitness } from "./witness.ts";
import type { CompareOperator, Condition, Value } from "./model.ts";

const TREE = treeOf({ units: { east: null, 5: null } });

const requirement = (condition: Condition, to: boolean) => ({ path: "when", condition, to });
const witness = (condition: Condition, to: boolean) =>
  findWitness([requirement(condition, to)], TREE);

const x = field("x");
const compared = (op: CompareOperator, constant: Value) =>
  [true, false].map((to) => witness(is(x, value(constant), op), to)?.["x"]);

test("a number is set beside the one compared with, on the side that is wanted", () => {
  expect(compared("eq", 5)).toEqual([5, 6]);
  expect(compared("ne", 5)).toEqual([6, 5]);
  expect(compared("lt", 5)).toEqual([4, 5]);
  expect(compared("le", 5)).toEqual([5, 6]);
  expect(compared("gt", 5)).toEqual([6, 5]);
  expect(compared("ge", 5)).toEqual([5, 4]);
});

test("of texts only those that are named are known; of two truths there is always another", () => {
  expect(compared("eq", "red")).toEqual(["red", undefined]);
  expect(compared("ne", "red")).toEqual([undefined, "red"]);
  expect(compared("lt", "red")).toEqual([undefined, "red"]);
  expect(compared("eq", true)).toEqual([true, false]);
  expect(compared("eq", false)).toEqual([false, true]);
  expect(compared("eq", null)).toEqual([undefined, undefined]);
});

test("a list is met by its first element, and missed by what is not among them", () => {
  const among = (...list: readonly (string | number | boolean | null)[]) =>
    [true, false].map((to) => witness(isIn(x, value(list as Value)), to)?.["x"]);
  expect(among(null, "red", "blue")).toEqual(["red", undefined]);
  expect(among(1, 5, 3, null)).toEqual([1, 6]);
  expect(among(true)).toEqual([true, false]);
  expect(among(true, false)).toEqual([true, undefined]);
  expect(among(null)).toEqual([undefined, undefined]);
  expect(witness(isIn(x, value(["red"])), false)).toBeNull();
  expect(witness(isIn(x, value("red")), true)).toBeNull();
  expect(witness(isIn(x, at("context.list")), true)).toBeNull();
});

test("lists meet in their first element, and not where there is none", () => {
  expect(witness(meets(x, value([null, "red", "blue"] as Value)), true)).toEqual({ x: ["red"] });
  expect(witness(meets(x, value(["red"])), false)).toEqual({ x: [] });
  expect(witness(meets(x, value([null] as Value)), true)).toBeNull();
  expect(witness(meets(x, value("red")), true)).toBeNull();
  expect(witness(meets(x, field("y")), true)).toBeNull();
});

test("a unit lies within the one that is named, if there is such a one; beyond it none is known", () => {
  expect(witness(within(x, value("east")), true)).toEqual({ x: "east" });
  expect(witness(within(x, value("east")), false)).toBeNull();
  expect(witness(within(x, value("gone")), true)).toBeNull();
  expect(witness(within(x, value(5)), true)).toBeNull();
  expect(witness(within(x, at("context.unit")), true)).toBeNull();
});

test("empty is made so; what else stands there is not made up", () => {
  expect(witness(isEmpty(x), true)).toEqual({ x: null });
  expect(witness(isEmpty(x), false)).toBeNull();
});

test("nothing is named for the request, for constants, for two fields and for relations", () => {
  const request = at("context.risk");
  for (const to of [true, false]) {
    expect(witness(is(request, value(1)), to)).toBeNull();
    expect(witness(is(value(1), value(1)), to)).toBeNull();
    expect(witness(is(x, field("y")), to)).toBeNull();
    expect(witness(isIn(request, value([1])), to)).toBeNull();
    expect(witness(meets(request, value(["red"])), to)).toBeNull();
    expect(witness(within(request, value("east")), to)).toBeNull();
    expect(witness(isEmpty(request), to)).toBeNull();
    const whole = [{ kind: "true" } as const, and(), or(), not(isEmpty(x))];
    for (const condition of [...whole, related("pages", isEmpty(x))])
      expect(witness(condition, to)).toBeNull();
  }
});

test("several come out together unless they want different values of one field", () => {
  const both = (left: Condition, right: Condition) =>
    findWitness([requirement(left, true), requirement(right, true)], TREE);
  const isFive = is(x, value(5));
  expect(both(isFive, isEmpty(field("y")))).toEqual({ x: 5, y: null });
  expect(both(isFive, is(x, value(5), "ge"))).toEqual({ x: 5 });
  expect(both(isFive, is(x, value(7)))).toBeNull();
  expect(both(isFive, is(x, field("y")))).toBeNull();
});
