import type { CompareOperator, Truth, Value } from "./model.ts";

/**
 * The meaning of the leaves, value by value, exactly as SQL has it. A pair of values that cannot be compared is
 * unknown, so a permit does not apply and a forbid does: the safe side of both.
 */

/** Kleene's negation. */
export function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** SQL `left op right`: unknown when either is null or the kinds differ; order exists on numbers only. */
export function compareValues(op: CompareOperator, left: Value, right: Value): Truth {
  // Null is an object, too, and so are lists.
  if (typeof left !== typeof right || typeof left === "object") return null;
  return COMPARE[op](left, right as Plain);
}

type Plain = string | number | boolean;

const ordered =
  (test: (left: number, right: number) => boolean) =>
  (left: Plain, right: Plain): Truth =>
    typeof left === "number" && typeof right === "number" ? test(left, right) : null;

const COMPARE: Record<CompareOperator, (left: Plain, right: Plain) => Truth> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  lt: ordered((left, right) => left < right),
  le: ordered((left, right) => left <= right),
  gt: ordered((left, right) => left > right),
  ge: ordered((left, right) => left >= right),
};

/** SQL `item = ANY(list)`: false on an empty list whatever the item; a null element makes "not found" unknown. */
export function isInList(item: Value, list: Value): Truth {
  if (!Array.isArray(list)) return null;
  if (list.length === 0) return false;
  if (typeof item === "object") return null;
  if (list.includes(item)) return true;
  return list.includes(null) ? null : false;
}

/** SQL `left && right`: unknown if either array is null; null elements never match. */
export function doOverlap(left: Value, right: Value): Truth {
  if (!Array.isArray(left) || !Array.isArray(right)) return null;
  return left.some((element) => element !== null && right.includes(element));
}

/** Never unknown: true for null, the empty text and the empty array. */
export function isEmptyValue(value: Value): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
