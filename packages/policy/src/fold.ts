import { keyOf, literal, literalTruth, not } from "./condition.ts";
import { compareValues, doOverlap, isEmptyValue, isInList } from "./truth.ts";
import type {
  CompareOperator,
  Condition,
  ConditionKind,
  Operand,
  Truth,
  UnitTree,
  Value,
} from "./model.ts";

/**
 * Which use the truth is put to. `permit` asks "is it TRUE?", `forbid` asks "is it FALSE?", `exact` keeps all three.
 *
 * Why a literal unknown may be replaced: in Kleene's logic `and` and `or` are monotone, so for the question "is it
 * TRUE?" an unknown part counts exactly as a false one, and for "is it FALSE?" exactly as a true one. `not` swaps the
 * two questions. Parts inside `related` keep all three truths, so that one atom serves permits and forbids alike.
 */
export type Use = "permit" | "forbid" | "exact";

/** Evaluates what is constant and simplifies the rest, keeping the answer to the question that `use` asks. */
export function fold(condition: Condition, tree: UnitTree, use: Use): Condition {
  return (FOLDERS[condition.kind] as Folder<Condition>)(condition, tree, use);
}

type Folder<C> = (condition: C, tree: UnitTree, use: Use) => Condition;

const SWAPPED: Record<Use, Use> = { permit: "forbid", forbid: "permit", exact: "exact" };
const UNKNOWN_AS: Record<Use, Truth> = { permit: false, forbid: true, exact: null };

const FOLDERS: { [K in ConditionKind]: Folder<Extract<Condition, { kind: K }>> } = {
  true: () => literal(true),
  and: ({ of }, tree, use) => foldMany("and", of, tree, use),
  or: ({ of }, tree, use) => foldMany("or", of, tree, use),
  not: ({ of }, tree, use) => not(fold(of, tree, SWAPPED[use])),
  compare: (condition, _tree, use) =>
    foldPair(pathFirst(condition), [condition.left, condition.right], use, (left, right) =>
      compareValues(condition.op, left, right),
    ),
  overlaps: (condition, _tree, use) =>
    foldPair(pathFirst(condition), [condition.left, condition.right], use, doOverlap),
  within: (condition, tree, use) =>
    foldPair(condition, [condition.unit, condition.root], use, (unit, root) =>
      typeof unit === "string" && typeof root === "string" ? tree.isWithin(unit, root) : null,
    ),
  in: foldIn,
  related: ({ relation, where }, tree) => {
    const folded = fold(where, tree, "exact");
    // No row can be true and all are false, so neither rows nor their absence matter.
    return literalTruth(folded) === false
      ? literal(false)
      : { kind: "related", relation, where: folded };
  },
  isEmpty: (condition) =>
    "value" in condition.of ? literal(isEmptyValue(condition.of.value)) : condition,
};

const MIRRORED: Record<CompareOperator, CompareOperator> = {
  eq: "eq",
  ne: "ne",
  lt: "gt",
  le: "ge",
  gt: "lt",
  ge: "le",
};

/** One spelling for `x = 1` and `1 = x`: the smaller path stands left, a constant stands right. */
function pathFirst(condition: Extract<Condition, { kind: "compare" | "overlaps" }>): Condition {
  const { left, right } = condition;
  if (isConstant(right) || (!isConstant(left) && left.path <= right.path)) return condition;
  if (condition.kind === "overlaps") return { kind: "overlaps", left: right, right: left };
  return { kind: "compare", op: MIRRORED[condition.op], left: right, right: left };
}

type Pair = readonly [Operand, Operand];

/** For operators that are unknown as soon as one side is null. */
function foldPair(
  condition: Condition,
  [left, right]: Pair,
  use: Use,
  apply: (left: Value, right: Value) => Truth,
): Condition {
  if (isConstant(left) && isConstant(right)) return graded(apply(left.value, right.value), use);
  return isNull(left) || isNull(right) ? graded(null, use) : condition;
}

/** `in` differs: an empty list is false even for an unknown item, and a null list is unknown. */
function foldIn(
  condition: Extract<Condition, { kind: "in" }>,
  _tree: UnitTree,
  use: Use,
): Condition {
  const { item, list } = condition;
  if (isConstant(list) && (!Array.isArray(list.value) || list.value.length === 0)) {
    return graded(isInList(null, list.value), use);
  }
  if (isConstant(item) && isConstant(list)) return graded(isInList(item.value, list.value), use);
  return condition;
}

/** Flattens, drops the neutral, stops at the absorbing, removes repetitions and sorts into one canonical order. */
function foldMany(
  kind: "and" | "or",
  of: readonly Condition[],
  tree: UnitTree,
  use: Use,
): Condition {
  const neutral = kind === "and";
  const parts = new Map<string, Condition>();
  for (const part of of) {
    const folded = fold(part, tree, use);
    for (const piece of folded.kind === kind ? folded.of : [folded]) {
      const truth = literalTruth(piece);
      if (truth === !neutral) return literal(!neutral);
      if (truth !== neutral) parts.set(keyOf(piece), piece);
    }
  }
  if (parts.size === 0) return literal(neutral);
  const sorted = [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, piece]) => piece);
  return sorted.length === 1 ? sorted[0]! : { kind, of: sorted };
}

function graded(truth: Truth, use: Use): Condition {
  return literal(truth === null ? UNKNOWN_AS[use] : truth);
}

function isConstant(operand: Operand): operand is { readonly value: Value } {
  return "value" in operand;
}

function isNull(operand: Operand): boolean {
  return isConstant(operand) && operand.value === null;
}
