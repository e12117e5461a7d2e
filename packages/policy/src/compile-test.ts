import { splitPath } from "./bind.ts";
import { relatedAtom } from "./condition.ts";
import { fromPlaces, ONE, placeOf } from "./held-values.ts";
import { compareValues, doOverlap, isEmptyValue, isInList } from "./truth.ts";
import type { CompiledSubject } from "./compile.ts";
import type {
  CompareOperator,
  Condition,
  ConditionKind,
  Context,
  Operand,
  RecordFacts,
  RelatedAtom,
  Value,
} from "./model.ts";

/** Answers one two-valued question about a record without allocating. */
export type Test = (facts: RecordFacts, context: Context, compiled: CompiledSubject) => boolean;

/**
 * Turns a residual condition into "is its truth exactly `wanted`?". Asking two-valued questions of a three-valued
 * logic is exact and lets every connective stop early: a conjunction is TRUE if all parts are TRUE and FALSE if one
 * part is FALSE; a disjunction the other way round; `not` asks its part for the opposite.
 */
export function compileTest(condition: Condition, wanted: boolean): Test {
  return (COMPILERS[condition.kind] as Compiler<Condition>)(condition, wanted);
}

type Compiler<C> = (condition: C, wanted: boolean) => Test;

const COMPILERS: { [K in ConditionKind]: Compiler<Extract<Condition, { kind: K }>> } = {
  true: (_condition, wanted) => () => wanted,
  and: ({ of }, wanted) => (wanted ? every : some)(compileAll(of, wanted)),
  or: ({ of }, wanted) => (wanted ? some : every)(compileAll(of, wanted)),
  not: ({ of }, wanted) => compileTest(of, !wanted),
  compare: compileCompare,
  in: ({ item, list }, wanted) => {
    const readItem = reader(item);
    const readList = reader(list);
    const set = constantSet(list);
    if (set && wanted)
      return (facts, context, compiled) => set.has(readItem(facts, context, compiled));
    return (facts, context, compiled) =>
      isInList(readItem(facts, context, compiled), readList(facts, context, compiled)) === wanted;
  },
  overlaps: ({ left, right }, wanted) => {
    const readLeft = reader(left);
    const readRight = reader(right);
    return (facts, context, compiled) =>
      doOverlap(readLeft(facts, context, compiled), readRight(facts, context, compiled)) === wanted;
  },
  within: compileWithin,
  related: (condition, wanted) => (facts, _context, compiled) =>
    facts.related(atomOf(compiled, condition)) === wanted,
  isEmpty: ({ of }, wanted) => {
    const read = reader(of);
    return (facts, context, compiled) => isEmptyValue(read(facts, context, compiled)) === wanted;
  },
};

function compileAll(of: readonly Condition[], wanted: boolean): readonly Test[] {
  return of.map((part) => compileTest(part, wanted));
}

function every(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first && second && tests.length === 2) {
    return (facts, context, compiled) =>
      first(facts, context, compiled) && second(facts, context, compiled);
  }
  return (facts, context, compiled) => {
    for (const test of tests) if (!test(facts, context, compiled)) return false;
    return true;
  };
}

function some(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (first && second && tests.length === 2) {
    return (facts, context, compiled) =>
      first(facts, context, compiled) || second(facts, context, compiled);
  }
  return (facts, context, compiled) => {
    for (const test of tests) if (test(facts, context, compiled)) return true;
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
  const place = placeOf(right);
  if (operator === "eq" && head === "record" && place !== null && splitPath(right)[0] === ONE) {
    return (facts, _context, { values }) => facts.values[field] === values[place];
  }
  const readLeft = reader(left);
  const readRight = reader(right);
  return (facts, context, compiled) =>
    compareValues(
      operator,
      readLeft(facts, context, compiled),
      readRight(facts, context, compiled),
    ) === true;
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
): Test {
  const [head, field] = splitPath(unit);
  const place = placeOf(root);
  if (head === "record" && place !== null) {
    return (facts, _context, { values, tree }) => {
      const unitId = facts.values[field];
      const rootId = values[place];
      return (
        typeof unitId === "string" &&
        typeof rootId === "string" &&
        tree.isWithin(unitId, rootId) === wanted
      );
    };
  }
  const readUnit = reader(unit);
  const readRoot = reader(root);
  return (facts, context, compiled) => {
    const unitId = readUnit(facts, context, compiled);
    const rootId = readRoot(facts, context, compiled);
    return (
      typeof unitId === "string" &&
      typeof rootId === "string" &&
      compiled.tree.isWithin(unitId, rootId) === wanted
    );
  };
}

function constantSet(operand: Operand): ReadonlySet<Value> | undefined {
  if (!("value" in operand) || !Array.isArray(operand.value)) return undefined;
  const elements = operand.value as readonly Value[];
  return new Set(elements.filter((element) => element !== null));
}

function reader(
  operand: Operand,
): (facts: RecordFacts, context: Context, compiled: CompiledSubject) => Value {
  if ("value" in operand) {
    const { value } = operand;
    return () => value;
  }
  const [head, name] = splitPath(operand);
  if (head === "record") return (facts) => facts.values[name] ?? null;
  const place = placeOf(operand);
  if (place !== null) return (_facts, _context, { values }) => values[place]!;
  return (_facts, context) => context[name] ?? null;
}

/** The question about relations as this person asks it. */
function atomOf(
  compiled: CompiledSubject,
  condition: Extract<Condition, { kind: "related" }>,
): RelatedAtom {
  const known = compiled.atoms.get(condition);
  if (known) return known;
  const bound = fromPlaces(compiled.values, condition) as typeof condition;
  const atom = Object.freeze(relatedAtom(bound));
  compiled.atoms.set(condition, atom);
  return atom;
}
