import { tableOf } from "./action-table.ts";
import { isLive, rulesOf } from "./compile.ts";
import { fold } from "./fold.ts";
import { decide } from "./decide.ts";
import { explainField } from "./explain-field.ts";
import { explainRule, prepareRule } from "./explain-rule.ts";
import { findFlip } from "./find-flip.ts";
import { doesName, objectOf, partsOf } from "./piece.ts";
import { atomsIn, distinctAtoms } from "./related-atoms.ts";
import { PLAIN } from "./select-fields.ts";
import { boundsOf } from "./side.ts";
import { LEVELS } from "./totals.ts";
import type { CompiledSubject, HeldRule } from "./compile.ts";
import type { FieldExplanation, LimitedPiece } from "./explain-field.ts";
import type { RuleExplanation } from "./explain-rule.ts";
import type { Flip } from "./find-flip.ts";
import type { Piece } from "./piece.ts";
import type { Bound, Context, Decision, RecordFacts, RelatedAtom } from "./model.ts";

export interface ExplainInput {
  readonly object: string;
  readonly action: string;
  readonly facts: RecordFacts;
  readonly context: Context;
  /** Also explain this field. */
  readonly field?: string;
}

export interface Explanation {
  /** The very decision that `decide` gives. */
  readonly decision: Decision;
  /** Every rule of every assignment, live or not, that names the action or `view`. */
  readonly rules: readonly RuleExplanation[];
  readonly field: FieldExplanation | null;
  readonly flip: Flip | null;
  /** The same question put to each bound, without the field: its answer says which side refused, and why. */
  readonly bounds: readonly BoundExplanation[];
}

export interface BoundExplanation {
  readonly bound: Bound;
  /** Ids of the live assignments that it limits. */
  readonly assignments: readonly string[];
  readonly explanation: Explanation;
}

/**
 * Why the verdict is what it is, and the smallest change that would turn it around. `facts` must answer the atoms of
 * {@link explainedAtoms}. Throws `unknown-object` or `unknown-action`.
 */
export function explain(compiled: CompiledSubject, input: ExplainInput): Explanation {
  const { object: objectName, action, facts, context, field } = input;
  const decision = decide(compiled, objectName, action, facts, context);
  const question = { compiled, objectName, action, facts, context };
  const rules = rulesLiveOrNot(compiled)
    .map((held) => prepareRule(question, held))
    .filter((rule) => rule !== null);
  const explanations = rules.map((rule) => explainRule(question, rule));
  return {
    decision,
    rules: explanations,
    field:
      field === undefined
        ? null
        : explainFieldOf(compiled, { ...input, field }, explanations, decision),
    flip: findFlip({ question, decision, rules, explanations }),
    bounds: explainBounds(compiled, { object: objectName, action, facts, context }),
  };
}

function explainBounds(
  compiled: CompiledSubject,
  input: ExplainInput,
): readonly BoundExplanation[] {
  return boundsOf(compiled.held).map((found) => {
    const assignments = compiled.held
      .filter(({ bound }) => bound === found)
      .map(({ assignment }) => assignment);
    return {
      bound: assignments[0]!.bound!,
      assignments: [...new Set(assignments.map(({ id }) => id))],
      explanation: explain(found, input),
    };
  });
}

/**
 * Every rule of every assignment; those of live ones with their bounds. What an assignment that is not live would have
 * brought is told as far as its role still exists: it decides nothing, so nothing is missed.
 */
function rulesLiveOrNot(compiled: CompiledSubject): readonly HeldRule[] {
  const known = new Set(compiled.policy.roles.map(({ id }) => id));
  return compiled.subject.assignments.flatMap((assignment) => {
    if (isLive(assignment, compiled.now))
      return compiled.held.filter((held) => held.assignment === assignment);
    return known.has(assignment.role) ? rulesOf(compiled, assignment) : [];
  });
}

/**
 * The questions about relations that explaining any action may ask: those of every rule, also where the rest of the
 * rule already settles it, and also of assignments that are not live. They contain {@link relatedAtoms}.
 */
export function explainedAtoms(
  compiled: CompiledSubject,
  objectName: string,
): readonly RelatedAtom[] {
  const type = objectOf(compiled, objectName);
  const conditions = rulesLiveOrNot(compiled)
    .filter(({ rule }) => type.actions.some((action) => doesName(rule, objectName, type, action)))
    .flatMap((held) => Object.values(partsOf(held, type)))
    .filter((condition) => condition !== null);
  const atoms = conditions
    .flatMap(atomsIn)
    .flatMap((atom) => atomsIn(fold(atom, compiled.tree, "exact")));
  const ofBounds = boundsOf(compiled.held).flatMap((bound) => explainedAtoms(bound, objectName));
  return distinctAtoms([...atoms, ...ofBounds]);
}

function explainFieldOf(
  compiled: CompiledSubject,
  input: Required<ExplainInput>,
  explanations: readonly RuleExplanation[],
  decision: Decision,
): FieldExplanation {
  const { object: objectName, action, field } = input;
  const table = tableOf(compiled, objectName, action);
  const isApplied = new Set(
    explanations
      .filter(({ outcome }) => outcome === "applied")
      .map(({ reference }) => JSON.stringify(reference)),
  );
  const applied = table.pieces
    .filter(({ reference }) => isApplied.has(JSON.stringify(reference)))
    .map((piece) => limitPiece(piece, input, field));
  return explainField(table, applied, decision, field);
}

function limitPiece(
  piece: Piece,
  { object: objectName, action, facts, context }: ExplainInput,
  field: string,
): LimitedPiece {
  if (!piece.bound) return { piece, level: PLAIN, canWrite: true };
  const { levels } = decide(piece.bound, objectName, "view", facts, context);
  const { write } = decide(piece.bound, objectName, action, facts, context);
  return {
    piece,
    level: LEVELS.indexOf(levels[field] ?? "absent"),
    canWrite: write.includes(field),
  };
}
