/** What is wrong with a sandbox; a part of the table of errors. */
import { entry, type Entry } from "./error-entry.ts";

export const SANDBOX_ERRORS = {
  no_people: entry(400, "请至少选择一名人员或一个人员组。", "name at least one person or group."),
  no_place: entry(400, "请至少选择一个单元。", "name at least one unit."),
  nothing_given: entry(
    400,
    "请至少选择一项要给予的权限。",
    "name at least one right that it gives.",
  ),
  too_many_named: entry(400, "最多 {limit} 个。", "at most {limit}."),
  window_over: entry(
    400,
    "结束时间已过，请选择将来的时间。",
    "this is past; choose a later moment.",
  ),
  window_too_long: entry(
    400,
    "最长 {days} 天。到期前可以申请延期，由审批人再次批准。",
    "at most {days} days. Before it ends an extension can be asked for, which is approved again.",
  ),
  not_added: entry(
    400,
    "“{right}”超出了查看。请单独打开“{act}”，或不给这一项。",
    "“{right}” goes beyond looking. Switch “{act}” on, or leave it out.",
  ),
  nothing_narrowed: entry(
    400,
    "沙箱没有直接给出这类记录的权限，条件不起作用。请先给出权限，或去掉条件。",
    "the sandbox itself gives nothing of these records, so the condition changes nothing. Give a right, or remove the condition.",
  ),
  condition_not_opened: entry(
    400,
    "条件用到了沙箱没有完整打开的字段。请先完整打开该字段，或换一个条件。",
    "the condition asks for a field that the sandbox does not open in full. Open it, or choose another condition.",
  ),
  own_sandbox: entry(
    400,
    "发起人和审批人不能在自己的沙箱里。",
    "whoever initiates or approves a sandbox is not in it.",
  ),
  last_of_sandbox: entry(
    400,
    "沙箱里只剩这一个人，请直接提前结束沙箱。",
    "nobody else is in this sandbox; end it instead.",
  ),
  own_approval: entry(400, "请选择另一个人审批。", "choose somebody else to approve it."),
  cannot_approve: entry(
    400,
    "此人不能批准这个沙箱：其可授权范围不够。",
    "they cannot approve this sandbox: it gives more than they may grant.",
  ),
  kept_by_sandbox: entry(
    409,
    "这项授权由时限沙箱管理。请到该沙箱延期或提前结束。",
    "A sandbox keeps this assignment. Extend or end the sandbox.",
  ),
} as const satisfies Record<string, Entry>;
