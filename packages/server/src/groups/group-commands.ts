/**
 * A group gets a rule, another one, or none (R167). Where its members hold rights by the group, a second person approves
 * the rule, as they would approve a change of the policy.
 */
import { openRequest } from "../approvals/approvals.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import { followRules, membersBy, readRule, writeRule } from "../gate/group-members.ts";
import type { GroupRule } from "../gate/group-rule.ts";
import type { Caller } from "../gate/mutate.ts";
import { demandJoining } from "../gate/rights-guard.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { visiblePeople } from "../gate/who-can-see.ts";
import { decideOn, lockAndFind } from "../gate/write.ts";
import { findRecord } from "../gate/list.ts";
import type { GroupRulePreview, GroupRuleReply, GroupRuleSet } from "../http/contract.ts";
import { findPublishers, needsFourEyes } from "../policies/over-policy.ts";
import { readFourEyes } from "../policies/versions.ts";
import type { Services } from "../services.ts";
import { waitingRule } from "./group-rule-kind.ts";
import { demandReach, parseRule, ruleReferences, ruleSentence } from "./group-rule.ts";

export interface RuleInput {
  readonly id?: unknown;
  /** Of the group, as it was looked at. */
  readonly version?: unknown;
  /** Null: members come and go by hand again. */
  readonly rule?: unknown;
  /** Why, for whoever approves it. */
  readonly reason?: unknown;
}

/** Named in a preview. */
const MAX_SHOWN = 50;
const MAX_REASON = 400;

export const setRule = (
  services: Services,
  caller: Caller,
  input: RuleInput,
): Promise<GroupRuleSet> => {
  const id = idOf(input);
  const act = { object: "group", action: "setRule", records: [id] };
  return services.gate.write<GroupRuleSet>(caller, act, async (tx, subject) => {
    const group = await demandGroup(tx, subject, id);
    if (group.version !== input.version) throw new Refusal("stale");
    const rule = input.rule === null ? null : await parseRule(tx, subject, input.rule);
    await demandRule(tx, subject, id, rule);
    const target = { id, version: group.version, by: subject.person };
    if (rule === null || !(await needsApproval(tx, services, subject, id))) {
      await writeRule(tx, target, rule);
      return { result: { id, state: "set" } };
    }
    const reason = textOf(input.reason ?? "").trim();
    if (reason === "") throw badRequest([problem("reason", "required")]);
    if (reason.length > MAX_REASON)
      throw badRequest([problem("reason", "too_long", { limit: MAX_REASON })]);
    // Tried and undone: what they could not do, they do not ask for.
    await tx.query("savepoint trial");
    await writeRule(tx, target, rule);
    const around = { people: null, groups: [id] };
    await demandJoining(tx, subject, await followRules(tx, subject.person, around));
    await tx.query("rollback to savepoint trial");
    const { notices } = await openRequest(tx, services.approvals, subject, {
      kind: "groupRule",
      content: { group: id, version: group.version, rule },
      chain: [{ approver: { kind: "granters", unit: unitOf(group) } }],
      until: null,
      reason,
    });
    return { result: { id, state: "waiting" }, notices };
  });
};

const unitOf = ({ cells }: { readonly cells: ReadonlyMap<string, unknown> }): string | null =>
  (cells.get("unit") as string | null | undefined) ?? null;

const idOf = ({ id }: RuleInput): string => {
  if (typeof id !== "string" || !UUID.test(id)) throw new Refusal("not_found");
  return id;
};

async function demandGroup(tx: Executor, subject: Subject, id: string) {
  const object = objectNamed(subject.world.model, "group");
  const group = await lockAndFind(tx, subject, object, id);
  decideOn(subject, object, "edit", group);
  return group;
}

async function demandRule(
  executor: Executor,
  subject: Subject,
  group: string,
  rule: GroupRule | null,
): Promise<void> {
  if (rule === null) return;
  demandReach(subject, rule);
  if ((await readRule(executor, group)).hasMembers) throw new Refusal("members_by_hand");
}

/** A rule that gives nobody anything is its maker's own affair. */
async function needsApproval(
  tx: Executor,
  { subjects }: Services,
  { world }: Subject,
  group: string,
): Promise<boolean> {
  if (!(await readRule(tx, group)).givesRights) return false;
  return needsFourEyes(await readFourEyes(tx), await findPublishers(tx, subjects, world));
}

/** Who would belong, of those the asker sees with a post that the rule asks for. Nothing is kept. */
export const previewRule = (
  { gate, db }: Services,
  caller: Caller,
  input: RuleInput,
): Promise<GroupRulePreview> =>
  gate.read(caller, { object: "group", action: "previewRule", records: [] }, async (subject) => {
    const rule = await parseRule(db, subject, input.rule);
    demandReach(subject, rule);
    const members = await membersBy(db, rule);
    const visible = await visiblePeople(db, subject);
    const seen = visible.filter((person) => members.has(person));
    const posts = await readTitles(
      db,
      subject,
      "post",
      seen.flatMap((person) => members.get(person)!),
    );
    const told = seen.filter((person) => members.get(person)!.some((post) => posts.has(post)));
    const shown = told.slice(0, MAX_SHOWN);
    const names = await readTitles(db, subject, "person", shown);
    const postOf = (person: string) => members.get(person)!.find((post) => posts.has(post))!;
    const result = {
      sentence: await ruleSentence(db, subject, rule),
      total: told.length,
      members: shown.map((person) => ({
        person: { id: person, title: names.get(person) ?? null },
        post: posts.get(postOf(person)) ?? null,
      })),
    };
    return { result, records: [] };
  });

/** For who sees the group. */
export const ruleReply = (
  { gate, db }: Services,
  caller: Caller,
  id: string,
): Promise<GroupRuleReply> =>
  gate.read(caller, { object: "group", action: "rule", records: [] }, async (subject) => {
    const record = UUID.test(id) ? await findRecord(db, subject, { object: "group" }, id) : null;
    if (!record) throw new Refusal("not_found");
    const { rule, hasMembers } = await readRule(db, id);
    const result = {
      version: record.version,
      rule: rule && (await ruleReferences(db, subject, rule)),
      sentence: rule && (await ruleSentence(db, subject, rule)),
      hasMembers,
      isWaiting: await waitingRule(db, id),
    };
    return { result, records: [id] };
  });
