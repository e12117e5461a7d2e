import type { Condition, ConditionKind, FieldKind, Operand, Schema, Value } from "../model.ts";
import type { Random } from "./random.ts";

/** Values of each kind are few, so that records and conditions meet often. */
export const TIMES = [1_000, 2_000, 3_000, 4_000, 5_000];
export const PEOPLE = ["ann", "bo", "cy", "di"];
export const UNITS = ["root", "east", "west", "east-1", "east-2", "west-1"];
export const WORDS = ["red", "green", "blue"];

const CONSTANTS: Record<FieldKind, (random: Random) => Value> = {
  text: (random) => (random.chance(0.08) ? "" : random.pick(WORDS)),
  number: (random) => random.below(4),
  boolean: (random) => random.chance(0.5),
  time: (random) => random.pick(TIMES),
  id: (random) => random.pick(PEOPLE),
  unit: (random) => random.pick(UNITS),
  texts: (random) => random.some(WORDS, 0.4),
  ids: (random) => random.some(PEOPLE, 0.4),
};

/** A value of a kind, never null. */
export function randomValue(random: Random, kind: FieldKind): Value {
  return CONSTANTS[kind](random);
}

interface Place {
  readonly schema: Schema;
  readonly objectName: string;
  readonly depth: number;
  readonly hops: number;
}

/** A well-typed condition about records of one object. */
export function randomCondition(random: Random, schema: Schema, objectName: string): Condition {
  return conditionAt(random, { schema, objectName, depth: 0, hops: 0 });
}

const LEAVES: readonly ConditionKind[] = [
  "compare",
  "compare",
  "compare",
  "in",
  "overlaps",
  "within",
  "related",
  "isEmpty",
];
const NODES: readonly ConditionKind[] = ["and", "or", "not", "true"];

function conditionAt(random: Random, place: Place): Condition {
  const kind = random.pick(place.depth < 3 && random.chance(0.45) ? NODES : LEAVES);
  return MAKERS[kind](random, { ...place, depth: place.depth + 1 });
}

const MAKERS: Record<ConditionKind, (random: Random, place: Place) => Condition> = {
  true: () => ({ kind: "true" }),
  and: (random, place) => ({ kind: "and", of: parts(random, place) }),
  or: (random, place) => ({ kind: "or", of: parts(random, place) }),
  not: (random, place) => ({ kind: "not", of: conditionAt(random, place) }),
  compare: makeCompare,
  in: makeIn,
  overlaps: (random, place) => {
    const kind = random.pick(["texts", "ids"] as const);
    return {
      kind: "overlaps",
      left: operand(random, place, kind),
      right: operand(random, place, kind),
    };
  },
  within: (random, place) => ({
    kind: "within",
    unit: operand(random, place, "unit"),
    root: operand(random, place, "unit"),
  }),
  related: (random, place) => {
    const relations = Object.entries(place.schema.objects[place.objectName]!.relations);
    if (place.hops >= 2) return makeCompare(random, place);
    const [relation, { target }] = random.pick(relations);
    const inner = { ...place, objectName: target, hops: place.hops + 1 };
    return { kind: "related", relation, where: conditionAt(random, inner) };
  },
  isEmpty: (random, place) => {
    const kinds = Object.keys(CONSTANTS) as FieldKind[];
    return { kind: "isEmpty", of: pathOf(random, place, random.pick(kinds)) };
  },
};

function parts(random: Random, place: Place): readonly Condition[] {
  return Array.from({ length: 1 + random.below(3) }, () => conditionAt(random, place));
}

const SCALARS: readonly FieldKind[] = ["text", "number", "boolean", "time", "id", "unit"];

function makeCompare(random: Random, place: Place): Condition {
  const kind = random.pick(SCALARS);
  const isOrdered = kind === "number" || kind === "time";
  const op = random.pick(
    isOrdered ? (["lt", "le", "gt", "ge", "eq"] as const) : (["eq", "eq", "ne"] as const),
  );
  const left = operand(random, place, kind);
  const right = operand(random, place, kind);
  return { kind: "compare", op, left, right };
}

function makeIn(random: Random, place: Place): Condition {
  const isText = random.chance(0.5);
  return {
    kind: "in",
    item: operand(random, place, isText ? "text" : "id"),
    list: operand(random, place, isText ? "texts" : "ids"),
  };
}

function operand(random: Random, place: Place, kind: FieldKind): Operand {
  return random.chance(0.3) ? { value: randomValue(random, kind) } : pathOf(random, place, kind);
}

/** Any path of the kind, with a preference for the record; a constant where there is none. */
function pathOf(random: Random, { schema, objectName }: Place, kind: FieldKind): Operand {
  const paths = (head: string, kinds: Readonly<Record<string, FieldKind>>) =>
    Object.keys(kinds)
      .filter((name) => kinds[name] === kind)
      .map((name) => `${head}.${name}`);
  const fields = Object.entries(schema.objects[objectName]!.fields);
  const ofRecord = paths(
    "record",
    Object.fromEntries(fields.map(([name, field]) => [name, field.kind])),
  );
  const others = [
    ...paths("subject", { ...schema.subject, id: "id" }),
    ...paths("context", { ...schema.context, now: "time" }),
    ...paths("assignment", { unit: "unit" }),
  ];
  const chosen = ofRecord.length > 0 && random.chance(0.7) ? ofRecord : others;
  return chosen.length > 0 ? { path: random.pick(chosen) } : { value: randomValue(random, kind) };
}
