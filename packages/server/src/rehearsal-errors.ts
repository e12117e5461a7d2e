/** What is wrong with a rehearsal; a part of the table of errors. */
import { entry, type Entry } from "./error-entry.ts";

export const REHEARSAL_ERRORS = {
  rehearsal_over: entry(
    409,
    "这一轮演练已结束。您的结论和意见已保留在草案中。",
    "This round of the rehearsal is over. Your verdicts and remarks stay with the draft.",
  ),
  rehearsal_not_here: entry(
    403,
    "演练中不能这样做：演练不产生文件、账号和审批，也不改动真实数据。请回到正式环境操作。",
    "A rehearsal does not do this: it makes no files, accounts or requests and touches nothing real. Leave the rehearsal to do it.",
  ),
  no_parts: entry(400, "请至少选择一个角色。", "choose at least one role."),
  no_tasks: entry(400, "请至少写一项任务。", "write at least one task."),
  not_holder: entry(
    400,
    "“{person}”目前不持有该角色，无法代表它。",
    "“{person}” does not hold the role now and cannot represent it.",
  ),
  bad_days: entry(400, "应为 1 到 {limit} 天。", "from 1 to {limit} days."),
} as const satisfies Record<string, Entry>;
