/**
 * One question to a policy, as its asker may have it answered: who does what, on a sample or on a record that is there, at
 * which moment. Permission tests and the simulator ask it of the published policy and of the draft's.
 */
import {
  compile,
  explain,
  type Assignment,
  type Context,
  type RecordFacts,
  type Rule,
  type Text,
} from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import type { ObjectModel } from "../../derive/model.ts";
import { contextAt } from "../../gate/day-time.ts";
import { decide } from "../../gate/demands.ts";
import {
  describe,
  isWhollyOpen,
  readAsked,
  rolesThatOpen,
  type Asked,
} from "../../gate/explain.ts";
import type { Subject, World } from "../../gate/subject.ts";
import type { Explanation, PolicyQuestion } from "../../http/contract.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import { tell } from "../explanation-words.ts";
import { text } from "../phrases.ts";
import { sampleFacts, sampleTree } from "./sample-record.ts";
import { findTested, type Missing as Unfound, type Tested } from "./tested-subject.ts";

export interface Run {
  readonly executor: Executor;
  readonly subjects: SubjectStore;
  /** Who asks: nothing is answered of a record, person or post that they do not see. */
  readonly asker: Subject;
  readonly world: World;
}

/** Why there is no answer. */
export type Missing = Unfound | "closed";

export const MISSING: Readonly<Record<Missing, Text>> = {
  role: text("没有找到所说的角色。", "The role that was named was not found."),
  unit: text("没有找到所说的组织单元。", "The unit that was named was not found."),
  post: text(
    "没有找到所说的岗位，或您无权查看。",
    "The post that was named was not found, or is not yours to see.",
  ),
  person: text(
    "没有找到所说的人员，或您无权查看其授权。",
    "The person who was named was not found, or their rights are not yours to see.",
  ),
  record: text(
    "没有找到所说的记录，或您无权查看。",
    "The record that was named was not found, or is not yours to see.",
  ),
  object: text(
    "所说的操作或字段已不存在。",
    "The action or the field that was named does not exist any more.",
  ),
  closed: text(
    "答案取决于此记录中您无权查看的内容，因此不作假设。可以改用假设的记录。",
    "The answer rests on what you may not see of this record, so nothing is supposed of it. Ask about a supposed record instead.",
  ),
};

/** Whom it is asked of, as a subject of the world that is asked about. */
export interface Target {
  readonly tested: Tested;
  readonly subject: Subject;
}

export async function findTarget(
  { world, asker, ...run }: Run,
  { who, at }: Pick<PolicyQuestion, "who" | "at">,
): Promise<Target | Missing> {
  const tested = await findTested({ ...run, asker }, who, world);
  if (typeof tested === "string") return tested;
  const { holder, own, name } = tested;
  const now = at === null ? Number(asker.context["now"]) : Date.parse(at);
  const tree = sampleTree(world.tree, own);
  const { model, policy } = world;
  const subject: Subject = {
    person: holder.id,
    name: name.zh,
    locale: asker.locale,
    zone: asker.zone,
    posts: [],
    sandboxes: [],
    unit: own,
    version: asker.version,
    world,
    holder,
    compiled: compile({ schema: model.schema, policy, tree, now, subject: holder }),
    validUntil: null,
    context: contextAt(now, world.organisation.zone),
  };
  return { tested, subject };
}

export interface Judged {
  readonly facts: RecordFacts;
  readonly context: Context;
  explain(): Promise<Explanation>;
}

export async function judge(
  run: Run,
  asked: PolicyQuestion,
  target: Target,
): Promise<Judged | Missing> {
  const object = run.world.model.objects.get(asked.object);
  const isKnown =
    object !== undefined &&
    Object.hasOwn(object.declaration.actions, asked.action) &&
    (asked.field === null || object.fields.has(asked.field));
  if (!isKnown) return "object";
  return asked.record.kind === "sample"
    ? judgeSample(run, asked, target, object)
    : judgeRecord(run, asked, target, object);
}

function judgeSample(
  { world }: Run,
  { record, action, field }: PolicyQuestion,
  { tested, subject }: Target,
  object: ObjectModel,
): Judged | Missing {
  if (record.kind !== "sample") return "record";
  if (record.of === "unit" && world.tree.name(record.unit!) === null) return "unit";
  const { compiled, context } = subject;
  const facts = sampleFacts(record, {
    model: world.model,
    object,
    person: tested.holder.id,
    own: tested.own,
    tree: compiled.tree,
    context,
  });
  return {
    facts,
    context,
    explain: async () => explainSample({ object, action, field, tested, subject, facts }),
  };
}

interface SampleCase {
  readonly object: ObjectModel;
  readonly action: string;
  readonly field: string | null;
  readonly tested: Tested;
  readonly subject: Subject;
  readonly facts: RecordFacts;
}

/** Nobody's record is told of, and who asks reads every role: nothing is withheld. */
function explainSample({ object, action, field, tested, subject, facts }: SampleCase): Explanation {
  const { compiled, context, world, holder } = subject;
  const asked = field === null ? {} : { field };
  const found = explain(compiled, { object: object.name, action, facts, context, ...asked });
  const { levels } = decide(compiled, object.name, "view", facts, context);
  const roles = new Map(world.policy.roles.map((role) => [role.id, role]));
  const assignments = new Map(holder.assignments.map((one) => [one.id, one]));
  const nameOf = (unit: string | null) => (unit === null ? null : world.tree.name(unit));
  return tell({
    found,
    object,
    action,
    ...asked,
    level: (field === null ? undefined : levels[field]) ?? "absent",
    openers: field === null ? [] : rolesThatOpen(subject, object, field).map(({ name }) => name),
    assignment: (id) => assignments.get(id)!,
    rule: ({ role, rule }): Rule => roles.get(role)!.rules.find(({ id }) => id === rule)!,
    roleName: (id) => roles.get(id)!.name,
    isOpen: () => true,
    speechFor: ({ unit }: Assignment) => ({
      model: world.model,
      who: tested.name,
      whoId: holder.id,
      unit: text(nameOf(unit) ?? "本单元", nameOf(unit) ?? "the own unit"),
      name: nameOf,
    }),
  });
}

/** Read under the guard of who asks, and told of as far as they read it. */
async function judgeRecord(
  { executor, asker, world }: Run,
  { who, record, action, field, at }: PolicyQuestion,
  { tested, subject }: Target,
  object: ObjectModel,
): Promise<Judged | Missing> {
  if (record.kind !== "record") return "record";
  const { id } = record;
  const found = await readAsked(executor, { asker, target: subject, object, id });
  if (!found) return "record";
  const context = { ...found.record.context, ...subject.context };
  const asked: Asked = { ...found, record: { ...found.record, context } };
  const target = { ...subject, name: tested.name.zh };
  const input = { object: object.name, id, action, ...(field === null ? {} : { field }) };
  const describing = { asker, target, object, input, asked };
  // What can be supposed freely would spell out, verdict by verdict, what is hidden of the record.
  const isSupposed = who.kind !== "person" || at !== null || world !== asker.world;
  if (isSupposed && !(await isWhollyOpen(executor, describing))) return "closed";
  return { facts: found.facts, context, explain: () => describe(executor, describing) };
}
