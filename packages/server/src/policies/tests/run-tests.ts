/** Runs permission tests (R145) against a world, the published one or the draft's: reads, and writes nothing. */
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
import { decide } from "../../gate/demands.ts";
import { describe, readAsked, type Asked } from "../../gate/explain.ts";
import type { Subject, World } from "../../gate/subject.ts";
import type { PolicyTestContent, TestOutcome } from "../../http/contract.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import { tell } from "../explanation-words.ts";
import { text } from "../phrases.ts";
import { sampleFacts, sampleTree } from "./sample-record.ts";
import { findTested, type Missing, type Tested } from "./tested-subject.ts";

interface Run {
  readonly executor: Executor;
  readonly subjects: SubjectStore;
  /** Who runs them: nothing is answered of a record, person or post that they do not see. */
  readonly asker: Subject;
  readonly world: World;
}

interface Runnable {
  readonly id: string;
  readonly content: PolicyTestContent;
}

/** By the tests' ids. */
export async function runTests(
  run: Run,
  tests: readonly Runnable[],
): Promise<ReadonlyMap<string, TestOutcome>> {
  const found = new Map<string, Target | Missing>();
  const outcomes = new Map<string, TestOutcome>();
  for (const { id, content } of tests) {
    const key = JSON.stringify([content.who, content.at]);
    const target = found.get(key) ?? (await findTarget(run, content));
    found.set(key, target);
    outcomes.set(id, await runOne(run, content, target));
  }
  return outcomes;
}

const MISSING: Readonly<Record<Missing, Text>> = {
  role: text("没有找到测试所说的角色。", "The role of this test was not found."),
  unit: text("没有找到测试所说的组织单元。", "The unit of this test was not found."),
  post: text(
    "没有找到测试所说的岗位,或您无权查看。",
    "The post of this test was not found, or is not yours to see.",
  ),
  person: text(
    "没有找到测试所说的人员,或您无权查看其授权。",
    "The person of this test was not found, or their rights are not yours to see.",
  ),
  record: text(
    "没有找到测试所说的记录,或您无权查看。",
    "The record of this test was not found, or is not yours to see.",
  ),
  object: text(
    "测试所说的操作或字段已不存在。",
    "The action or the field of this test does not exist any more.",
  ),
};

const unanswered = (missing: Missing): TestOutcome => ({
  state: "unanswered",
  why: MISSING[missing],
});

/** Whom a test asks about, as a subject of the world that is tested. */
interface Target {
  readonly tested: Tested;
  readonly subject: Subject;
}

async function findTarget(
  { world, asker, ...run }: Run,
  { who, at }: PolicyTestContent,
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
    unit: own,
    version: asker.version,
    world,
    holder,
    compiled: compile({ schema: model.schema, policy, tree, now, subject: holder }),
    validUntil: null,
    context: { now },
  };
  return { tested, subject };
}

interface Judged {
  readonly facts: RecordFacts;
  readonly context: Context;
  why(): Promise<Text>;
}

async function runOne(
  run: Run,
  content: PolicyTestContent,
  target: Target | Missing,
): Promise<TestOutcome> {
  if (typeof target === "string") return unanswered(target);
  const object = run.world.model.objects.get(content.object);
  const isKnown =
    object !== undefined &&
    Object.hasOwn(object.declaration.actions, content.action) &&
    (content.field === null || object.fields.has(content.field));
  if (!isKnown) return unanswered("object");
  const judged =
    content.record.kind === "sample"
      ? judgeSample(run, content, target, object)
      : await judgeRecord(run, content, target, object);
  if (typeof judged === "string") return unanswered(judged);
  return isAsExpected(content, target.subject, judged)
    ? { state: "green", why: null }
    : { state: "red", why: await judged.why() };
}

function isAsExpected(
  { expect, object, action, field }: PolicyTestContent,
  { compiled }: Subject,
  { facts, context }: Judged,
): boolean {
  const { allow, write, levels } = decide(compiled, object, action, facts, context);
  if (expect === "can" || expect === "cannot")
    return (allow && (field === null || write.includes(field))) === (expect === "can");
  return (levels[field!] ?? "absent") === expect;
}

function judgeSample(
  { world }: Run,
  { record, action, field }: PolicyTestContent,
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
    why: async () => sampleWords({ object, action, field, tested, subject, facts }),
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

/** Nobody's record is told of, and who runs tests reads every role: nothing is withheld. */
function sampleWords({ object, action, field, tested, subject, facts }: SampleCase): Text {
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
    openers: [],
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
  }).sentence;
}

/** Read under the guard of who runs the test, and told of as far as they read it. */
async function judgeRecord(
  { executor, asker }: Run,
  { record, action, field }: PolicyTestContent,
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
  return {
    facts: found.facts,
    context,
    why: async () => (await describe(executor, { asker, target, object, input, asked })).sentence,
  };
}
