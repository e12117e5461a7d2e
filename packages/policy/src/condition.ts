import type { Condition, Operand, RelatedAtom, Truth } from "./model.ts";

/** The three literals. `UNKNOWN` is a comparison with null, which every interpreter already understands. */
export const TRUE: Condition = Object.freeze({ kind: "true" });
export const FALSE: Condition = Object.freeze({ kind: "not", of: TRUE });
export const UNKNOWN: Condition = Object.freeze({
  kind: "compare",
  op: "eq",
  left: Object.freeze({ value: null }),
  right: Object.freeze({ value: null }),
});

/** The condition that always has this truth. */
export function literal(truth: Truth): Condition {
  if (truth === null) return UNKNOWN;
  return truth ? TRUE : FALSE;
}

/** The truth of a literal made by {@link literal}, or `undefined` for any other condition. */
export function literalTruth(condition: Condition): Truth | undefined {
  if (condition === TRUE) return true;
  if (condition === FALSE) return false;
  return condition === UNKNOWN ? null : undefined;
}

/** Not, without piling up: the negation of a negation is the thing itself (Kleene's logic keeps that law). */
export function not(condition: Condition): Condition {
  if (condition === TRUE) return FALSE;
  if (condition === UNKNOWN) return UNKNOWN;
  return condition.kind === "not" ? condition.of : { kind: "not", of: condition };
}

/** A canonical text of a condition: equal texts mean equal truth on every record. */
export function keyOf(condition: Condition): string {
  return (KEYS[condition.kind] as (condition: Condition) => string)(condition);
}

type KeyWriters = {
  [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>) => string;
};

const KEYS: KeyWriters = {
  true: () => "T",
  and: ({ of }) => `&(${unordered(of)})`,
  or: ({ of }) => `|(${unordered(of)})`,
  not: ({ of }) => `!${keyOf(of)}`,
  compare: ({ op, left, right }) => `${op}(${operandKey(left)},${operandKey(right)})`,
  in: ({ item, list }) => `in(${operandKey(item)},${operandKey(list)})`,
  overlaps: ({ left, right }) => `overlaps(${operandKey(left)},${operandKey(right)})`,
  within: ({ unit, root }) => `within(${operandKey(unit)},${operandKey(root)})`,
  related: ({ relation, where }) => `related(${JSON.stringify(relation)},${keyOf(where)})`,
  isEmpty: ({ of }) => `empty(${operandKey(of)})`,
};

function unordered(conditions: readonly Condition[]): string {
  return [...new Set(conditions.map(keyOf))].toSorted().join(",");
}

/** A canonical text of an operand. */
export function operandKey(operand: Operand): string {
  return "path" in operand ? operand.path : JSON.stringify(operand.value);
}

/** The atom a `related` condition asks {@link RecordFacts.related} for. Many answer without its key, which is dear. */
export function relatedAtom(condition: Extract<Condition, { kind: "related" }>): RelatedAtom {
  const { relation, where } = condition;
  let key: string | undefined;
  return {
    kind: "related",
    relation,
    where,
    get key() {
      return (key ??= keyOf(condition));
    },
  };
}
