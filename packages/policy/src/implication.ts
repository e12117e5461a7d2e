import { keyOf, not, operandKey } from "./condition.ts";
import type { Condition, Operand, Value } from "./model.ts";

/**
 * What is known to be TRUE and known not to be TRUE along one branch of a plan. Only plain consequences are drawn:
 * a miss costs an arm that holds no row, a mistake would cost rows.
 */
export interface Known {
  readonly all: readonly Condition[];
  readonly none: readonly Condition[];
}

/** Whether a condition must be TRUE (`true`), cannot be (`false`), or may be either (`undefined`). */
export function impliedTruth(known: Known, condition: Condition): boolean | undefined {
  const parts = conjunctsOf(condition);
  const facts = known.all.flatMap(conjunctsOf);
  const trueKeys = new Set(facts.map(keyOf));
  if (parts.every((part) => trueKeys.has(keyOf(part)))) return true;
  const isAsked = new Set(parts.map(keyOf));
  // A conjunction that asks for more than one that is not TRUE cannot be TRUE either.
  const isMore = known.none.some((weaker) =>
    conjunctsOf(weaker).every((part) => isAsked.has(keyOf(part)) || trueKeys.has(keyOf(part))),
  );
  const isContradicted =
    parts.some((part) => trueKeys.has(keyOf(not(part)))) || hasConflict([...facts, ...parts]);
  return isMore || isContradicted ? false : undefined;
}

/** A conjunction is TRUE exactly if all its parts are. */
function conjunctsOf(condition: Condition): readonly Condition[] {
  return condition.kind === "and" ? condition.of.flatMap(conjunctsOf) : [condition];
}

/** Two different constants, or a constant and emptiness, asked of one and the same field. */
function hasConflict(parts: readonly Condition[]): boolean {
  const asked = new Map<string, string>();
  for (const part of parts) {
    const found = fixedValue(part);
    if (!found) continue;
    const [field, value] = found;
    if ((asked.get(field) ?? value) !== value) return true;
    asked.set(field, value);
  }
  return false;
}

const EMPTY = "empty";

function fixedValue(part: Condition): readonly [field: string, value: string] | null {
  if (part.kind === "isEmpty") return [operandKey(part.of), EMPTY];
  if (part.kind !== "compare" || part.op !== "eq" || !("value" in part.right)) return null;
  return isPlain(part.right.value) && isPath(part.left)
    ? [operandKey(part.left), operandKey(part.right)]
    : null;
}

/** The empty text is a constant that is also empty, so nothing follows from it; nor from null, which is an object, too. */
function isPlain(value: Value): boolean {
  return value !== "" && typeof value !== "object";
}

function isPath(operand: Operand): boolean {
  return "path" in operand;
}
