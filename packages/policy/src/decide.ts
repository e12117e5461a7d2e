import { tableOf } from "./action-table.ts";
import { makeBoundedDecider } from "./decide-bounded.ts";
import { makeDecider } from "./make-decider.ts";
import { sideOf } from "./side.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Context, Decision, RecordFacts } from "./model.ts";
import type { Decider } from "./make-decider.ts";

/**
 * May the subject do this to this record, and with which fields? Decisions are shared and frozen. Throws
 * `unknown-object` or `unknown-action`.
 */
export function decide(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  facts: RecordFacts,
  context: Context,
): Decision {
  return deciderOf(compiled, objectName, action)(facts, context);
}

/** The same for many records: the decider of one action, found once. */
export function deciderOf(compiled: CompiledSubject, objectName: string, action: string): Decider {
  const slot = compiled.slots.get(objectName)?.get(action) ?? -1;
  return compiled.deciders[slot] ?? addDecider(compiled, objectName, action, slot);
}

function addDecider(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  slot: number,
): Decider {
  const table = tableOf(compiled, objectName, action);
  const decider = table.pieces.some(({ bound }) => bound)
    ? makeBoundedDecider(compiled, sideOf(compiled, { objectName, action }))
    : makeDecider(compiled, table);
  compiled.deciders[slot] = decider;
  return decider;
}
