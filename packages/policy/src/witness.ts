import { splitPath } from "./bind.ts";
import type { Condition, ConditionKind, Operand, Scalar, UnitTree, Value } from "./model.ts";
import type { Requirement } from "./requirements.ts";

/**
 * Field values that make every requirement come out as wanted, or null where none can be named by rule (relations,
 * the request, two fields compared with each other, or two requirements that want different values of one field).
 */
export function findWitness(
  requirements: readonly Requirement[],
  tree: UnitTree,
): Readonly<Record<string, Value>> | null {
  const values: Record<string, Value> = {};
  for (const { condition, to } of requirements) {
    const found = (WITNESSES[condition.kind] as Witness<Condition>)(condition, to, tree);
    if (!found) return null;
    const [field, value] = found;
    if (field in values && values[field] !== value) return null;
    values[field] = value;
  }
  return values;
}

type Witness<C> = (
  condition: C,
  to: boolean,
  tree: UnitTree,
) => readonly [field: string, value: Value] | null;

const nothing = (): null => null;

const WITNESSES: { [K in ConditionKind]: Witness<Extract<Condition, { kind: K }>> } = {
  true: nothing,
  and: nothing,
  or: nothing,
  not: nothing,
  related: nothing,
  compare: ({ op, left, right }, to) => {
    const field = fieldOf(left);
    if (field === null || !("value" in right)) return null;
    const value = COMPARE[`${op} ${to}`]!(right.value);
    return value === null ? null : [field, value];
  },
  in: ({ item, list }, to) => {
    const field = fieldOf(item);
    if (field === null || !("value" in list) || !Array.isArray(list.value)) return null;
    const elements = (list.value as readonly Scalar[]).filter((element) => element !== null);
    const value = to ? elements[0] : otherThan(elements);
    return value === undefined ? null : [field, value];
  },
  overlaps: ({ left, right }, to) => {
    const field = fieldOf(left);
    if (field === null || !("value" in right) || !Array.isArray(right.value)) return null;
    const elements = (right.value as readonly Scalar[]).filter((element) => element !== null);
    if (!to) return [field, []];
    return elements.length === 0 ? null : [field, elements.slice(0, 1)];
  },
  within: ({ unit, root }, to, tree) => {
    const field = fieldOf(unit);
    if (field === null || !to || !("value" in root) || typeof root.value !== "string") return null;
    return tree.isWithin(root.value, root.value) === true ? [field, root.value] : null;
  },
  isEmpty: ({ of }, to) => {
    const field = fieldOf(of);
    return field === null || !to ? null : [field, null];
  },
};

const same = (value: Value): Value => value;
const different = (value: Value): Value => otherThan([value as Scalar]) ?? null;
const shifted =
  (by: number) =>
  (value: Value): Value =>
    typeof value === "number" ? value + by : null;

const COMPARE: Readonly<Record<string, (value: Value) => Value>> = {
  "eq true": same,
  "eq false": different,
  "ne true": different,
  "ne false": same,
  "lt true": shifted(-1),
  "lt false": same,
  "le true": same,
  "le false": shifted(1),
  "gt true": shifted(1),
  "gt false": same,
  "ge true": same,
  "ge false": shifted(-1),
};

/** Some value of the same kind that is none of these; texts may be ids or units, which cannot be made up. */
function otherThan(values: readonly Scalar[]): Scalar | undefined {
  const [first] = values;
  if (typeof first === "boolean") return values.includes(!first) ? undefined : !first;
  return typeof first === "number" ? Math.max(...(values as readonly number[])) + 1 : undefined;
}

function fieldOf(operand: Operand): string | null {
  const [head, name] = splitPath(operand);
  return head === "record" ? name : null;
}
