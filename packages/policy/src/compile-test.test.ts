import { expect, test } from "vitest";
import { compileTest } from "./compile-test.ts";
import { evaluateCondition } from "./evaluate.ts";
import { compileInputOf, treeOf } from "./testing/index.ts";
import {
  at,
  example,
  field,
  is,
  isEmpty,
  isIn,
  meets,
  not,
  related,
  value,
  within,
} from "./testing/cases/build.ts";
import { compile } from "./compile.ts";
import { compareValues, doOverlap, isEmptyValue, isInList } from "./truth.ts";
import type { CompiledSubject } from "./compile.ts";
import type { CompareOperator, Condition, Operand, RelatedAtom, Truth, Value } from "./model.ts";

/** Every value against every other, wherever either may stand: both ways to a truth must come to it. */

const SCALARS: readonly Value[] = [
  null,
  0,
  1,
  2,
  "",
  "a",
  "b",
  "east",
  "root",
  "gone",
  true,
  false,
];
const LISTS: readonly Value[] = [[], ["a"], ["b", null], [null], [1, 2], ["east"]];
const VALUES = [...SCALARS, ...LISTS];
const OPERATORS: readonly CompareOperator[] = ["eq", "ne", "lt", "le", "gt", "ge"];
const TREE = treeOf({ units: { root: null, east: "root" } });
const subject = compile(compileInputOf(example("", { decide: {}, list: {} }).world));

interface Pair {
  readonly left: Value;
  readonly right: Value;
}

/** Where the two may come from. A place stands for what the subject put in, which is never null. */
function operandsFor({ left, right }: Pair): readonly (readonly [Operand, Operand])[] {
  const [x, y] = [field("x"), field("y")];
  const isPlaced = right !== null;
  const place = at(typeof right === "object" ? "many.1" : "one.1");
  return [
    [x, y],
    [x, value(right)],
    [value(left), y],
    [value(left), value(right)],
    [at("context.p"), y],
    [at("context.p"), value(right)],
    [x, at("context.q")],
    ...(isPlaced
      ? ([
          [x, place],
          [at("context.p"), place],
          [value(left), place],
        ] as const)
      : []),
  ];
}

function truthsOf(condition: Condition, { left, right }: Pair): readonly Truth[] {
  // What is missing is null; and what is the record's is not in the request, nor the other way round.
  const named = (first: string, second: string) => ({
    ...(left === null ? {} : { [first]: left }),
    ...(right === null ? {} : { [second]: right }),
  });
  const [facts, context] = [{ values: named("x", "y"), related: () => null }, named("p", "q")];
  const compiled = { ...subject, tree: TREE, values: ["first", right] } as CompiledSubject;
  const [isTrue, isFalse] = [true, false].map((wanted) =>
    compileTest(condition, wanted)(facts, context, compiled),
  );
  const compiledTruth = isTrue && isFalse ? undefined : isTrue ? true : isFalse ? false : null;
  const isBound = !JSON.stringify(condition).includes('.1"');
  const evaluated = isBound ? [evaluateCondition(condition, facts, context, TREE)] : [];
  return [compiledTruth as Truth, ...evaluated];
}

function expectTruths(
  make: (left: Operand, right: Operand) => Condition,
  truth: (left: Value, right: Value) => Truth,
): void {
  const wrong: string[] = [];
  for (const left of VALUES) {
    for (const right of VALUES) {
      for (const operands of operandsFor({ left, right })) {
        const condition = make(...operands);
        const expected = truth(left, right);
        const found = truthsOf(condition, { left, right });
        if (found.some((one) => one !== expected))
          wrong.push(
            `${JSON.stringify([condition, left, right])}: ${found.join()}, not ${expected}`,
          );
      }
    }
  }
  expect(wrong).toEqual([]);
}

test.each(OPERATORS)("%s", (op) => {
  expectTruths(
    (left, right) => is(left, right, op),
    (left, right) => compareValues(op, left, right),
  );
});

test("in, overlaps, within, isEmpty", () => {
  expectTruths(isIn, isInList);
  expectTruths(meets, doOverlap);
  expectTruths(within, (unit, root) =>
    typeof unit === "string" && typeof root === "string" ? TREE.isWithin(unit, root) : null,
  );
  expectTruths((left) => isEmpty(left), isEmptyValue);
});

const TRUTHS = [true, false, null] as const;
const isTrue = is(value(1), value(1));
const LITERALS: readonly Condition[] = [isTrue, is(value(1), value(2)), is(value(null), value(1))];

test("connectives of none to three parts", () => {
  const lists: readonly (readonly number[])[] = [0, 1, 2].reduce<readonly (readonly number[])[]>(
    (longer) => [[], ...longer.flatMap((list) => [0, 1, 2].map((part) => [...list, part]))],
    [[]],
  );
  expect(lists).toHaveLength(40);
  for (const list of lists) {
    const of = list.map((part) => LITERALS[part]!);
    const truths: readonly Truth[] = list.map((part) => TRUTHS[part]!);
    const least = truths.includes(false) ? false : truths.includes(null) ? null : true;
    const most = truths.includes(true) ? true : truths.includes(null) ? null : false;
    const pair = { left: null, right: null };
    expect(truthsOf({ kind: "and", of }, pair)).toEqual([least, least]);
    expect(truthsOf({ kind: "or", of }, pair)).toEqual([most, most]);
    const opposite = least === null ? null : !least;
    expect(truthsOf(not({ kind: "and", of }), pair)).toEqual([opposite, opposite]);
  }
  expect(truthsOf({ kind: "true" }, { left: null, right: null })).toEqual([true, true]);
});

test("what is asked of related records is asked with what the subject put in, by one question", () => {
  const asked: RelatedAtom[] = [];
  const compiled = { ...subject, values: ["ann", ["a"]], atoms: new Map() };
  const condition = related("pages", is(field("x"), at("one.0")));
  const ask = (answer: Truth, wanted: boolean) => {
    const facts = {
      values: {},
      related: (atom: RelatedAtom) => {
        asked.push(atom);
        return answer;
      },
    };
    return compileTest(condition, wanted)(facts, {}, compiled);
  };
  expect(TRUTHS.map((truth) => ask(truth, true))).toEqual([true, false, false]);
  expect(TRUTHS.map((truth) => ask(truth, false))).toEqual([false, true, false]);
  expect(asked[0]).toMatchObject({ kind: "related", relation: "pages" });
  expect(asked[0]!.key).toBe('related("pages",eq(record.x,"ann"))');
  expect(Object.isFrozen(asked[0])).toBe(true);
  expect(new Set(asked).size).toBe(1);
});
