import { defineObject } from "./declaration.ts";
import { action, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, filesOf, section } from "./vocabulary.ts";

/** Owner and unit are the customer's; who wrote it is `createdBy`; nobody else edits it before it is filed. */
export const followUp = defineObject({
  name: "followUp",
  label: { zh: "跟进记录", en: "Follow-up" },
  plural: { zh: "跟进记录", en: "Follow-ups" },
  title: "subject",
  follows: "customer",
  fields: {
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    opportunity: { type: "reference", target: "opportunity", ...basic("商机", "Opportunity") },
    ticket: { type: "reference", target: "ticket", ...basic("工单", "Ticket") },
    kind: {
      type: "choice",
      ...basic("方式", "Kind"),
      required: true,
      default: "note",
      choices: choices([
        ["call", "电话", "Call", "blue"],
        ["visit", "拜访", "Visit", "green"],
        ["store", "到店接待", "In the store", "lime"],
        ["wechat", "企业微信", "WeCom", "cyan"],
        ["email", "邮件", "E-mail", "purple"],
        ["service", "服务记录", "Service", "orange"],
        ["note", "备忘", "Note", "default"],
      ]),
    },
    subject: { type: "text", ...basic("主题", "Subject"), required: true, search: true },
    content: {
      type: "longText",
      ...basic("内容", "Content"),
      search: true,
      maxLength: 8000,
      help: {
        zh: "金额、账号等会按读者的权限自动打码。",
        en: "Amounts and account numbers are masked for readers who may not see them.",
      },
    },
    at: { type: "time", ...basic("沟通时间", "Contacted at"), required: true },
    nextAt: { type: "time", ...basic("下次跟进", "Next") },
    state: {
      type: "choice",
      ...basic("状态", "State"),
      required: true,
      default: "draft",
      choices: choices([
        ["draft", "未归档", "Open", "blue"],
        ["filed", "已归档锁定", "Filed and locked", "green"],
        ["withdrawn", "已撤回", "Withdrawn", "default"],
      ]),
      writtenBy: "file",
    },
    filedAt: { type: "time", ...basic("归档时间", "Filed at"), readOnly: true },
    amendment: {
      type: "longText",
      ...basic("补充更正", "Amendment"),
      search: true,
      maxLength: 8000,
      writtenBy: "amend",
    },
    amendedBy: { type: "person", ...basic("更正人", "Amended by"), readOnly: true },
    files: filesOf(basic("附件", "Files")),
  },
  states: {
    field: "state",
    initial: "draft",
    transitions: { draft: ["filed", "withdrawn"], filed: ["withdrawn"] },
  },
  tallies: { by: ["unit", "owner", "kind", "state"], sums: [] },
  actions: {
    ...standardActions("communication", [
      "view",
      "create",
      "edit",
      "delete",
      "restore",
      "history",
      "export",
      ...REPORTING,
    ]),
    file: action(["归档", "File"], { bundle: "communication.write", layer: "operate" }),
    amend: action(["补充更正已锁定记录", "Amend a locked record"], {
      bundle: "communication.amend",
      layer: "change",
    }),
    withdraw: action(["撤回", "Withdraw"], { bundle: "communication.withdraw", layer: "operate" }),
  },
  list: {
    columns: ["at", "kind", "subject", "customer", "createdBy", "state", "nextAt"],
    sort: { field: "at", direction: "desc" },
    filters: ["kind", "state", "createdBy", "at", "unit"],
  },
  form: [
    section(
      ["跟进", "Follow-up"],
      ["customer", "kind", "subject", "content", "at", "nextAt", "opportunity", "ticket"],
    ),
    section(
      ["归档与更正", "Filing and amendment"],
      ["createdBy", "state", "filedAt", "amendment", "amendedBy"],
    ),
    section(["附件", "Files"], ["files"]),
  ],
});
