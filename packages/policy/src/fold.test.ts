import { expect, test } from "vitest";
import {
  FALSE,
  TRUE,
  UNKNOWN,
  keyOf,
  literal,
  literalTruth,
  not as opposite,
} from "./condition.ts";
import { fold } from "./fold.ts";
import { impliedTruth } from "./implication.ts";
import { treeOf } from "./testing/index.ts";
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
import type { CompareOperator, Condition, Value } from "./model.ts";
import type { Use } from "./fold.ts";

const TREE = treeOf({ units: { root: null, east: "root", 5: null } });
const USES: readonly Use[] = ["permit", "forbid", "exact"];
const [x, y] = [field("x"), field("y")];
const [a, b, c] = ["a", "b", "c"].map((name) => isEmpty(field(name))) as [
  Condition,
  Condition,
  Condition,
];
const unknown = is(value(null), x);
/** As unknown comes out for each use. */
const GRADED = [FALSE, TRUE, UNKNOWN];

const folded = (condition: Condition) => USES.map((use) => fold(condition, TREE, use));
/** The same for every use. */
const expectFold = (condition: Condition, expected: Condition) =>
  expect(folded(condition)).toEqual([expected, expected, expected]);

test("what is unknown for good is a comparison with null, which every interpreter understands", () => {
  expect(UNKNOWN).toEqual(is(value(null), value(null)));
});

test("constants are settled, and unknown as the use wants it", () => {
  expectFold({ kind: "true" }, TRUE);
  expectFold(is(value(1), value(1)), TRUE);
  expectFold(is(value(1), value(2)), FALSE);
  expectFold(isEmpty(value("")), TRUE);
  expectFold(isEmpty(value("x")), FALSE);
  expectFold(isEmpty(x), isEmpty(x));
  expectFold(within(value("east"), value("root")), TRUE);
  expectFold(within(value("root"), value("east")), FALSE);
  expectFold(meets(value(["a"]), value(["a"])), TRUE);
  expectFold(isIn(value("a"), value(["b"])), FALSE);
  expectFold(isIn(x, value([])), FALSE);
  const unknowns = [
    unknown,
    is(x, value(null)),
    meets(value(null), x),
    within(x, value(null)),
    within(value("gone"), value("root")),
    within(value(5), value("5")),
    within(value("5"), value(5)),
    isIn(x, value(null)),
    isIn(x, value("x")),
    isIn(value(null), value(["a"])),
  ];
  for (const condition of unknowns) expect(folded(condition)).toEqual(GRADED);
  // A field may be anything.
  for (const open of [isIn(x, value(["a"])), isIn(value(null), y), within(x, value("east"))])
    expectFold(open, open);
});

test("the opposite asks the opposite question", () => {
  expect(folded(not(unknown))).toEqual([FALSE, TRUE, UNKNOWN]);
  expect(folded(not(not(unknown)))).toEqual(GRADED);
  expectFold(not({ kind: "true" }), FALSE);
  expectFold(not(not(a)), a);
  expectFold(not(a), not(a));
});

test("conjunctions and disjunctions drop what is neutral, stop at what decides, and have one spelling", () => {
  const [yes, no] = [is(value(1), value(1)), is(value(1), value(2))];
  expectFold(and(), TRUE);
  expectFold(or(), FALSE);
  expectFold(and(yes, a, yes), a);
  expectFold(or(no, a, no), a);
  expectFold(and(a, no, b), FALSE);
  expectFold(or(a, yes, b), TRUE);
  expectFold(and(c, a, and(b, c)), and(a, b, c));
  expectFold(or(c, a, or(b, c)), or(a, b, c));
  expectFold(and(a, or(c, b)), and(a, or(b, c)));
  expect(folded(and(a, unknown))).toEqual([FALSE, a, and(a, UNKNOWN)].map(sorted));
  expect(folded(or(a, unknown))).toEqual([a, TRUE, or(a, UNKNOWN)].map(sorted));
});

/** As fold sorts: by canonical text. */
const sorted = (condition: Condition): Condition =>
  condition.kind === "and" || condition.kind === "or"
    ? { ...condition, of: condition.of.toSorted((l, r) => (keyOf(l) < keyOf(r) ? -1 : 1)) }
    : condition;

