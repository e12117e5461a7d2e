import { referenceTruth } from "./reference-truth.ts";
import type { Coverage } from "./coverage.ts";
import type { Assignment, Condition, Level, Obligation, Role, Rule } from "../model.ts";
import type { Place } from "./reference-truth.ts";
import type { World, WorldRecord } from "./world.ts";

/**
 * A second, slow reading of the policy model, written to be checked against its sentences one by one. It shares
 * nothing with the engine but the types.
 */

export interface ReferenceDecision {
  readonly allow: boolean;
  readonly levels: Readonly<Record<string, Level>>;
  readonly actLevels: Readonly<Record<string, Level>>;
  readonly fields: readonly string[];
  readonly write: readonly string[];
  readonly obligations: readonly Obligation[];
  /** Permits on an allow; on a deny the forbids that refused what was permitted: `assignment role rule`, sorted. */
  readonly reasons: readonly string[];
}

export interface ReferenceQuestion {
  readonly world: World;
  readonly objectName: string;
  readonly action: string;
  readonly record: WorldRecord;
  readonly coverage?: Coverage;
}

/** The decision about one record. */
export function referenceDecide(question: ReferenceQuestion): ReferenceDecision {
  const decision = judge(question);
  if (question.coverage) {
    question.coverage.decisions += 1;
    if (decision.allow) question.coverage.allowed += 1;
  }
  return decision;
}

/** The view, made real: every record the action is allowed on, with its decision. */
export function referenceView(
  question: Omit<ReferenceQuestion, "record">,
): readonly (ReferenceDecision & { readonly id: string })[] {
  return (question.world.records[question.objectName] ?? [])
    .map((record) => ({ id: record.id, ...referenceDecide({ ...question, record }) }))
    .filter(({ allow }) => allow);
}

interface Applied {
  readonly rule: Rule;
  readonly name: string;
  readonly isForAction: boolean;
  readonly isForView: boolean;
}

function judge(question: ReferenceQuestion): ReferenceDecision {
  const applied = appliedRules(question);
  const permits = applied.filter(({ rule }) => rule.effect === "permit");
  const refusals = applied.filter(({ rule }) => rule.effect === "forbid" && !rule.fields);
  const isPermitted =
    permits.some(({ isForAction }) => isForAction) && permits.some(({ isForView }) => isForView);
  if (!isPermitted || refusals.length > 0) {
    const reasons = isPermitted ? refusals.map(({ name }) => name).toSorted() : [];
    return {
      allow: false,
      levels: {},
      actLevels: {},
      fields: [],
      write: [],
      obligations: [],
      reasons,
    };
  }
  const names = Object.keys(question.world.schema.objects[question.objectName]!.fields);
  const levels = Object.fromEntries(
    names.map((name) => [name, viewLevel(question, applied, name)]),
  );
  const actLevels = Object.fromEntries(
    names.map((name) => [name, lower(levels[name]!, actLevel(question, applied, name))]),
  );
  return {
    allow: true,
    levels,
    actLevels,
    fields: names.filter((name) => actLevels[name] !== "absent"),
    write: names.filter((name) => levels[name] !== "absent" && canWrite(question, applied, name)),
    obligations: demands(permits.filter(({ isForAction }) => isForAction)),
    reasons: permits.map(({ name }) => name).toSorted(),
  };
}

function appliedRules(question: ReferenceQuestion): readonly Applied[] {
  const { world, action } = question;
  const found: Applied[] = [];
  for (const assignment of world.subject.assignments) {
    if (assignment.from !== null && world.now < assignment.from) continue;
    if (assignment.until !== null && world.now >= assignment.until) continue;
    for (const role of rolesReached(world, assignment.role)) {
      for (const rule of role.rules) {
        const isForAction = isNamed(question, rule, action);
        const isForView = isNamed(question, rule, "view");
        if (!isForAction && !isForView) continue;
        if (!doesApply(question, assignment, rule)) continue;
        const name = `${assignment.id} ${role.id} ${rule.id}`;
        found.push({ rule, name, isForAction, isForView });
      }
    }
  }
  return found;
}

function rolesReached(world: World, id: string): ReadonlySet<Role> {
  const reached = new Set<Role>();
  const visit = (roleId: string): void => {
    const role = world.policy.roles.find((candidate) => candidate.id === roleId)!;
    reached.add(role);
    role.includes?.forEach(visit);
  };
  visit(id);
  return reached;
}

function isNamed({ world, objectName }: ReferenceQuestion, rule: Rule, action: string): boolean {
  const scopes = world.schema.objects[objectName]!.scopes;
  return rule.actions.some((pattern) => {
    if (pattern === "*") return rule.scope === "all" || rule.scope in scopes;
    return pattern === `${objectName}.*` || pattern === `${objectName}.${action}`;
  });
}

