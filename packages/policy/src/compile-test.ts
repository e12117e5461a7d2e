import { splitPath } from "./bind.ts";
import { relatedAtom } from "./condition.ts";
import { compareValues, doOverlap, isEmptyValue, isInList } from "./truth.ts";
import type {
  CompareOperator,
  Condition,
  ConditionKind,
  Context,
  Operand,
  RecordFacts,
  UnitTree,
  Value,
} from "./model.ts";

/** Answers one two-valued question about a record without allocating. */
export type Test = (facts: RecordFacts, context: Context) => boolean;

/**
 * Turns a residual condition into "is its truth exactly `wanted`?". Asking two-valued questions of a three-valued
 * logic is exact and lets every connective stop early: a conjunction is TRUE if all parts are TRUE and FALSE if one
 * part is FALSE; a disjunction the other way round; `not` asks its part for the opposite.
 */
export function compileTest(condition: Condition, wanted: boolean, tree: UnitTree): Test {
  return (COMPILERS[condition.kind] as Compiler<Condition>)(condition, wanted, tree);
}

type Compiler<C> = (condition: C, wanted: boolean, tree: UnitTree) => Test;

const COMPILERS: { [K in ConditionKind]: Compiler<Extract<Condition, { kind: K }>> } = {
  true: (_condition, wanted) => () => wanted,
  and: ({ of }, wanted, tree) => (wanted ? every : some)(compileAll(of, wanted, tree)),
  or: ({ of }, wanted, tree) => (wanted ? some : every)(compileAll(of, wanted, tree)),
  not: ({ of }, wanted, tree) => compileTest(of, !wanted, tree),
  compare: compileCompare,
  in: ({ item, list }, wanted) => {
    const readItem = reader(item);
    const readList = reader(list);
    const set = constantSet(list);
    if (set && wanted) return (facts, context) => set.has(readItem(facts, context));
    return (facts, context) =>
      isInList(readItem(facts, context), readList(facts, context)) === wanted;
  },
  overlaps: ({ left, right }, wanted) => {
    const readLeft = reader(left);
    const readRight = reader(right);
    return (facts, context) =>
      doOverlap(readLeft(facts, context), readRight(facts, context)) === wanted;
  },
  within: compileWithin,
  related: (condition, wanted) => {
    const atom = Object.freeze(relatedAtom(condition));
    return (facts) => facts.related(atom) === wanted;
  },
  isEmpty: ({ of }, wanted) => {
    const read = reader(of);
    return (facts, context) => isEmptyValue(read(facts, context)) === wanted;
  },
};

function compileAll(of: readonly Condition[], wanted: boolean, tree: UnitTree): readonly Test[] {
  return of.map((part) => compileTest(part, wanted, tree));
}

function every(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first && second && tests.length === 2) {
    return (facts, context) => first(facts, context) && second(facts, context);
  }
  return (facts, context) => {
    for (const test of tests) if (!test(facts, context)) return false;
    return true;
  };
}

function some(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first && second && tests.length === 2) {
    return (facts, context) => first(facts, context) || second(facts, context);
  }
  return (facts, context) => {
    for (const test of tests) if (test(facts, context)) return true;
    return false;
  };
}

/** What remains of a comparison that is wanted FALSE, given that both sides are known. */
const OPPOSITE: Record<CompareOperator, CompareOperator> = {
  eq: "ne",
  ne: "eq",
  lt: "ge",
  ge: "lt",
  le: "gt",
  gt: "le",
};

function compileCompare(
  { op, left, right }: Extract<Condition, { kind: "compare" }>,
  wanted: boolean,
): Test {
  const operator = wanted ? op : OPPOSITE[op];
  const [head, field] = splitPath(left);
  const constant = "value" in right ? right.value : null;
  if (head === "record" && constant !== null && typeof constant !== "object") {
    const special = CONSTANT_TESTS[operator](field, constant);
    if (special) return special;
  }
  const readLeft = reader(left);
  const readRight = reader(right);
  return (facts, context) =>
    compareValues(operator, readLeft(facts, context), readRight(facts, context)) === true;
}

type Plain = string | number | boolean;

/** A field against a constant is by far the most frequent test, so each operator gets its own closure. */
const CONSTANT_TESTS: Record<CompareOperator, (field: string, constant: Plain) => Test | null> = {
  eq: (field, constant) => (facts) => facts.values[field] === constant,
  ne: (field, constant) => {
    const type = typeof constant;
    return (facts) => {
      const value = facts.values[field];
      return typeof value === type && value !== constant;
    };
  },
  lt: numeric((field, constant) => (facts) => {
    const value = facts.values[field];
    return typeof value === "number" && value < constant;
  }),
  le: numeric((field, constant) => (facts) => {
    const value = facts.values[field];
    return typeof value === "number" && value <= constant;
  }),
  gt: numeric((field, constant) => (facts) => {
    const value = facts.values[field];
    return typeof value === "number" && value > constant;
  }),
  ge: numeric((field, constant) => (facts) => {
    const value = facts.values[field];
    return typeof value === "number" && value >= constant;
  }),
};

function numeric(make: (field: string, constant: number) => Test) {
  return (field: string, constant: Plain): Test | null =>
    typeof constant === "number" ? make(field, constant) : null;
}

function compileWithin(
  { unit, root }: Extract<Condition, { kind: "within" }>,
  wanted: boolean,
  tree: UnitTree,
): Test {
  const [head, field] = splitPath(unit);
  const constant = "value" in root ? root.value : null;
  if (head === "record" && typeof constant === "string") {
    return (facts) => {
      const unitId = facts.values[field];
      return typeof unitId === "string" && tree.isWithin(unitId, constant) === wanted;
    };
  }
  const readUnit = reader(unit);
  const readRoot = reader(root);
  return (facts, context) => {
    const unitId = readUnit(facts, context);
    const rootId = readRoot(facts, context);
    return (
      typeof unitId === "string" &&
      typeof rootId === "string" &&
      tree.isWithin(unitId, rootId) === wanted
    );
  };
}

function constantSet(operand: Operand): ReadonlySet<Value> | undefined {
  if (!("value" in operand) || !Array.isArray(operand.value)) return undefined;
  const elements = operand.value as readonly Value[];
  return new Set(elements.filter((element) => element !== null));
}

function reader(operand: Operand): (facts: RecordFacts, context: Context) => Value {
  if ("value" in operand) {
    const { value } = operand;
    return () => value;
  }
  const [head, name] = splitPath(operand);
  if (head === "record") return (facts) => facts.values[name] ?? null;
  return (_facts, context) => context[name] ?? null;
}
