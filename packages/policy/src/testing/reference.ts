import { referenceTruth } from "./reference-truth.ts";
import type { Coverage } from "./coverage.ts";
import type { Assignment, Condition, Level, Obligation, Role, Rule, Subject } from "../model.ts";
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
  /** What the bound of a permit would itself see, and do; null without a bound. */
  readonly bound: Ceiling | null;
  readonly isForAction: boolean;
  readonly isForView: boolean;
}

interface Ceiling {
  /** Equal for equal bounds. */
  readonly key: string;
  readonly view: ReferenceDecision;
  readonly act: ReferenceDecision;
}

function judge(question: ReferenceQuestion): ReferenceDecision {
  const applied = appliedRules(question);
  const permits = applied.filter(({ rule }) => rule.effect === "permit");
  const forbids = applied.filter(({ rule }) => rule.effect === "forbid");
  const refusals = forbids.filter(({ rule }) => !rule.fields && !rule.obligations?.length);
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
  // A forbid of view is a forbid of every act, so whichever of both it names, its demands are the act's.
  const added = forbids.flatMap(({ rule }) => rule.obligations ?? []);
  if (question.coverage && added.length > 0) question.coverage.demanded += 1;
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
    obligations: together(
      lightestOf(demandsOf(permits.filter(({ isForAction }) => isForAction))),
      added,
    ),
    reasons: permits.map(({ name }) => name).toSorted(),
  };
}

function appliedRules(question: ReferenceQuestion): readonly Applied[] {
  const { world, action } = question;
  const found: Applied[] = [];
  for (const assignment of world.subject.assignments) {
    if (assignment.from !== null && world.now < assignment.from) continue;
    if (assignment.until !== null && world.now >= assignment.until) continue;
    const ceiling = ceilingOf(question, assignment);
    for (const role of rolesReached(world, assignment.role)) {
      for (const rule of role.rules) {
        const bound = rule.effect === "permit" ? ceiling : null;
        const isForAction = isNamed(question, rule, action) && bound?.act.allow !== false;
        const isForView = isNamed(question, rule, "view") && bound?.view.allow !== false;
        if (!isForAction && !isForView) continue;
        if (!doesApply(question, assignment, rule)) continue;
        const name = `${assignment.id} ${role.id} ${rule.id}`;
        found.push({ rule, name, bound, isForAction, isForView });
      }
    }
  }
  return found;
}

function ceilingOf(question: ReferenceQuestion, { bound }: Assignment): Ceiling | null {
  if (!bound) return null;
  const { world, objectName, action, record, coverage } = question;
  const answer =
    "subject" in bound
      ? (what: string) => {
          const limited = { ...world, subject: subjectNamed(world, bound.subject) };
          return judge({ world: limited, objectName, action: what, record });
        }
      : (what: string) => answerOfList(question, bound.actions, what);
  const act = answer(action);
  if (coverage) coverage.bounds[act.allow ? "allowed" : "refused"] += 1;
  return { key: JSON.stringify(bound), view: answer("view"), act };
}

/** A list lets everything be seen and written that is done by an action it names, and nothing without `view`. */
function answerOfList(
  { world, objectName }: ReferenceQuestion,
  actions: readonly string[],
  action: string,
): ReferenceDecision {
  const names = Object.keys(world.schema.objects[objectName]!.fields);
  const doesList = (what: string) =>
    ["*", `${objectName}.*`, `${objectName}.${what}`].some((name) => actions.includes(name));
  const allow = doesList("view") && doesList(action);
  const levels = Object.fromEntries(allow ? names.map((name) => [name, "plain" as Level]) : []);
  const fields = allow ? names : [];
  return { allow, levels, actLevels: levels, fields, write: fields, obligations: [], reasons: [] };
}

function subjectNamed({ others }: World, id: string): Subject {
  return others!.find((other) => other.id === id)!;
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
  const { objectName, record, coverage } = question;
  const { as } = assignment;
  const subject = as === undefined ? question.world.subject : subjectNamed(question.world, as);
  const world = { ...question.world, subject };
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
  const ofView = applied.filter(({ isForView }) => isForView);
  let level: Level = "absent";
  for (const { rule, bound } of ofView.filter(isPermit)) {
    level = higher(level, atMost(bound?.view.levels, name, opened(question, rule, name)));
  }
  return closed(question, ofView, name, level);
}

