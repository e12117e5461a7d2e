import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

/** A task's owner is the person who does it. */
export const task = defineObject({
  name: "task",
  label: { zh: "任务", en: "Task" },
  plural: { zh: "任务", en: "Tasks" },
  title: "subject",
  fields: {
    subject: { type: "text", ...basic("任务", "Task"), required: true, search: true },
    customer: { type: "reference", target: "customer", ...basic("客户", "Customer") },
    campaign: { type: "reference", target: "campaign", ...basic("活动", "Campaign") },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      choices: choices([
        ["followUp", "跟进", "Follow-up", "blue"],
        ["care", "关怀", "Care", "magenta"],
        ["birthday", "生日关怀", "Birthday care", "volcano"],
        ["visit", "回访", "Return visit", "green"],
        ["campaign", "活动执行", "Campaign", "gold"],
        ["delivery", "交付", "Delivery", "cyan"],
        ["other", "其他", "Other", "default"],
      ]),
    },
    dueAt: { type: "time", ...basic("截止时间", "Due") },
    priority: {
      type: "choice",
      ...basic("优先级", "Priority"),
      default: "normal",
      choices: choices([
        ["low", "低", "Low", "default"],
        ["normal", "中", "Normal", "blue"],
        ["high", "高", "High", "red"],
      ]),
    },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      required: true,
      default: "open",
      choices: choices([
        ["open", "待办", "Open", "blue"],
        ["doing", "进行中", "Doing", "cyan"],
        ["done", "已完成", "Done", "green"],
        ["cancelled", "已取消", "Cancelled", "default"],
      ]),
    },
    doneAt: { type: "time", ...basic("完成时间", "Done at"), readOnly: true },
    note: { type: "longText", ...basic("说明", "Note"), maxLength: 4000 },
  },
  states: {
    field: "status",
    initial: "open",
    transitions: {
      open: ["doing", "done", "cancelled"],
      doing: ["done", "cancelled"],
      done: ["open"],
      cancelled: ["open"],
    },
  },
  actions: {
    ...standardActions("sales", [...EVERYDAY, ...REPORTING]),
    assign: action(["分派任务", "Assign"], { bundle: "sales", layer: "operate" }),
    transfer: action(["转移", "Transfer"], { bundle: "sales", layer: "operate" }),
    complete: action(["完成", "Complete"], { bundle: "sales", layer: "operate" }),
  },
  list: {
    columns: ["subject", "customer", "kind", "priority", "status", "dueAt", "owner"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "kind", "priority", "dueAt", "owner"],
  },
  form: [
    section(
      ["任务", "Task"],
      [
        "subject",
        "customer",
        "campaign",
        "kind",
        "priority",
        "status",
        "dueAt",
        "owner",
        "doneAt",
        "note",
      ],
    ),
  ],
});
