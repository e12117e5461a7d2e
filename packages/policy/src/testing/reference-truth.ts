import type { Assignment, Condition, Operand, Scalar, Value } from "../model.ts";
import type { Coverage } from "./coverage.ts";
import { linksFrom } from "./world.ts";
import type { World, WorldRecord } from "./world.ts";

/** Truth as a number: 1 true, 0 false, ½ unknown. Then `and` is the least, `or` the greatest, `not` 1 − x. */
export type Degree = 0 | 0.5 | 1;

export interface Place {
  readonly world: World;
  readonly objectName: string;
  readonly record: WorldRecord;
  readonly assignment: Assignment;
  readonly coverage?: Coverage | undefined;
}

/** The truth of a condition as it is written in a rule, with nothing put in or simplified beforehand. */
export function referenceTruth(condition: Condition, place: Place): Degree {
  const degree = degreeOf(condition, place);
  if (place.coverage) count(place.coverage, condition, degree);
  return degree;
}

function degreeOf(condition: Condition, place: Place): Degree {
  const value = (operand: Operand) => valueOf(operand, place);
  if (condition.kind === "true") return 1;
  if (condition.kind === "and") {
    return condition.of.reduce<Degree>((least, part) => min(least, referenceTruth(part, place)), 1);
  }
  if (condition.kind === "or") {
    return condition.of.reduce<Degree>((most, part) => max(most, referenceTruth(part, place)), 0);
  }
  if (condition.kind === "not") return opposite(referenceTruth(condition.of, place));
  if (condition.kind === "isEmpty") return degree(isEmpty(value(condition.of)));
  if (condition.kind === "compare") {
    return compare(condition.op, value(condition.left), value(condition.right));
  }
  if (condition.kind === "in") return isIn(value(condition.item), value(condition.list));
  if (condition.kind === "overlaps") return overlap(value(condition.left), value(condition.right));
  if (condition.kind === "within") {
    return isInside(place.world, value(condition.unit), value(condition.root));
  }
  return exists(condition.relation, condition.where, place);
}

function valueOf(operand: Operand, { world, record, assignment }: Place): Value {
  if ("value" in operand) return operand.value;
  const [head, name] = operand.path.split(".") as [string, string];
  if (head === "record") return record.values[name] ?? null;
  if (head === "context") return world.context[name] ?? null;
  if (head === "assignment") return assignment[name as "id" | "unit" | "role"];
  return name === "id" ? world.subject.id : (world.subject.attributes[name] ?? null);
}

function exists(relation: string, where: Condition, place: Place): Degree {
  const { world, objectName, record } = place;
  const { target } = world.schema.objects[objectName]!.relations[relation]!;
  let most: Degree = 0;
  for (const { to } of linksFrom(world, `${objectName}.${relation}`, record)) {
    const row = world.records[target]!.find(({ id }) => id === to)!;
    most = max(most, referenceTruth(where, { ...place, objectName: target, record: row }));
  }
  return most;
}

const TESTS: Readonly<Record<string, (left: Scalar, right: Scalar) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  lt: (left, right) => Number(left) < Number(right),
  le: (left, right) => Number(left) <= Number(right),
  gt: (left, right) => Number(left) > Number(right),
  ge: (left, right) => Number(left) >= Number(right),
};

function compare(op: string, left: Value, right: Value): Degree {
  if (left === null || right === null) return 0.5;
  return degree(TESTS[op]!(left as Scalar, right as Scalar));
}

/** `x = ANY(list)` is the disjunction of `x = element` over the elements. */
function isIn(item: Value, list: Value): Degree {
  if (list === null) return 0.5;
  return (list as readonly Scalar[]).reduce<Degree>(
    (most, element) => max(most, compare("eq", item, element)),
    0,
  );
}

function overlap(left: Value, right: Value): Degree {
  if (left === null || right === null) return 0.5;
  const others = new Set(right as readonly Scalar[]);
  others.delete(null);
  return degree((left as readonly Scalar[]).filter((element) => others.has(element)).length > 0);
}

function isInside({ units }: World, unit: Value, root: Value): Degree {
  if (unit === null || root === null) return 0.5;
  if (!(String(unit) in units) || !(String(root) in units)) return 0.5;
  const ancestors: Value[] = [];
  for (let at: string | null = unit as string; at !== null; at = units[at]!) ancestors.push(at);
  return degree(ancestors.includes(root));
}

function isEmpty(value: Value): boolean {
  return value === null || value === "" || (typeof value === "object" && value.length === 0);
}

function degree(is: boolean): Degree {
  return is ? 1 : 0;
}

function opposite(of: Degree): Degree {
  return (1 - of) as Degree;
}

function min(left: Degree, right: Degree): Degree {
  return left < right ? left : right;
}

function max(left: Degree, right: Degree): Degree {
  return left > right ? left : right;
}

function count(coverage: Coverage, condition: Condition, found: Degree): void {
  const seen = coverage.truths.get(condition.kind) ?? { true: 0, false: 0, unknown: 0 };
  coverage.truths.set(condition.kind, seen);
  seen[found === 1 ? "true" : found === 0 ? "false" : "unknown"] += 1;
}
