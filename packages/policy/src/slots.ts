import type { Schema } from "./model.ts";

/** The place of each action of each object in a list. */
export interface Slots {
  readonly byObject: ReadonlyMap<string, ActionSlots>;
  /** The object last asked about: questions come in runs, a page of one object after another. */
  last: { readonly objectName: string; readonly actions: ActionSlots };
}

type ActionSlots = ReadonlyMap<string, number>;

const NO_ACTIONS: ActionSlots = new Map();

/** Numbers the actions of a schema once; all subjects share the numbering, so looking one up stays in the cache. */
export function slotsOf(schema: Schema): Slots {
  const known = remembered.get(schema);
  if (known) return known;
  let next = 0;
  const byObject = new Map(
    Object.entries(schema.objects).map(([name, { actions }]) => [
      name,
      new Map(actions.map((action) => [action, next++])),
    ]),
  );
  const slots = { byObject, last: { objectName: "", actions: NO_ACTIONS } };
  remembered.set(schema, slots);
  return slots;
}

/** The slot of an action, or -1 where there is none. */
export function slotOf(slots: Slots, objectName: string, action: string): number {
  if (slots.last.objectName !== objectName) {
    slots.last = { objectName, actions: slots.byObject.get(objectName) ?? NO_ACTIONS };
  }
  return slots.last.actions.get(action) ?? -1;
}

/** Keyed by identity: a schema is a constant of its program. */
const remembered = new WeakMap<Schema, Slots>();
