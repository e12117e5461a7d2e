/** The rule of a group as people give it and read it. */
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import { RULE_PARTS, type GroupRule } from "../gate/group-rule.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { Reference } from "../http/contract.ts";
import { unit } from "../objects/unit.ts";
import { reaches } from "../policies/grant-width.ts";
import { notChoice, objectOf } from "../policies/parse-shape.ts";
import { listed, plainText, text } from "../policies/phrases.ts";
import type { Text } from "@latchkey/policy";

/** Of one part; a rule that names more is said shorter by a unit above or a tag. */
const MAX_NAMED = 100;

const KINDS = unit.fields.kind.choices;

const NOTHING: GroupRule = { roles: [], units: [], kinds: [], tags: [], campaigns: [] };

/** Unknown → checked, with every problem named; what the reader does not see is not there. */
export async function parseRule(
  executor: Executor,
  reader: Subject,
  input: unknown,
): Promise<GroupRule> {
  const problems: Problem[] = [];
  const shape = objectOf(input, "rule", problems);
  const parts = RULE_PARTS.map((part) => [part, parsePart(shape[part] ?? [], part, problems)]);
  const rule: GroupRule = { ...NOTHING, ...Object.fromEntries(parts) };
  if (problems.length === 0 && RULE_PARTS.every((part) => rule[part].length === 0))
    problems.push(problem("rule", "rule_empty"));
  if (problems.length > 0) throw badRequest(problems);
  const names = await namesIn(executor, reader, rule);
  for (const part of RULE_PARTS)
    if (rule[part].some((one) => !names[part].has(one)))
      problems.push(problem(`rule.${part}`, "no_such_record"));
  if (problems.length > 0) throw badRequest(problems);
  return rule;
}

function parsePart(input: unknown, part: keyof GroupRule, problems: Problem[]): readonly string[] {
  if (!Array.isArray(input)) {
    problems.push(problem(`rule.${part}`, "not_list"));
    return [];
  }
  if (input.length > MAX_NAMED)
    problems.push(problem(`rule.${part}`, "too_many_named", { limit: MAX_NAMED }));
  const choices = KINDS.map(({ value }) => value);
  for (const one of input.slice(0, MAX_NAMED)) {
    if (part === "kinds" && !choices.includes(one))
      problems.push(notChoice(`rule.${part}`, one ?? "", choices));
    if (part !== "kinds" && (typeof one !== "string" || !UUID.test(one)))
      problems.push(problem(`rule.${part}`, "no_such_record"));
  }
  return [...new Set(input as string[])];
}

/**
 * Whoever makes a rule could put people into groups wherever it looks: a region's administrator makes none that looks
 * beyond the region.
 */
export function demandReach(subject: Subject, { units }: GroupRule): void {
  const right = { object: "groupMember", action: "create" };
  const may =
    units.length === 0
      ? reaches(subject, right, "all", null)
      : units.every((one) => reaches(subject, right, "subtree", one));
  if (!may) throw new Refusal("rule_too_wide");
}

type Names = Readonly<Record<keyof GroupRule, ReadonlyMap<string, Text>>>;

/** Of what the reader sees. */
async function namesIn(executor: Executor, reader: Subject, rule: GroupRule): Promise<Names> {
  const titled = async (object: string, ids: readonly string[]) => {
    const titles = await readTitles(executor, reader, object, ids);
    return new Map([...titles].map(([id, title]) => [id, plainText(title ?? "")]));
  };
  const seen = await readTitles(executor, reader, "role", rule.roles);
  const roles = reader.world.policy.roles.filter(({ id }) => seen.has(id));
  return {
    roles: new Map(roles.map(({ id, name }) => [id, name])),
    units: await titled("unit", rule.units),
    kinds: new Map(KINDS.map(({ value, label }) => [value, label])),
    tags: await titled("tag", rule.tags),
    campaigns: await titled("campaign", rule.campaigns),
  };
}

const UNSEEN = text("您无权查看的一项", "one you may not see");

/** "Who holds a post as Store head, in East region or below, in a Store, tagged Flagship". */
export async function ruleSentence(
  executor: Executor,
  reader: Subject,
  rule: GroupRule,
): Promise<Text> {
  const names = await namesIn(executor, reader, rule);
  const said = (part: keyof GroupRule): Text =>
    listed(
      rule[part].map((one) => names[part].get(one) ?? UNSEEN),
      "or",
    );
  const words: Readonly<Record<keyof GroupRule, (of: Text) => Text>> = {
    roles: ({ zh, en }) => text(`岗位角色为${zh}`, `as ${en}`),
    units: ({ zh, en }) => text(`在${zh}或其下级`, `in ${en} or below`),
    kinds: ({ zh, en }) => text(`所在单元是${zh}`, `in a unit that is a ${en}`),
    tags: ({ zh, en }) => text(`所在单元带有标签${zh}`, `in a unit tagged ${en}`),
    campaigns: ({ zh, en }) =>
      text(
        `本人或所在单元参与${zh}`,
        `with a place, of their own or the unit’s, in the team of ${en}`,
      ),
  };
  const parts = RULE_PARTS.filter((part) => rule[part].length > 0).map((part) =>
    words[part](said(part)),
  );
  return text(
    `任职的岗位满足：${parts.map(({ zh }) => zh).join("，")}`,
    `Who holds a post ${parts.map(({ en }) => en).join(", ")}`,
  );
}

/** The same as references, for the form. */
export async function ruleReferences(
  executor: Executor,
  reader: Subject,
  rule: GroupRule,
): Promise<Readonly<Record<keyof GroupRule, readonly Reference[]>>> {
  const names = await namesIn(executor, reader, rule);
  const of = (part: keyof GroupRule) =>
    rule[part].map((id) => ({ id, title: names[part].get(id)?.[reader.locale] ?? null }));
  return {
    roles: of("roles"),
    units: of("units"),
    kinds: of("kinds"),
    tags: of("tags"),
    campaigns: of("campaigns"),
  };
}
