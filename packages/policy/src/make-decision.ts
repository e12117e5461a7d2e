import { isRefusing } from "./refusal.ts";
import { effectiveWhere, totalsWhere } from "./side.ts";
import { isAllowed, outcomeOf } from "./totals.ts";
import type { Bit } from "./action-table.ts";
import type { Decision, ObjectType, RuleReference } from "./model.ts";
import type { Piece } from "./piece.ts";
import type { Side } from "./side.ts";
import type { Totals } from "./totals.ts";

/** The decision where exactly these groups of rules apply, frozen, since it is given to everybody who comes there. */
export function makeDecision(side: Side, on: ReadonlySet<Bit>): Decision {
  const isOn = (bit: Bit) => on.has(bit);
  return decisionOf(side.type, totalsWhere(side, isOn), effectiveWhere(side, isOn));
}

function decisionOf(type: ObjectType, totals: Totals, applied: readonly Piece[]): Decision {
  if (isAllowed(totals)) {
    const permits = applied.filter(({ effect }) => effect === "permit");
    return Object.freeze({
      allow: true,
      ...outcomeOf(totals, type),
      reasons: referencesOf(permits),
    });
  }
  if (!totals.canView || !totals.canAct) return UNPERMITTED;
  const refusing = applied.filter(isRefusing);
  return Object.freeze({ ...UNPERMITTED, reasons: referencesOf(refusing) });
}

const NOTHING = Object.freeze([]);

/** The denial of what no permit allows. */
export const UNPERMITTED: Decision = Object.freeze({
  allow: false,
  levels: Object.freeze({}),
  actLevels: Object.freeze({}),
  fields: NOTHING,
  write: NOTHING,
  obligations: NOTHING,
  reasons: NOTHING,
});

function referencesOf(pieces: readonly Piece[]): readonly RuleReference[] {
  const references = pieces.map(({ reference }) => reference);
  return Object.freeze(references.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)));
}

function nameOf({ assignment, role, rule }: RuleReference): string {
  return [assignment, role, rule].join("\n");
}
