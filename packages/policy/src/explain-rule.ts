import { evaluateCondition } from "./evaluate.ts";
import { fold } from "./fold.ts";
import { isLive } from "./compile.ts";
import { doesName, objectOf, partsOf } from "./piece.ts";
import type { CompiledSubject, HeldRule } from "./compile.ts";
import type {
  Assignment,
  Condition,
  Context,
  ObjectType,
  RecordFacts,
  RuleReference,
  Truth,
} from "./model.ts";

/** What is asked: one action on one record. */
export interface Question {
  readonly compiled: CompiledSubject;
  readonly objectName: string;
  readonly action: string;
  readonly facts: RecordFacts;
  readonly context: Context;
}

/** The first condition that keeps a rule from applying, where it stands in the rule, and what it came to. */
export interface FailedCondition {
  /** `reach`, `scope…` or `when…`, with steps as in the rule: `when.of.0`. */
  readonly path: string;
  /** With the subject and the assignment put in. */
  readonly condition: Condition;
  readonly truth: false | null;
}

/** One rule of one assignment, live or not, that names the action or `view`. */
export interface RuleExplanation {
  readonly reference: RuleReference;
  readonly effect: "permit" | "forbid";
  readonly namesAction: boolean;
  readonly namesView: boolean;
  /** True of a forbid that closes fields instead of refusing the act. */
  readonly closesFieldsOnly: boolean;
  readonly outcome: "applied" | "condition-failed" | "not-yet-live" | "ended";
  /** Of all its conditions together. A forbid that applied with `null` did so merely because a value is empty. */
  readonly truth: Truth;
  readonly failed: FailedCondition | null;
  readonly assignment: Assignment;
}

/** A rule ready to be explained: its conditions bound, each with the path under which it is shown. */
export interface ExplainedRule {
  readonly held: HeldRule;
  readonly parts: readonly (readonly [path: string, condition: Condition])[];
  readonly namesAction: boolean;
  readonly namesView: boolean;
}

/** Binds a rule for explaining, or null if it speaks of neither the action nor `view`. */
export function prepareRule(question: Question, held: HeldRule): ExplainedRule | null {
  const { compiled, objectName, action } = question;
  const type = objectOf(compiled, objectName);
  const namesAction = doesName(held.rule, objectName, type, action);
  const namesView = doesName(held.rule, objectName, type, "view");
  if (!namesAction && !namesView) return null;
  return { held, parts: namedParts(compiled, held, type), namesAction, namesView };
}

/** Says whether the rule applied and, if not, why. */
export function explainRule(question: Question, rule: ExplainedRule): RuleExplanation {
  const { held, parts, namesAction, namesView } = rule;
  const { effect } = held.rule;
  const truth = truthOf(question, { kind: "and", of: parts.map(([, condition]) => condition) });
  const isFailing = (found: Truth) => (effect === "permit" ? found !== true : found === false);
  return {
    reference: { assignment: held.assignment.id, role: held.role.id, rule: held.rule.id },
    effect,
    namesAction,
    namesView,
    closesFieldsOnly: effect === "forbid" && held.rule.fields !== undefined,
    outcome: outcomeOf(held.assignment, question.compiled.now, isFailing(truth)),
    truth,
    failed: isFailing(truth) ? findFailure(question, parts, isFailing) : null,
    assignment: held.assignment,
  };
}

/** The truth of a bound condition. It is folded first, so that it asks for the same relation facts as `decide`. */
export function truthOf({ compiled, facts, context }: Question, condition: Condition): Truth {
  const folded = fold(condition, compiled.tree, "exact");
  return evaluateCondition(folded, facts, context, compiled.tree);
}

function namedParts(compiled: CompiledSubject, held: HeldRule, type: ObjectType) {
  const { reach, scope, when } = partsOf(compiled, held, type);
  const parts: [string, Condition][] = [["scope", scope]];
  if (when) parts.push(["when", when]);
  // Last, because moving a record to another unit is seldom the change that is wanted.
  if (reach) parts.push(["reach", reach]);
  return parts;
}

function outcomeOf(
  assignment: Assignment,
  now: number,
  isFailing: boolean,
): RuleExplanation["outcome"] {
  if (isLive(assignment, now)) return isFailing ? "condition-failed" : "applied";
  return assignment.from !== null && now < assignment.from ? "not-yet-live" : "ended";
}

/** Goes down through conjunctions to the first part that fails; any other condition is reported whole. */
function findFailure(
  question: Question,
  parts: readonly (readonly [string, Condition])[],
  isFailing: (truth: Truth) => boolean,
): FailedCondition | null {
  for (const [path, condition] of parts) {
    const truth = truthOf(question, condition);
    if (!isFailing(truth)) continue;
    if (condition.kind !== "and") return { path, condition, truth: truth === null ? null : false };
    const inner = condition.of.map((part, index) => [`${path}.of.${index}`, part] as const);
    return findFailure(question, inner, isFailing);
  }
  return null;
}