function doesApply(question: ReferenceQuestion, assignment: Assignment, rule: Rule): boolean {
  const { world, objectName, record, coverage } = question;
  const type = world.schema.objects[objectName]!;
  const place: Place = { world, objectName, record, assignment, coverage };
  const scope: Condition = rule.scope === "all" ? { kind: "true" } : type.scopes[rule.scope]!;
  const parts = [referenceTruth(scope, place)];
  if (rule.when) parts.push(referenceTruth(rule.when, place));
  if (rule.effect === "permit") return Math.min(...parts) === 1;
  const unitField = type.unitField ?? "unit";
  if (!rule.everywhere && assignment.unit !== null && unitField in type.fields) {
    const reach: Condition = {
      kind: "within",
      unit: { path: `record.${unitField}` },
      root: { path: "assignment.unit" },
    };
    parts.push(referenceTruth(reach, place));
  }
  return Math.min(...parts) !== 0;
}

const ORDER: readonly Level[] = ["absent", "masked", "plain"];

function lower(left: Level, right: Level): Level {
  return ORDER[Math.min(ORDER.indexOf(left), ORDER.indexOf(right))]!;
}

function viewLevel(question: ReferenceQuestion, applied: readonly Applied[], name: string): Level {
  const ofView = applied.filter(({ isForView }) => isForView).map(({ rule }) => rule);
  const permits = ofView.filter(({ effect }) => effect === "permit");
  let level: Level = "absent";
  if (permits.some((rule) => opens(question, rule.fields?.mask, name))) level = "masked";
  if (permits.some((rule) => opens(question, rule.fields?.read, name))) level = "plain";
  return closed(question, ofView, name, level);
}

function actLevel(question: ReferenceQuestion, applied: readonly Applied[], name: string): Level {
  const ofAct = applied.filter(({ isForAction }) => isForAction).map(({ rule }) => rule);
  const permits = ofAct.filter(({ effect }) => effect === "permit");
  let level: Level = "absent";
  if (permits.some((rule) => opens(question, rule.fields?.mask, name))) level = "masked";
  if (permits.some((rule) => opens(question, rule.fields?.read, name))) level = "plain";
  const rides = (rule: Rule) => !rule.fields?.read?.length && !rule.fields?.mask?.length;
  if (permits.some(rides)) level = "plain";
  return closed(question, ofAct, name, level);
}

function closed(
  question: ReferenceQuestion,
  rules: readonly Rule[],
  name: string,
  level: Level,
): Level {
  const forbids = rules.filter(({ effect }) => effect === "forbid");
  if (forbids.some((rule) => closes(question, rule.fields?.read, name))) return "absent";
  if (forbids.some((rule) => closes(question, rule.fields?.mask, name)))
    return lower(level, "masked");
  return level;
}

function canWrite(question: ReferenceQuestion, applied: readonly Applied[], name: string): boolean {
  const ofAct = applied.filter(({ isForAction }) => isForAction).map(({ rule }) => rule);
  const isOpened = ofAct.some(
    (rule) => rule.effect === "permit" && opens(question, rule.fields?.write, name),
  );
  const isClosed = ofAct.some(
    (rule) => rule.effect === "forbid" && closes(question, rule.fields?.write, name),
  );
  return isOpened && !isClosed;
}

function opens(
  question: ReferenceQuestion,
  selectors: readonly string[] | undefined,
  name: string,
): boolean {
  const field = question.world.schema.objects[question.objectName]!.fields[name]!;
  if (field.secret) return selectors?.includes(name) ?? false;
  return closes(question, selectors, name);
}

/** A forbid's selectors reach secret fields like any other. */
function closes(
  { world, objectName }: ReferenceQuestion,
  selectors: readonly string[] | undefined,
  name: string,
): boolean {
  const { sensitivity } = world.schema.objects[objectName]!.fields[name]!;
  return (selectors ?? []).some(
    (selector) => selector === "*" || selector === name || selector === `@${sensitivity}`,
  );
}

/** Each permit gets a text that sorts as its demands weigh; the lightest wins, and all quotas are kept. */
function demands(permits: readonly Applied[]): readonly Obligation[] {
  const sets = permits.map(({ rule }) =>
    (rule.obligations ?? [])
      .filter(({ kind }) => kind !== "quota")
      .map((obligation) => ({ obligation, weight: weightOf(obligation) }))
      .toSorted((left, right) => (left.weight > right.weight ? -1 : 1)),
  );
  const lightest = sets.toSorted((left, right) => (weigh(left) < weigh(right) ? -1 : 1))[0] ?? [];
  const quotas = permits
    .flatMap(({ rule }) => rule.obligations ?? [])
    .filter((obligation) => obligation.kind === "quota");
  const distinct = quotas.filter(
    (quota, index) =>
      quotas.findIndex(
        (other) => other.counter === quota.counter && other.limit === quota.limit,
      ) === index,
  );
  const byName = distinct.toSorted((left, right) =>
    left.counter === right.counter
      ? left.limit - right.limit
      : left.counter < right.counter
        ? -1
        : 1,
  );
  return [...lightest.map(({ obligation }) => obligation), ...byName];
}

function weigh(set: readonly { readonly weight: string }[]): string {
  return set.map(({ weight }) => weight).join("\u0001");
}

function weightOf(obligation: Obligation): string {
  if (obligation.kind === "approval") return `4${obligation.by}`;
  if (obligation.kind === "step-up") {
    return `3${String(1_000_000 - obligation.withinMinutes).padStart(8, "0")}`;
  }
  return obligation.kind === "reason" ? "2" : "1";
}
