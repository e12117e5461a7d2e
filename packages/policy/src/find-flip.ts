import { decide } from "./decide.ts";
import { isRefusing } from "./refusal.ts";
import { atomKey, requirementsOf, supposedTruth } from "./requirements.ts";
import { findWitness } from "./witness.ts";
import type { ExplainedRule, Question, RuleExplanation } from "./explain-rule.ts";
import type { Condition, Decision, RuleReference, Value } from "./model.ts";
import type { Requirement, Supposition } from "./requirements.ts";

/** One thing that would have to be otherwise. */
export type FlipStep =
  /** This atom of this rule would have to become true or false. */
  | ({ readonly code: "condition"; readonly reference: RuleReference } & Requirement)
  /** This assignment would have to be live. */
  | {
      readonly code: "assignment";
      readonly assignment: string;
      readonly from: number | null;
      readonly until: number | null;
    }
  /** Whoever bounds this assignment would have to be allowed the same; ask what keeps them from it. */
  | { readonly code: "bound"; readonly assignment: string }
  /** None of the subject's assignments, live or not, brings a permit that names this action. */
  | { readonly code: "no-rule"; readonly action: string }
  /** This forbid applies whatever the record is; only taking it away helps. */
  | { readonly code: "lift-forbid"; readonly reference: RuleReference }
  /** This permit would have to stop applying. */
  | { readonly code: "withdraw"; readonly reference: RuleReference };

/** The smallest change found that turns the verdict around. */
export interface Flip {
  /** The verdict after the change. */
  readonly to: boolean;
  readonly steps: readonly FlipStep[];
  /** Values of the record's fields that bring the change about, checked by deciding again; null if not nameable. */
  readonly values: Readonly<Record<string, Value>> | null;
}

export interface FlipInput {
  readonly question: Question;
  readonly decision: Decision;
  readonly rules: readonly ExplainedRule[];
  readonly explanations: readonly RuleExplanation[];
}

/**
 * Looks for the change with the fewest steps. A denial needs one permit of the action and one of `view` to apply and
 * every refusing forbid to be FALSE; an allow ends when all applying permits of either are withdrawn. Null only if
 * no change of conditions or assignments was found.
 */
export function findFlip(input: FlipInput): Flip | null {
  return input.decision.allow ? findWithdrawal(input) : findOpening(input);
}

/** So many cheapest permits are tried on either side; beyond them the change would not be a small one. */
const TRIED_PERMITS = 8;

function findWithdrawal({ explanations }: FlipInput): Flip {
  const applied = explanations.filter(
    ({ effect, outcome }) => effect === "permit" && outcome === "applied",
  );
  const ofAction = applied.filter(({ namesAction, within }) => namesAction && within.action);
  const ofView = applied.filter(({ namesView, within }) => namesView && within.view);
  const smaller = ofView.length < ofAction.length ? ofView : ofAction;
  const steps = smaller.map(({ reference }) => ({ code: "withdraw", reference }) as const);
  return { to: false, steps, values: null };
}

function findOpening(input: FlipInput): Flip | null {
  const permits = input.rules.filter(({ held }) => held.rule.effect === "permit");
  const ofAction = permits.filter(({ namesAction }) => namesAction);
  const ofView = permits.filter(({ namesView }) => namesView);
  const missing: FlipStep[] = [];
  if (ofAction.length === 0) missing.push({ code: "no-rule", action: input.question.action });
  if (ofView.length === 0 && input.question.action !== "view") {
    missing.push({ code: "no-rule", action: "view" });
  }
  if (missing.length > 0) return { to: true, steps: missing, values: null };
  const views = cheapest(input, ofView.map(toView));
  const candidates = cheapest(input, ofAction.map(toAct))
    .flatMap((act) => views.map((view) => openBy(input, [act, view])))
    .filter((steps) => steps !== null)
    .toSorted((left, right) => left.length - right.length);
  return firstThatWorks(input.question, candidates);
}

/** A permit, and whether its bound lets it do what it is needed for. */
interface Opener {
  readonly rule: ExplainedRule;
  readonly isWithin: boolean;
}

const toAct = (rule: ExplainedRule): Opener => ({ rule, isWithin: rule.within.action });
const toView = (rule: ExplainedRule): Opener => ({ rule, isWithin: rule.within.view });

function cheapest(input: FlipInput, permits: readonly Opener[]): readonly Opener[] {
  const costs = permits.map(
    (permit) => [permit, openBy(input, [permit])?.length ?? Infinity] as const,
  );
  return costs
    .toSorted(([, left], [, right]) => left - right)
    .slice(0, TRIED_PERMITS)
    .map(([permit]) => permit);
}

