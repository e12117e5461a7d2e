import { expect, test } from "vitest";
import { compareValues, doOverlap, isEmptyValue, isInList, negate } from "./truth.ts";
import type { CompareOperator, Truth, Value } from "./model.ts";

/** The meaning of the leaves, pair by pair: what random worlds rarely put side by side. */

const OPERATORS: readonly CompareOperator[] = ["eq", "ne", "lt", "le", "gt", "ge"];

/** In the order of the operators. */
const COMPARED: readonly (readonly [left: Value, right: Value, truths: readonly Truth[]])[] = [
  [1, 2, [false, true, true, true, false, false]],
  [2, 2, [true, false, false, true, false, true]],
  [3, 2, [false, true, false, false, true, true]],
  ["a", "b", [false, true, null, null, null, null]],
  ["a", "a", [true, false, null, null, null, null]],
  [true, false, [false, true, null, null, null, null]],
  ["1", 1, [null, null, null, null, null, null]],
  [1, "1", [null, null, null, null, null, null]],
  [true, 1, [null, null, null, null, null, null]],
  [null, null, [null, null, null, null, null, null]],
  [null, 0, [null, null, null, null, null, null]],
  [0, null, [null, null, null, null, null, null]],
  [["a"], ["a"], [null, null, null, null, null, null]],
];

test.each(COMPARED)("%j compared with %j", (left, right, truths) => {
  expect(OPERATORS.map((op) => compareValues(op, left, right))).toEqual(truths);
});

test("an item in a list", () => {
  expect(isInList("a", ["b", "a"])).toBe(true);
  expect(isInList("a", ["b"])).toBe(false);
  expect(isInList("a", ["b", null])).toBe(null);
  expect(isInList(null, [null])).toBe(null);
  expect(isInList(["a"], ["a"])).toBe(null);
  expect(isInList(null, [])).toBe(false);
  expect(isInList("a", null)).toBe(null);
  expect(isInList("a", "a")).toBe(null);
});

test("lists that overlap", () => {
  expect(doOverlap(["a", "b"], ["b"])).toBe(true);
  expect(doOverlap(["a"], ["b"])).toBe(false);
  expect(doOverlap([null], [null])).toBe(false);
  expect(doOverlap([], ["a"])).toBe(false);
  expect(doOverlap(null, ["a"])).toBe(null);
  expect(doOverlap(["a"], null)).toBe(null);
  expect(doOverlap("a", ["a"])).toBe(null);
});

test("what is empty, and the opposite of a truth", () => {
  expect([null, "", []].map(isEmptyValue)).toEqual([true, true, true]);
  expect([0, false, "x", [null]].map(isEmptyValue)).toEqual([false, false, false, false]);
  expect([true, false, null].map(negate)).toEqual([false, true, null]);
});
