/**
 * Why a reader may or may not (R142): the engine's explanation of the record as read under the guard, in words.
 *
 * A reader learns about themselves, on records they see. Whoever may view the assignments of somebody else may ask
 * about that person; where the record is not theirs to see they get the verdict and nothing of the record.
 */
import {
  bindContext,
  explain,
  explainedAtoms,
  mayEver,
  type Condition,
  type Decision,
  type Explanation as Found,
  type RecordFacts,
  type Role,
  type Rule,
  type RuleReference,
  type Text,
  type Truth,
} from "@latchkey/policy";
import { sql } from "kysely";
import { conditionSql } from "../db/condition-sql.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Explanation } from "../http/contract.ts";
import type { SubjectStore } from "../org/subjects.ts";
import type { Speech } from "../policies/condition-sentence.ts";
import { actionLabel, tell } from "../policies/explanation-words.ts";
import { inline, plainText, text } from "../policies/phrases.ts";
import { isNear } from "../policies/rights-actions.ts";
import { readGuarded } from "./guard.ts";
import { findRecord } from "./list.ts";
import { factsOf, readRecords, recordColumns, type StoredRecord } from "./record.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";
import { conditionScope, knownFields, reachSql, ROW, viewOf } from "./view.ts";
import { decide } from "./demands.ts";

export interface ExplainInput {
  readonly object: string;
  readonly id: string;
  readonly action: string;
  readonly field?: string;
  /** Somebody else; the asker where absent. */
  readonly person?: string;
}

export async function explainRecord(
  executor: Executor,
  subjects: SubjectStore,
  asker: Subject,
  question: ExplainInput,
): Promise<Explanation> {
  const object = objectNamed(asker.world.model, question.object);
  if (typeof question.id !== "string" || !UUID.test(question.id)) throw new Refusal("not_found");
  requireKnown(asker, object, question);
  const input = { ...question, action: actOf(object, question) };
  const isOther = input.person !== undefined && input.person !== asker.person;
  const target = isOther ? await otherPerson(executor, subjects, asker, input.person!) : asker;
  const asked = await readAsked(executor, { asker, target, object, id: input.id });
  if (asked) return describe(executor, { asker, target, object, input, asked });
  if (!isOther) throw new Refusal("not_found");
  return bareVerdict(executor, target, object, input);
}

/** What a field is really changed by: some have an act of their own. */
function actOf({ fields, declaration }: ObjectModel, { action, field }: ExplainInput): string {
  if (action !== "edit" || field === undefined) return action;
  const { writtenBy } = fields.get(field)!;
  return Object.hasOwn(declaration.actions, writtenBy) ? writtenBy : action;
}

export function requireKnown(
  asker: Subject,
  object: ObjectModel,
  { action, field }: Pick<ExplainInput, "action" | "field">,
): void {
  if (!Object.hasOwn(object.declaration.actions, textOf(action))) {
    throw badRequest([problem("action", "bad_request")]);
  }
  if (field === undefined) return;
  const isKnown = knownFields(viewOf(asker, object.name)).some(({ name }) => name === field);
  if (!isKnown)
    throw badRequest([problem("field", "unknown_field", { field: textOf(field).slice(0, 60) })]);
}

/** The person as a subject, for a reader who may view the assignments of that person. */
export async function otherPerson(
  executor: Executor,
  subjects: SubjectStore,
  asker: Subject,
  person: string,
): Promise<Subject> {
  if (typeof person !== "string" || !UUID.test(person)) throw new Refusal("not_found");
  const found = await findRecord(executor, asker, { object: "person" }, person);
  if (!found || !mayViewAssignmentsOf(asker, found)) throw new Refusal("not_found");
  const [target] = await subjects.loadAll(executor, asker.world, [person]);
  if (!target) throw new Refusal("suspended");
  return target;
}

/** Asked of an assignment as that person would hold it at their own unit. */
export function mayViewAssignmentsOf(
  asker: Subject,
  person: Pick<StoredRecord, "id" | "cells" | "context">,
): boolean {
  const unit = person.cells.get("unit") ?? null;
  const values = {
    owner: person.id,
    person: person.id,
    unit: unit as string | null,
    atUnit: unit as string | null,
  };
  return decide(
    asker.compiled,
    "assignment",
    "view",
    { values, related: () => false },
    person.context,
  ).allow;
}

export interface Asked {
  /** As the asker reads it. */
  readonly record: StoredRecord;
  /** What explaining the target's verdict needs to know of it. */
  readonly facts: RecordFacts;
}

interface Asking {
  readonly asker: Subject;
  readonly target: Subject;
  readonly object: ObjectModel;
  readonly id: string;
}