/** The steps after which these permits apply and nothing refuses, or null if they contradict one another. */
function openBy(input: FlipInput, permits: readonly Opener[]): readonly FlipStep[] | null {
  const supposed = new Map<string, boolean>();
  const supposition = { question: input.question, supposed };
  const steps = new Map<string, FlipStep>();
  for (const { rule, isWithin } of permits) {
    const requirements = requirementsOf(supposition, "", conditionOf(rule), true);
    if (!requirements) return null;
    addConditions(supposition, steps, rule, requirements);
    addAssignment(input, steps, rule);
    const { id } = rule.held.assignment;
    if (!isWithin) steps.set(`bound ${id}`, { code: "bound", assignment: id });
  }
  const refusals = refusalsAfter(input, steps);
  for (const forbid of refusals) {
    const requirements = requirementsOf(supposition, "", conditionOf(forbid), false);
    if (requirements) addConditions(supposition, steps, forbid, requirements);
  }
  for (const forbid of refusals) {
    if (supposedTruth(supposition, conditionOf(forbid)) === false) continue;
    const reference = referenceOf(forbid);
    steps.set(`lift ${JSON.stringify(reference)}`, { code: "lift-forbid", reference });
  }
  const doAllApply = permits.every(
    ({ rule }) => supposedTruth(supposition, conditionOf(rule)) === true,
  );
  return doAllApply ? [...steps.values()] : null;
}

function addConditions(
  supposition: Supposition & { readonly supposed: Map<string, boolean> },
  steps: Map<string, FlipStep>,
  rule: ExplainedRule,
  requirements: readonly Requirement[],
): void {
  for (const requirement of requirements) {
    const key = atomKey(supposition, requirement.condition);
    supposition.supposed.set(key, requirement.to);
    const path = pathIn(rule, requirement.path);
    const reference = referenceOf(rule);
    steps.set(`condition ${key}`, { code: "condition", reference, ...requirement, path });
  }
}

function addAssignment(input: FlipInput, steps: Map<string, FlipStep>, rule: ExplainedRule): void {
  const { id, from, until } = rule.held.assignment;
  if (isLiveNow(input, rule)) return;
  steps.set(`assignment ${id}`, { code: "assignment", assignment: id, from, until });
}

/** The refusing forbids that are live, or would become so with an assignment among the steps. */
function refusalsAfter(
  input: FlipInput,
  steps: ReadonlyMap<string, FlipStep>,
): readonly ExplainedRule[] {
  return input.rules.filter(
    (rule) =>
      isRefusing(rule.held.rule) &&
      (isLiveNow(input, rule) || steps.has(`assignment ${rule.held.assignment.id}`)),
  );
}

function isLiveNow({ question }: FlipInput, { held }: ExplainedRule): boolean {
  return question.compiled.held.some(({ assignment }) => assignment === held.assignment);
}

/**
 * Atoms about one field hang together, so a change that is right atom by atom may still be impossible or not enough.
 * Where values can be named the change is tried out, and one that does not work is passed over.
 */
function firstThatWorks(
  question: Question,
  candidates: readonly (readonly FlipStep[])[],
): Flip | null {
  for (const steps of candidates) {
    const requirements = steps.filter((step) => step.code === "condition");
    const values =
      requirements.length === steps.length
        ? findWitness(requirements, question.compiled.tree)
        : null;
    if (!values) return { to: true, steps, values: null };
    if (isAllowedWith(question, values)) return { to: true, steps, values };
  }
  return null;
}

function isAllowedWith(question: Question, values: Readonly<Record<string, Value>>): boolean {
  const { compiled, objectName, action, facts, context } = question;
  const changed = {
    values: { ...facts.values, ...values },
    related: facts.related.bind(facts),
  };
  return decide(compiled, objectName, action, changed, context).allow;
}

function conditionOf({ parts }: ExplainedRule): Condition {
  return { kind: "and", of: parts.map(([, condition]) => condition) };
}

/** From a path in the conjunction of the parts to a path in the rule. */
function pathIn({ parts }: ExplainedRule, path: string): string {
  const [, , index, ...rest] = path.split(".");
  return [parts[Number(index)]![0], ...rest].join(".");
}

function referenceOf({ held }: ExplainedRule): RuleReference {
  return { assignment: held.assignment.id, role: held.role.id, rule: held.rule.id };
}
