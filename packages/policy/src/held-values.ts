import { splitPath } from "./bind.ts";
import { mapOperands } from "./map-condition.ts";
import type { HeldRule } from "./compile.ts";
import type { Condition, Operand, Schema, Subject, Value } from "./model.ts";

/**
 * The values that rules put into their conditions for one subject, listed in an order that is the same for everybody in
 * an equal position. Conditions that name places of that list instead of values can be shared by all of them.
 */
export function heldValues(
  schema: Schema,
  subject: Subject,
  held: readonly HeldRule[],
): readonly Value[] {
  const attributes = Object.keys(schema.subject);
  const valuesOf = ({ id, attributes: values }: Subject) => [
    id,
    ...attributes.map((name) => values[name] ?? null),
  ];
  const assignments = new Map(held.map((rule) => [rule.assignment, rule]));
  return [
    ...valuesOf(subject),
    ...[...assignments.values()].flatMap(({ assignment, seen, bound }) => [
      assignment.unit,
      assignment.id,
      assignment.role,
      ...(seen === subject ? [] : valuesOf(seen)),
      ...(bound?.values ?? []),
    ]),
  ];
}

/** The first place of each value; null and the two truths stay as they are. */
export type Places = ReadonlyMap<Value, number>;

export function placesOf(values: readonly Value[]): Places {
  const places = new Map<Value, number>();
  for (const [place, value] of values.entries()) {
    if (value === null || typeof value === "boolean" || places.has(value)) continue;
    places.set(value, place);
  }
  return places;
}

/** The heads of paths to a place. Two, so that whether a list stands there is known from the condition alone. */
export const ONE = "one";
const MANY = "many";

/** The condition with a place for every value that has one. */
export function toPlaces(places: Places, condition: Condition): Condition {
  return mapOperands(condition, (operand) => {
    const place = "value" in operand ? places.get(operand.value) : undefined;
    if (!("value" in operand) || place === undefined) return operand;
    return { path: `${typeof operand.value === "object" ? MANY : ONE}.${place}` };
  });
}

/** The other way round. */
export function fromPlaces(values: readonly Value[], condition: Condition): Condition {
  return mapOperands(condition, (operand) => {
    const place = placeOf(operand);
    return place === null ? operand : { value: values[place]! };
  });
}

/** The place an operand names, or null. */
export function placeOf(operand: Operand): number | null {
  const [head, name] = splitPath(operand);
  return head === ONE || head === MANY ? Number(name) : null;
}