function actLevel(question: ReferenceQuestion, applied: readonly Applied[], name: string): Level {
  const ofAct = applied.filter(({ isForAction }) => isForAction);
  let level: Level = "absent";
  for (const { rule, bound } of ofAct.filter(isPermit)) {
    const rides = !rule.fields?.read?.length && !rule.fields?.mask?.length;
    const named = rides ? "plain" : opened(question, rule, name);
    level = higher(level, atMost(bound?.act.actLevels, name, named));
  }
  return closed(question, ofAct, name, level);
}

function isPermit({ rule }: Applied): boolean {
  return rule.effect === "permit";
}

function opened(question: ReferenceQuestion, { fields }: Rule, name: string): Level {
  if (opens(question, fields?.read, name)) return "plain";
  return opens(question, fields?.mask, name) ? "masked" : "absent";
}

function atMost(
  ceiling: Readonly<Record<string, Level>> | undefined,
  name: string,
  level: Level,
): Level {
  return ceiling ? lower(level, ceiling[name] ?? "absent") : level;
}

function higher(left: Level, right: Level): Level {
  return lower(left, right) === left ? right : left;
}

function closed(
  question: ReferenceQuestion,
  applied: readonly Applied[],
  name: string,
  level: Level,
): Level {
  const forbids = applied.map(({ rule }) => rule).filter(({ effect }) => effect === "forbid");
  if (forbids.some((rule) => closes(question, rule.fields?.read, name))) return "absent";
  if (forbids.some((rule) => closes(question, rule.fields?.mask, name)))
    return lower(level, "masked");
  return level;
}

function canWrite(question: ReferenceQuestion, applied: readonly Applied[], name: string): boolean {
  const ofAct = applied.filter(({ isForAction }) => isForAction);
  const isOpened = ofAct.some(
    ({ rule, bound }) =>
      rule.effect === "permit" &&
      opens(question, rule.fields?.write, name) &&
      bound?.act.write.includes(name) !== false,
  );
  const isClosed = ofAct.some(
    ({ rule }) => rule.effect === "forbid" && closes(question, rule.fields?.write, name),
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

type Demands = readonly Obligation[];

/** What each permit demands; permits under one bound count as one, which demands what the bound does as well. */
function demandsOf(permits: readonly Applied[]): readonly Demands[] {
  const free = permits.filter(({ bound }) => !bound).map(({ rule }) => rule.obligations ?? []);
  const bounds = new Map(permits.flatMap(({ bound }) => (bound ? [[bound.key, bound]] : [])));
  const bounded = [...bounds].map(([key, { act }]) => {
    const own = permits
      .filter(({ bound }) => bound?.key === key)
      .map(({ rule }) => rule.obligations ?? []);
    return together(lightestOf(own), act.obligations);
  });
  return [...free, ...bounded];
}

/** All of both, each once, in the order of one permit that demands them all. */
function together(left: Demands, right: Demands): Demands {
  const both = [...left, ...right];
  const texts = both.map((obligation) => JSON.stringify(Object.entries(obligation).toSorted()));
  return lightestOf([both.filter((_, index) => texts.indexOf(texts[index]!) === index)]);
}

/** Each permit gets a text that sorts as its demands weigh; the lightest wins, and all quotas are kept. */
function lightestOf(permits: readonly Demands[]): Demands {
  const sets = permits.map((obligations) =>
    obligations
      .filter(({ kind }) => kind !== "quota")
      .map((obligation) => ({ obligation, weight: weightOf(obligation) }))
      .toSorted((left, right) => (left.weight > right.weight ? -1 : 1)),
  );
  const lightest = sets.toSorted((left, right) => (weigh(left) < weigh(right) ? -1 : 1))[0] ?? [];
  const quotas = permits.flat().filter((obligation) => obligation.kind === "quota");
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
  if (obligation.kind === "approval") {
    const { by, over = 0 } = obligation;
    return `4${String(1_000_000 - over).padStart(8, "0")}${by}`;
  }
  if (obligation.kind === "step-up") {
    return `3${String(1_000_000 - obligation.withinMinutes).padStart(8, "0")}`;
  }
  return obligation.kind === "reason" ? "2" : "1";
}
