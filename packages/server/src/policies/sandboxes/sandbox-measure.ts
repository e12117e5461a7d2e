/**
 * What a sandbox gives is measured like any grant, by the rights of two people: who initiates it and who approves it. That is
 * why it needs no draft of the policy: a draft changes what roles mean for everybody; a sandbox gives, for a time, what both
 * could have given by hand.
 */
import type { Executor } from "../../db/database.ts";
import { problem, Refusal, type Problem } from "../../errors.ts";
import { decide } from "../../gate/demands.ts";
import { findRecord } from "../../gate/list.ts";
import type { Subject } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import type { SandboxContent } from "../../http/contract.ts";
import { membersOf } from "../../gate/group-members.ts";
import { demandGrantable } from "../grant-width.ts";
import { publishedRoles, roleOfSandbox, type SandboxRow } from "./sandbox-role.ts";

const GRANTING = ["create", "edit"].map((action) => ({ object: "assignment", action }));

/** Throws `not_found`, `forbidden` or `grant_too_wide`. */
export async function demandSandbox(
  executor: Executor,
  subject: Subject,
  action: string,
  sandbox: SandboxRow,
): Promise<void> {
  const record = await findRecord(executor, subject, { object: "sandbox" }, sandbox.id);
  if (!record) throw new Refusal("not_found");
  const decision = decide(subject.compiled, "sandbox", action, record.facts, record.context);
  if (!decision.allow) throw new Refusal("forbidden");
}

/** Throws `grant_too_wide` unless they could give all of it at each of its places, and `forbidden` if they would get it. */
export async function demandGiving(
  executor: Executor,
  subject: Subject,
  sandbox: SandboxRow,
): Promise<void> {
  const { model } = subject.world;
  const roles = publishedRoles(subject.world);
  const { rules } = roleOfSandbox(sandbox, { model, roles });
  for (const unit of sandbox.content.places)
    demandGrantable(subject, rules, { by: GRANTING, unit });
  if (await isMember(executor, sandbox.content, subject.person)) throw new Refusal("forbidden");
}

export async function isMember(
  executor: Executor,
  { people, groups }: Pick<SandboxContent, "people" | "groups">,
  person: string,
): Promise<boolean> {
  return people.includes(person) || (await membersOf(executor, groups)).includes(person);
}

/** What it names must be there for who names it; who has left gets nothing. */
export async function unknownNames(
  executor: Executor,
  subject: Subject,
  content: SandboxContent & { readonly approver: string },
): Promise<readonly Problem[]> {
  const named = [
    ["people", "person", content.people],
    ["groups", "group", content.groups],
    ["places", "unit", content.places],
    ["roles", "role", content.roles],
    ["approver", "person", [content.approver]],
  ] as const;
  const problems: Problem[] = [];
  for (const [path, object, ids] of named) {
    const seen = await readTitles(executor, subject, object, ids);
    const gone = object === "person" ? await inactive(executor, ids) : new Set<string>();
    if (ids.some((id) => !seen.has(id) || gone.has(id)))
      problems.push(problem(path, "no_such_record"));
  }
  return problems;
}

async function inactive(executor: Executor, people: readonly string[]): Promise<Set<string>> {
  const { rows } = await executor.query<{ id: string }>(
    "select id from person where id = any($1::uuid[]) and (status <> 'active' or deleted_at is not null)",
    [people],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The smallest unit with all of these below it, whose administrators it is to see and to end. */
export function commonUnit({ world: { tree } }: Subject, places: readonly string[]): string {
  const [first = "", ...others] = places;
  const common = tree
    .above(first)
    .find((unit) => others.every((one) => tree.isWithin(one, unit) === true));
  return common ?? first;
}