/** One statement under the asker's guard: the record, and every relation fact that the target's rules ask for. */
export async function readAsked(
  executor: Executor,
  { asker, target, object, id }: Asking,
): Promise<Asked | null> {
  const view = viewOf(asker, object.name);
  const atoms = explainedAtoms(target.compiled, object.name);
  const columns = atoms.map(
    (atom, index) =>
      sql`${conditionSql(bindContext(atom, target.context), conditionScope(target, object))} as ${sql.ref(`asked_${index}`)}`,
  );
  const rows = await readGuarded<Record<string, unknown>>(
    executor,
    asker,
    sql`select ${sql.join([recordColumns(asker, object), ...columns])} from ${sql.table(object.table)} as ${sql.ref(ROW)}
      where ${sql.ref(`${ROW}.id`)} = ${id}::uuid and ${reachSql(view)}`,
  );
  const row = rows[0];
  if (!row) return null;
  const [record] = readRecords(asker, object, [row]) as [StoredRecord];
  const truths = new Map(
    atoms.map((atom, index) => [atom.key, (row[`asked_${index}`] ?? null) as Truth]),
  );
  return {
    record,
    facts: factsOf(
      record.id,
      object,
      record.cells,
      ({ key }) => truths.get(key) ?? null,
      record.cells.keys(),
    ),
  };
}

interface Describing {
  readonly asker: Subject;
  readonly target: Subject;
  readonly object: ObjectModel;
  readonly input: ExplainInput;
  readonly asked: Asked;
}

function find({ target, object, input: { action, field }, asked }: Describing): Found {
  return explain(target.compiled, {
    object: object.name,
    action,
    facts: asked.facts,
    context: asked.record.context,
    ...(field === undefined ? {} : { field }),
  });
}

const ruleOf =
  ({ target: { world } }: Describing) =>
  ({ role, rule }: RuleReference): Rule =>
    world.policy.roles.find(({ id }) => id === role)!.rules.find(({ id }) => id === rule)!;

/** Whether the asker may read all that any rule looks at which names the action or its view. */
export async function isWhollyOpen(executor: Executor, describing: Describing): Promise<boolean> {
  const rules = find(describing).rules.map(({ reference }) => ruleOf(describing)(reference));
  const { scopes } = describing.asker.world.model.schema.objects[describing.object.name]!;
  const spoken = rules.map(({ scope, when }) => [scopes[scope], when]);
  return rules.every(await openness(executor, describing, relationsIn(spoken)));
}

/** Names of the relations in conditions. */
export const relationsIn = (spoken: unknown): ReadonlySet<string> =>
  new Set(
    [...JSON.stringify(spoken).matchAll(/"relation":"(\w+)"/g)].map(([, relation]) => relation!),
  );

export async function describe(executor: Executor, describing: Describing): Promise<Explanation> {
  const { asker, target, object, input, asked } = describing;
  const { action, field } = input;
  const found = find(describing);
  const { levels } = decide(
    target.compiled,
    object.name,
    "view",
    asked.facts,
    asked.record.context,
  );
  const assignments = new Map(target.compiled.subject.assignments.map((one) => [one.id, one]));
  const roles = new Map(target.world.policy.roles.map((role) => [role.id, role]));
  const rule = ruleOf(describing);
  const openers = field === undefined ? [] : rolesThatOpen(target, object, field);
  const roleIds = [
    ...new Set([...assignments.values()].map((one) => one.role)),
    ...openers.map(({ id }) => id),
  ];
  const spoken = found.rules.map(({ reference, failed }) => [failed, rule(reference).when]);
  const names = await namesIn(executor, asker, [
    spoken,
    found.flip,
    [...assignments.values()].map(({ unit }) => unit),
  ]);
  const visibleRoles = await readTitles(executor, asker, "role", roleIds);
  const isOpen = await openness(executor, describing, relationsIn(spoken));
  const isSelf = asker === target;
  const who = isSelf ? text("您", "you") : plainText(target.name);
  return tell({
    found,
    object,
    action,
    rule,
    openers: openers.filter(({ id }) => visibleRoles.has(id)).map(({ name }) => name),
    ...(field === undefined ? {} : { field }),
    level: (field === undefined ? undefined : levels[field]) ?? "absent",
    assignment: (id) => assignments.get(id)!,
    speechFor: ({ unit }): Speech => ({
      model: asker.world.model,
      who,
      whoId: target.person,
      unit: unit !== null && names.has(unit) ? plainText(names.get(unit)!) : null,
      name: (id) => names.get(id) ?? null,
    }),
    roleName: (id) =>
      isSelf || visibleRoles.has(id) ? roles.get(id)!.name : text("某个角色", "a role"),
    isOpen: (reference) => isOpen(rule(reference)),
  });
}

const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Names of the units and people whose ids occur in what is going to be said, as the asker may read them. */
export async function namesIn(
  executor: Executor,
  asker: Subject,
  said: unknown,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(JSON.stringify(said).match(UUIDS) ?? [])];
  const found = [
    await readTitles(executor, asker, "unit", ids),
    await readTitles(executor, asker, "person", ids),
  ];
  return new Map(
    found.flatMap((titles) =>
      [...titles].filter((one): one is [string, string] => one[1] !== null),
    ),
  );
}

/**
 * Whether the asker may read all that a rule looks at: cells that are plain to them on this record, what they take part
 * in, related records that speak of the asker, and plain cells of the one record a reference leads to.
 */
