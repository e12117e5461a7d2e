/** A rule of a group whose members hold rights by it waits for a second person. */
import type { RequestKind } from "../approvals/request.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { Refusal, passes } from "../errors.ts";
import { followRules, membersBy, readRule, writeRule } from "../gate/group-members.ts";
import type { GroupRule } from "../gate/group-rule.ts";
import { demandJoining } from "../gate/rights-guard.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { findRecord } from "../gate/list.ts";
import { decideOn } from "../gate/write.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { inline, text } from "../policies/phrases.ts";
import { demandReach, ruleSentence } from "./group-rule.ts";

interface RuleRequest {
  readonly group: string;
  /** The version of the group it was asked for: whoever approves has not approved what it became since. */
  readonly version: number;
  readonly rule: GroupRule;
}

export const groupRuleKind = (
  subjects: Pick<SubjectStore, "loadAll">,
): RequestKind<RuleRequest> => ({
  name: "groupRule",
  runsAs: "approver",
  about: ({ group }) => ({ object: "group", id: group }),
  gains: async (executor, { rule }) => [...(await membersBy(executor, rule)).keys()],
  act: ({ content }) => ({ object: "group", action: "setRule", records: [content.group] }),
  mayApprove: async (executor, approver, { content, asker }) =>
    asker !== approver.person && (await passes(() => demandMaking(executor, approver, content))),
  async describe(executor, reader, { content: { group, rule } }) {
    const name = (await readTitles(executor, reader, "group", [group])).get(group) ?? "";
    const said = inline(await ruleSentence(executor, reader, rule));
    return text(
      `让人员组“${name}”的成员按规则产生：${said.zh}`,
      `let the group “${name}” follow the rule: ${said.en}`,
    );
  },
  async carryOut(tx, { approver }, { content, asker }) {
    const [maker] = await subjects.loadAll(tx, approver.world, [asker]);
    if (!maker || !(await passes(() => demandMaking(tx, maker, content))))
      throw new Refusal("asker_may_not");
    await demandMaking(tx, approver, content);
    const { group: id, version, rule } = content;
    if ((await readRule(tx, id)).hasMembers) throw new Refusal("members_by_hand");
    await writeRule(tx, { id, version, by: maker.person }, rule);
    // By the rights of both: the gate asks the approver's once more.
    const joined = await followRules(tx, maker.person, { people: null, groups: [id] });
    for (const one of [maker, approver]) await demandJoining(tx, one, joined);
    return { result: { group: id }, records: [id], detail: { rule } };
  },
});

async function demandMaking(
  executor: Executor,
  one: Subject,
  { group, rule }: RuleRequest,
): Promise<void> {
  const object = objectNamed(one.world.model, "group");
  const record = await findRecord(executor, one, { object: "group" }, group);
  if (!record) throw new Refusal("not_found");
  decideOn(one, object, "edit", record);
  demandReach(one, rule);
}

/** Whether one waits to be approved. */
export async function waitingRule(executor: Executor, group: string): Promise<boolean> {
  const { rows } = await executor.query(
    `select 1 from request where kind = 'groupRule' and state = 'waiting' and lapses_at > statement_timestamp()
       and content ->> 'group' = $1 limit 1`,
    [group],
  );
  return rows.length > 0;
}
