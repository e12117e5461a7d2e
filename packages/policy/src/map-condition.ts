import type { Condition, ConditionKind, Operand } from "./model.ts";

/** Rebuilds a condition with every operand replaced; the structure stays, so paths into a rule stay valid. */
export function mapOperands(condition: Condition, map: (operand: Operand) => Operand): Condition {
  return (MAPPERS[condition.kind] as Mapper<Condition>)(condition, map);
}

type Mapper<C> = (condition: C, map: (operand: Operand) => Operand) => Condition;

const MAPPERS: { [K in ConditionKind]: Mapper<Extract<Condition, { kind: K }>> } = {
  true: (condition) => condition,
  and: (condition, map) => ({
    kind: "and",
    of: condition.of.map((part) => mapOperands(part, map)),
  }),
  or: (condition, map) => ({ kind: "or", of: condition.of.map((part) => mapOperands(part, map)) }),
  not: (condition, map) => ({ kind: "not", of: mapOperands(condition.of, map) }),
  compare: ({ op, left, right }, map) => ({
    kind: "compare",
    op,
    left: map(left),
    right: map(right),
  }),
  in: ({ item, list }, map) => ({ kind: "in", item: map(item), list: map(list) }),
  overlaps: ({ left, right }, map) => ({ kind: "overlaps", left: map(left), right: map(right) }),
  within: ({ unit, root }, map) => ({ kind: "within", unit: map(unit), root: map(root) }),
  related: ({ relation, where }, map) => ({
    kind: "related",
    relation,
    where: mapOperands(where, map),
  }),
  isEmpty: ({ of }, map) => ({ kind: "isEmpty", of: map(of) }),
};
