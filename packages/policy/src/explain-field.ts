import { ABSENT, MASKED, PLAIN } from "./select-fields.ts";
import type { Decision, Level, RuleReference } from "./model.ts";
import type { ActionTable } from "./action-table.ts";
import type { Piece } from "./piece.ts";

/** Which of the rules that apply open, mask or close one field. */
export interface FieldExplanation {
  readonly field: string;
  /** How the subject sees the cell, and how the act handles it. */
  readonly level: Level;
  readonly actLevel: Level;
  readonly canWrite: boolean;
  /** Permits of `view` that open it plainly, and masked, as far as their bounds let them. */
  readonly opens: readonly RuleReference[];
  readonly masks: readonly RuleReference[];
  /** Permits of `view` that would open it further if whoever bounds them saw more of it. */
  readonly limits: readonly RuleReference[];
  /** Forbids that lower it to masked, close it for reading, and close it for writing. */
  readonly lowers: readonly RuleReference[];
  readonly closes: readonly RuleReference[];
  readonly closesWriting: readonly RuleReference[];
  /** Permits of the act that let it be written. */
  readonly letsWrite: readonly RuleReference[];
}

/** A rule that applied, with the most that its bound leaves of the field. */
export interface LimitedPiece {
  readonly piece: Piece;
  readonly level: number;
  readonly canWrite: boolean;
}

/** Explains one field from the rules that applied to the record; a field the object lacks is absent to all. */
export function explainField(
  table: ActionTable,
  applied: readonly LimitedPiece[],
  decision: Decision,
  field: string,
): FieldExplanation {
  const index = Object.keys(table.type.fields).indexOf(field);
  const permits = applied.filter(({ piece }) => piece.effect === "permit");
  const forbids = applied.filter(({ piece }) => piece.effect === "forbid");
  const where = (pieces: readonly LimitedPiece[], test: (one: LimitedPiece) => boolean) =>
    pieces.filter(test).map(({ piece }) => piece.reference);
  const levelOf = ({ piece }: LimitedPiece) => piece.fields?.levels[index];
  const isOpening = (level: number) => (one: LimitedPiece) =>
    one.piece.onView && Math.min(levelOf(one) ?? ABSENT, one.level) === level;
  const doesWrite = ({ piece }: LimitedPiece) => piece.onAct && piece.fields?.write[index] === true;
  return {
    field,
    level: decision.levels[field] ?? "absent",
    actLevel: decision.actLevels[field] ?? "absent",
    canWrite: decision.write.includes(field),
    opens: where(permits, isOpening(PLAIN)),
    masks: where(permits, isOpening(MASKED)),
    limits: where(permits, (one) => one.piece.onView && one.level < (levelOf(one) ?? ABSENT)),
    lowers: where(forbids, (one) => levelOf(one) === MASKED),
    closes: where(forbids, (one) => levelOf(one) === ABSENT),
    closesWriting: where(forbids, doesWrite),
    letsWrite: where(permits, (one) => doesWrite(one) && one.canWrite),
  };
}