test("a comparison has the smaller path on the left, and a constant on the right", () => {
  const mirrored: Record<CompareOperator, CompareOperator> = {
    eq: "eq",
    ne: "ne",
    lt: "gt",
    le: "ge",
    gt: "lt",
    ge: "le",
  };
  for (const [op, turned] of Object.entries(mirrored) as [CompareOperator, CompareOperator][]) {
    expectFold(is(value(1), x, op), is(x, value(1), turned));
    expectFold(is(x, value(1), op), is(x, value(1), op));
    expectFold(is(y, x, op), is(x, y, turned));
    expectFold(is(x, y, op), is(x, y, op));
    expectFold(is(x, x, op), is(x, x, op));
  }
  const list: Value = ["a"];
  expectFold(meets(value(list), x), meets(x, value(list)));
  expectFold(meets(y, x), meets(x, y));
  expectFold(meets(x, y), meets(x, y));
});

test("what is asked of related records keeps all three truths, and is false only where none can be true", () => {
  expectFold(related("pages", is(value(1), value(2))), FALSE);
  expectFold(related("pages", is(value(1), value(1))), related("pages", TRUE));
  expectFold(related("pages", unknown), related("pages", UNKNOWN));
  expectFold(related("pages", and(b, a)), related("pages", and(a, b)));
});

test("literals are told from all else, and negated without piling up", () => {
  expect([true, false, null].map(literal)).toEqual([TRUE, FALSE, UNKNOWN]);
  expect([TRUE, FALSE, UNKNOWN, a].map(literalTruth)).toEqual([true, false, null, undefined]);
  expect([TRUE, FALSE, UNKNOWN].map(opposite)).toEqual([FALSE, TRUE, UNKNOWN]);
  expect(opposite(a)).toEqual(not(a));
  expect(opposite(TRUE)).toBe(FALSE);
  expect(opposite(not(a))).toBe(a);
});

test("equal texts mean equal truth, and different conditions have different ones", () => {
  expect(keyOf(and(b, a, a))).toBe(keyOf(and(a, b)));
  expect(keyOf(or(b, a))).toBe(keyOf(or(a, b)));
  const all: readonly (readonly Condition[])[] = [
    [TRUE, FALSE, UNKNOWN, a, b, not(a), and(a, b), or(a, b), and(a, or(b, c))],
    [is(x, y), is(y, x), is(x, y, "lt"), is(x, value("record.y")), isEmpty(x)],
    [isIn(x, y), isIn(y, x), meets(x, y), meets(y, x), within(x, y), within(y, x)],
    [related("pages", a), related("shares", a), related("pages", b)],
    [is(x, value("1")), is(x, value(1)), is(at("context.x"), value(1))],
  ];
  const keys = all.flat().map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
});

test("what is known settles what follows from it, and nothing else", () => {
  const known = (all: readonly Condition[], none: readonly Condition[] = []) => ({ all, none });
  const [one, two] = [is(x, value(1)), is(x, value(2))];
  expect(impliedTruth(known([a, b]), and(b, a))).toBe(true);
  expect(impliedTruth(known([and(a, b)]), b)).toBe(true);
  expect(impliedTruth(known([a]), and(a, b))).toBeUndefined();
  expect(impliedTruth(known([]), a)).toBeUndefined();
  expect(impliedTruth(known([], [a]), a)).toBe(false);
  expect(impliedTruth(known([], [a]), and(a, b))).toBe(false);
  expect(impliedTruth(known([], [and(a, b)]), a)).toBeUndefined();
  expect(impliedTruth(known([b], [and(a, b)]), a)).toBe(false);
  expect(impliedTruth(known([a]), not(a))).toBe(false);
  expect(impliedTruth(known([not(a)]), and(a, b))).toBe(false);
  expect(impliedTruth(known([one]), two)).toBe(false);
  expect(impliedTruth(known([]), and(one, two))).toBe(false);
  expect(impliedTruth(known([one]), isEmpty(x))).toBe(false);
  expect(impliedTruth(known([isEmpty(x)]), one)).toBe(false);
  // Two constants exclude each other on one field, as a whole, and only where it is compared for being equal.
  for (const other of [is(y, value(2)), is(x, value(2), "le"), is(x, y), isIn(x, value([2]))])
    expect(impliedTruth(known([one]), other)).toBeUndefined();
  expect(impliedTruth(known([is(x, value(2), "ne")]), one)).toBeUndefined();
  expect(impliedTruth(known([is(x, value(""))]), isEmpty(x))).toBeUndefined();
  expect(impliedTruth(known([is(value(1), value(1))]), is(value(1), value(2)))).toBeUndefined();
  expect(impliedTruth(known([is(x, value(null))]), one)).toBeUndefined();
  expect(impliedTruth(known([is(x, value(["a"]))]), one)).toBeUndefined();
});
