import { tableOf } from "./action-table.ts";
import { rulesOf } from "./compile.ts";
import { fold } from "./fold.ts";
import { decide } from "./decide.ts";
import { explainField } from "./explain-field.ts";
import { explainRule, prepareRule } from "./explain-rule.ts";
import { findFlip } from "./find-flip.ts";
import { doesName, objectOf, partsOf } from "./piece.ts";
import { atomsIn } from "./related-atoms.ts";
import type { CompiledSubject } from "./compile.ts";
import type { FieldExplanation } from "./explain-field.ts";
import type { RuleExplanation } from "./explain-rule.ts";
import type { Flip } from "./find-flip.ts";
import type { Context, Decision, RecordFacts, RelatedAtom } from "./model.ts";

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
}

/**
 * Why the verdict is what it is, and the smallest change that would turn it around. `facts` must answer the atoms of
 * {@link explainedAtoms}. Throws `unknown-object` or `unknown-action`.
 */
export function explain(compiled: CompiledSubject, input: ExplainInput): Explanation {
  const { object: objectName, action, facts, context, field } = input;
  const decision = decide(compiled, objectName, action, facts, context);
  const question = { compiled, objectName, action, facts, context };
  const rules = compiled.subject.assignments
    .flatMap((assignment) => rulesOf(compiled.policy, assignment))
    .map((held) => prepareRule(question, held))
    .filter((rule) => rule !== null);
  const explanations = rules.map((rule) => explainRule(question, rule));
  return {
    decision,
    rules: explanations,
    field: field === undefined ? null : explainFieldOf(compiled, input, explanations, decision),
    flip: findFlip({ question, decision, rules, explanations }),
  };
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
  const conditions = compiled.subject.assignments
    .flatMap((assignment) => rulesOf(compiled.policy, assignment))
    .filter(({ rule }) => type.actions.some((action) => doesName(rule, objectName, type, action)))
    .flatMap((held) => Object.values(partsOf(compiled, held, type)))
    .filter((condition) => condition !== null);
  const atoms = conditions
    .flatMap(atomsIn)
    .flatMap((atom) => atomsIn(fold(atom, compiled.tree, "exact")));
  return [...new Map(atoms.map((atom) => [atom.key, atom])).values()];
}

function explainFieldOf(
  compiled: CompiledSubject,
  { object: objectName, action, field }: ExplainInput,
  explanations: readonly RuleExplanation[],
  decision: Decision,
): FieldExplanation {
  const table = tableOf(compiled, objectName, action);
  const isApplied = new Set(
    explanations
      .filter(({ outcome }) => outcome === "applied")
      .map(({ reference }) => JSON.stringify(reference)),
  );
  const applied = table.pieces.filter(({ reference }) => isApplied.has(JSON.stringify(reference)));
  return explainField(table, applied, decision, field ?? "");
}
