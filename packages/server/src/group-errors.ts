/** What is wrong with the rule of a group; a part of the table of errors. */
import { entry, type Entry } from "./error-entry.ts";

export const GROUP_ERRORS = {
  includes_itself: entry(
    400,
    "角色不能直接或间接地包含它自己。",
    "a role does not come with itself, nor through another one.",
  ),
  own_deviation: entry(
    400,
    "偏离的是您自己的岗位，请由另一位管理员认可。",
    "it is your own post that deviates: another administrator accepts it.",
  ),
  rule_empty: entry(400, "请至少选择一项条件。", "choose at least one condition."),
  rule_too_wide: entry(
    403,
    "这条规则超出了您可以管理组成员的范围。请选择您管理的单元。",
    "This rule looks beyond where you may put people into groups. Choose units you administer.",
  ),
  asked_by_group: entry(
    409,
    "有人员组的成员规则用到这项活动，不能删除。请先修改人员组的规则。",
    "The rule of a group asks who takes part in this campaign, so it stays. Change the group's rule first.",
  ),
  members_by_hand: entry(
    409,
    "组里还有手动加入的成员。请先将他们移出，再按规则产生成员。",
    "Somebody is in this group by hand. Take them out first; then members can follow a rule.",
  ),
  kept_by_rule: entry(
    409,
    "这个组的成员按规则产生，不能手动加入或移出。请修改规则，或改变此人的岗位。",
    "The members of this group follow a rule and do not come or go by hand. Change the rule, or the person's post.",
  ),
} as const satisfies Record<string, Entry>;
