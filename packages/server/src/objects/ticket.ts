import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, filesOf, section } from "./vocabulary.ts";

/** Owner and unit are the customer's; who works on it is `assignee`. */
export const ticket = defineObject({
  name: "ticket",
  label: { zh: "工单", en: "Ticket" },
  plural: { zh: "工单", en: "Tickets" },
  title: "subject",
  follows: "customer",
  fields: {
    number: {
      type: "text",
      ...basic("工单号", "Number"),
      required: true,
      unique: true,
      search: true,
      maxLength: 40,
    },
    subject: { type: "text", ...basic("主题", "Subject"), required: true, search: true },
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    order: { type: "reference", target: "order", ...basic("相关订单", "Order") },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      choices: choices([
        ["enquiry", "咨询", "Enquiry", "blue"],
        ["complaint", "投诉", "Complaint", "red"],
        ["refund", "退款", "Refund", "orange"],
        ["member", "会员权益", "Membership", "gold"],
        ["praise", "表扬", "Praise", "green"],
      ]),
    },
    severity: {
      type: "choice",
      ...basic("严重程度", "Severity"),
      default: "normal",
      choices: choices([
        ["low", "低", "Low", "default"],
        ["normal", "一般", "Normal", "blue"],
        ["high", "高", "High", "orange"],
        ["critical", "紧急", "Critical", "red"],
      ]),
    },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      required: true,
      default: "open",
      choices: choices([
        ["open", "待受理", "Open", "blue"],
        ["working", "处理中", "In progress", "cyan"],
        ["waiting", "待客户回复", "Waiting", "gold"],
        ["escalated", "已升级", "Escalated", "red"],
        ["resolved", "已解决", "Resolved", "green"],
        ["closed", "已关闭", "Closed", "default"],
      ]),
    },
    assignee: { type: "person", ...basic("处理人", "Assignee"), writtenBy: "assign" },
    description: {
      type: "longText",
      ...basic("描述", "Description"),
      search: true,
      maxLength: 8000,
    },
    resolution: { type: "longText", ...basic("处理结果", "Resolution"), maxLength: 8000 },
    compensation: { type: "money", ...commercial("补偿金额", "Compensation") },
    dueAt: { type: "time", ...basic("处理时限", "Due") },
    resolvedAt: { type: "time", ...basic("解决时间", "Resolved at"), readOnly: true },
    files: filesOf(basic("附件", "Files")),
  },
  states: {
    field: "status",
    initial: "open",
    transitions: {
      open: ["working", "escalated", "resolved"],
      working: ["waiting", "escalated", "resolved"],
      waiting: ["working", "escalated", "resolved"],
      escalated: ["working", "resolved"],
      resolved: ["closed", "working"],
    },
  },
  tallies: { by: ["unit", "owner", "status", "severity"], sums: [] },
  actions: {
    ...standardActions("service", [...EVERYDAY, ...REPORTING, "share"]),
    assign: action(["派单", "Dispatch"], { bundle: "service", layer: "operate" }),
    escalate: action(["升级", "Escalate"], { bundle: "service", layer: "operate" }),
    close: action(["关闭", "Close"], { bundle: "service", layer: "operate" }),
  },
  list: {
    columns: ["number", "subject", "customer", "kind", "severity", "status", "assignee", "dueAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "severity", "kind", "assignee", "unit"],
  },
  form: [
    section(
      ["工单", "Ticket"],
      ["number", "subject", "customer", "order", "kind", "severity", "description"],
    ),
    section(
      ["处理", "Handling"],
      ["status", "assignee", "dueAt", "resolution", "compensation", "resolvedAt"],
    ),
    section(["附件", "Files"], ["files"]),
  ],
});
