import type { Schema } from "./model.ts";

/** The place of each action of each object in a list: object → action → index. */
export type Slots = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Numbers the actions of a schema once; all subjects share the numbering, so looking one up stays in the cache. */
export function slotsOf(schema: Schema): Slots {
  const known = remembered.get(schema);
  if (known) return known;
  let next = 0;
  const slots = new Map(
    Object.entries(schema.objects).map(([name, { actions }]) => [
      name,
      new Map(actions.map((action) => [action, next++])),
    ]),
  );
  remembered.set(schema, slots);
  return slots;
}

/** Keyed by identity: a schema is a constant of its program. */
const remembered = new WeakMap<Schema, Slots>();
