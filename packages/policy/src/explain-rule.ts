import { evaluateCondition } from "./evaluate.ts";
import { decide } from "./decide.ts";
import { fold } from "./fold.ts";
import { isLive } from "./compile.ts";
import { isRefusing } from "./refusal.ts";
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

/** Whether the bound of a permit lets it act, and view. Both are true where nothing bounds it. */
export interface WithinBound {
  readonly action: boolean;
  readonly view: boolean;
}

/** One rule of one assignment, live or not, that names the action or `view`. */
export interface RuleExplanation {
  readonly reference: RuleReference;
  readonly effect: "permit" | "forbid";
  readonly namesAction: boolean;
  readonly namesView: boolean;
  /** True of a forbid that closes fields instead of refusing the act. */
  readonly closesFieldsOnly: boolean;
  /** True of a forbid that refuses the act. One that does not closes fields, or adds its obligations to the demands. */
  readonly refuses: boolean;
  readonly outcome: "applied" | "out-of-bound" | "condition-failed" | "not-yet-live" | "ended";
  readonly within: WithinBound;
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
  readonly within: WithinBound;
}

/** Binds a rule for explaining, or null if it speaks of neither the action nor `view`. */
export function prepareRule(question: Question, held: HeldRule): ExplainedRule | null {
  const { compiled, objectName, action } = question;
  const type = objectOf(compiled, objectName);
  const namesAction = doesName(held.rule, objectName, type, action);
  const namesView = doesName(held.rule, objectName, type, "view");
  if (!namesAction && !namesView) return null;
  const within = withinBound(question, held);
  return { held, parts: namedParts(held, type), namesAction, namesView, within };
}

/** A bound has nothing to say of forbids, nor, until it is live, for an assignment. */
function withinBound(
  { objectName, action, facts, context }: Question,
  { rule, assignment, bound }: HeldRule,
): WithinBound {
  if (rule.effect === "forbid" || !assignment.bound) return { action: true, view: true };
  if (!bound) return { action: false, view: false };
  const allows = (what: string) => decide(bound, objectName, what, facts, context).allow;
  return { action: allows(action), view: allows("view") };
}

/** Says whether the rule applied and, if not, why. */
export function explainRule(question: Question, rule: ExplainedRule): RuleExplanation {
  const { held, parts, namesAction, namesView, within } = rule;
  const { effect } = held.rule;
  const truth = truthOf(question, { kind: "and", of: parts.map(([, condition]) => condition) });
  const isFailing = (found: Truth) => (effect === "permit" ? found !== true : found === false);
  return {
    reference: { assignment: held.assignment.id, role: held.role.id, rule: held.rule.id },
    effect,
    namesAction,
    namesView,
    closesFieldsOnly: effect === "forbid" && held.rule.fields !== undefined,
    refuses: isRefusing(held.rule),
    outcome: outcomeOf(question, rule, isFailing(truth)),
    within,
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

function namedParts(held: HeldRule, type: ObjectType) {
  const { reach, scope, when } = partsOf(held, type);
  const parts: [string, Condition][] = [["scope", scope]];
  if (when) parts.push(["when", when]);
  // Last, because moving a record to another unit is seldom the change that is wanted.
  if (reach) parts.push(["reach", reach]);
  return parts;
}

function outcomeOf(
  { compiled: { now } }: Question,
  { held: { assignment }, namesAction, namesView, within }: ExplainedRule,
  isFailing: boolean,
): RuleExplanation["outcome"] {
  if (!isLive(assignment, now)) {
    return assignment.from !== null && now < assignment.from ? "not-yet-live" : "ended";
  }
  if (isFailing) return "condition-failed";
  const isWithin = (namesAction && within.action) || (namesView && within.view);
  return isWithin ? "applied" : "out-of-bound";
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
