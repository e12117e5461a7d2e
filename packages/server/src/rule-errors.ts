/** What is refused of when rules hold, and of what they rest on; see `errors.ts`. */
import { entry, type Entry } from "./error-entry.ts";

export const RULE_ERRORS = {
  unknown_regulation: entry(
    400,
    "依据“{code}”尚未登记，请先在“法规依据”中登记。",
    "“{code}” is not in the register of regulations; add it there first.",
  ),
  regulation_cited: entry(
    400,
    "仍有 {count} 条规则引用它：{roles}。请先从这些规则中去掉引用。",
    "{count} rules still cite it: {roles}. Take the citation out of them first.",
  ),
  regulation_reviewed: entry(
    400,
    "已有复核记录以它为准，不能删除。",
    "Rules have been reviewed for it, so it stays on record.",
  ),
  too_many_regulations: entry(
    400,
    "最多登记 {limit} 项依据。",
    "At most {limit} regulations can be registered.",
  ),
  nothing_cites: entry(
    400,
    "还没有已发布的规则引用它，没有需要复核的内容。",
    "No published rule cites it, so there is nothing to review.",
  ),
  not_ahead: entry(400, "应晚于当前时间。", "must lie ahead."),
  owner_edits_nothing: entry(
    400,
    "此人不能编辑权限草案，请选择有此权限的人。",
    "they cannot edit the policy draft; choose somebody who can.",
  ),
  not_changed: entry(
    400,
    "这条规则在草案和已发布的权限中都没有变化。请先在草案中修改，或者选择“保留”并写明理由。",
    "This rule is the same in the draft and as published. Change it in the draft first, or keep it and say why.",
  ),
  // when rules hold
  not_hour: entry(
    400,
    "“{value}”不是时刻，应写成 09:00 这样。",
    "“{value}” is no time of day; write it as 09:00.",
  ),
  no_hours: entry(
    400,
    "开始与结束相同，没有任何时刻。全天有效请不要填写时段。",
    "begins when it ends, which is never. Leave the hours out for all day.",
  ),
  not_weekdays: entry(
    400,
    "应为星期一到星期日（1 到 7）中的几天，不重复。",
    "must be days of the week, 1 (Monday) to 7, each once.",
  ),
} as const satisfies Record<string, Entry>;