export async function openness(
  executor: Executor,
  { asker, object, asked }: Pick<Describing, "asker" | "object"> & { asked: Pick<Asked, "record"> },
  relations: ReadonlySet<string>,
): Promise<(rule: Rule) => boolean> {
  const { record } = asked;
  const { levels } = decide(asker.compiled, object.name, "view", record.facts, record.context);
  const parents = new Map<string, Decision["levels"]>();
  for (const field of object.fields.values()) {
    const target = field.declaration.type === "reference" ? field.declaration.target : undefined;
    const id = record.cells.get(field.name);
    if (!relations.has(field.name)) continue;
    if (!target || typeof id !== "string" || levels[field.name] !== "plain") continue;
    const parent = await findRecord(executor, asker, { object: target }, id);
    if (parent)
      parents.set(
        field.name,
        decide(asker.compiled, target, "view", parent.facts, parent.context).levels,
      );
  }
  const isPlain = (of: Decision["levels"]) => (name: string) =>
    name === "id" || of[name] === "plain";
  const isOpen = (condition: Condition): boolean => {
    const { paths, related } = looksAt(condition);
    return paths.every(isPlain(levels)) && related.every(isOpenRelation);
  };
  const isOpenRelation = ({ relation, where }: Related): boolean => {
    if (relation === "participants" || JSON.stringify(where).includes('"subject.id"')) return true;
    const parent = parents.get(relation);
    const { paths, related } = looksAt(where);
    return parent !== undefined && related.length === 0 && paths.every(isPlain(parent));
  };
  const scopes = asker.world.model.schema.objects[object.name]!.scopes;
  return (rule) => {
    const reach: Condition = { kind: "isEmpty", of: { path: "record.unit" } };
    const parts = [
      scopes[rule.scope],
      rule.when,
      rule.effect === "forbid" && !rule.everywhere ? reach : undefined,
    ];
    return parts.every((part) => part === undefined || isOpen(part));
  };
}

type Related = Extract<Condition, { kind: "related" }>;

/** The record's own fields, and the relations, that a condition looks at. */
export function looksAt(condition: Condition): {
  readonly paths: readonly string[];
  readonly related: readonly Related[];
} {
  if (condition.kind === "related") return { paths: [], related: [condition] };
  if (condition.kind === "and" || condition.kind === "or") {
    const parts = condition.of.map(looksAt);
    return {
      paths: parts.flatMap(({ paths }) => paths),
      related: parts.flatMap(({ related }) => related),
    };
  }
  if (condition.kind === "not") return looksAt(condition.of);
  const found = JSON.stringify(condition).match(/"path":"record\.(\w+)"/g) ?? [];
  return { paths: found.map((one) => one.slice('"path":"record.'.length, -1)), related: [] };
}

/** Roles that open the field plainly beyond one's own records; failing those, on one's own. */
export function rolesThatOpen(
  { world, compiled }: Subject,
  object: ObjectModel,
  field: string,
): readonly Role[] {
  const { declaration } = object.fields.get(field)!;
  const selectors = declaration.secret ? [field] : [field, "*", `@${declaration.sensitivity}`];
  const held = new Set(compiled.subject.assignments.map(({ role }) => role));
  const actions = ["*", `${object.name}.*`, `${object.name}.view`];
  const opens = ({ effect, actions: named, fields }: Rule): boolean =>
    effect === "permit" &&
    named.some((one) => actions.includes(one)) &&
    (fields?.read ?? []).some((one) => selectors.includes(one));
  const others = world.policy.roles.filter(({ id }) => !held.has(id));
  const wide = others.filter(({ rules }) => rules.some((rule) => opens(rule) && !isNear(rule)));
  return wide.length > 0 ? wide : others.filter(({ rules }) => rules.some(opens));
}

/** Nothing of the record, not even whether it exists: that no role could ever allow it, or the verdict alone. */
async function bareVerdict(
  executor: Executor,
  target: Subject,
  object: ObjectModel,
  { id, action }: ExplainInput,
): Promise<Explanation> {
  const label = actionLabel(object, action);
  const what = inline(object.declaration.label);
  const record = await findRecord(executor, target, { object: object.name }, id);
  const allow =
    record !== null &&
    decide(target.compiled, object.name, action, record.facts, record.context).allow;
  const isEver = mayEver(target.compiled, object.name, action);
  const who = target.name;
  const sentence: Text = allow
    ? text(
        `${who}可以对此${what.zh}进行“${label.zh}”。`,
        `${who} may do “${label.en}” on this ${what.en}.`,
      )
    : isEver
      ? text(
          `${who}不能对此${what.zh}进行“${label.zh}”，或它不存在。`,
          `${who} may not do “${label.en}” on this ${what.en}, or it does not exist.`,
        )
      : text(`${who}的角色都不含“${label.zh}”。`, `no role of ${who} includes “${label.en}”.`);
  return { allow, action, sentence, steps: [], flip: [] };
}
