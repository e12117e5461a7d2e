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
  /** Permits of `view` that open it plainly, and masked. */
  readonly opens: readonly RuleReference[];
  readonly masks: readonly RuleReference[];
  /** Forbids that lower it to masked, close it for reading, and close it for writing. */
  readonly lowers: readonly RuleReference[];
  readonly closes: readonly RuleReference[];
  readonly closesWriting: readonly RuleReference[];
  /** Permits of the act that let it be written. */
  readonly letsWrite: readonly RuleReference[];
}

/** Explains one field from the rules that applied to the record; a field the object lacks is absent to all. */
export function explainField(
  table: ActionTable,
  applied: readonly Piece[],
  decision: Decision,
  field: string,
): FieldExplanation {
  const index = Object.keys(table.type.fields).indexOf(field);
  const permits = applied.filter(({ effect }) => effect === "permit");
  const forbids = applied.filter(({ effect, fields }) => effect === "forbid" && fields);
  const where = (pieces: readonly Piece[], test: (piece: Piece) => boolean) =>
    pieces.filter(test).map(({ reference }) => reference);
  const isAt = (level: number) => (piece: Piece) => piece.fields?.levels[index] === level;
  const doesWrite = (piece: Piece) => piece.onAct && piece.fields?.write[index] === true;
  return {
    field,
    level: decision.levels[field] ?? "absent",
    actLevel: decision.actLevels[field] ?? "absent",
    canWrite: decision.write.includes(field),
    opens: where(permits, (piece) => piece.onView && isAt(PLAIN)(piece)),
    masks: where(permits, (piece) => piece.onView && isAt(MASKED)(piece)),
    lowers: where(forbids, isAt(MASKED)),
    closes: where(forbids, isAt(ABSENT)),
    closesWriting: where(forbids, doesWrite),
    letsWrite: where(permits, doesWrite),
  };
}
