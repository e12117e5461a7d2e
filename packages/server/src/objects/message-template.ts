import { defineObject } from "./declaration.ts";
import { action, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const messageTemplate = defineObject({
  name: "messageTemplate",
  label: { zh: "话术模板", en: "Message template" },
  plural: { zh: "话术模板", en: "Message templates" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("模板名称", "Name"), required: true, search: true },
    kind: {
      type: "choice",
      ...basic("用途", "Purpose"),
      required: true,
      default: "care",
      choices: choices([
        ["care", "关怀", "Care", "magenta"],
        ["promotion", "促销", "Promotion", "gold"],
        ["benefit", "专属权益", "Exclusive benefit", "volcano"],
        ["notice", "通知", "Notice", "blue"],
      ]),
    },
    channel: {
      type: "choice",
      ...basic("渠道", "Channel"),
      choices: choices([
        ["sms", "短信", "SMS", "cyan"],
        ["wecom", "企业微信", "WeCom", "green"],
        ["email", "邮件", "E-mail", "purple"],
      ]),
    },
    body: {
      type: "longText",
      ...basic("正文", "Body"),
      required: true,
      search: true,
      maxLength: 2000,
    },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "draft",
      choices: choices([
        ["draft", "草稿", "Draft", "default"],
        ["submitted", "待审核", "Submitted", "gold"],
        ["approved", "已通过", "Approved", "green"],
        ["rejected", "已驳回", "Rejected", "red"],
        ["retired", "已停用", "Retired", "default"],
      ]),
    },
    approvedBy: { type: "person", ...basic("审核人", "Approved by"), readOnly: true },
  },
  states: {
    field: "status",
    initial: "draft",
    transitions: {
      draft: ["submitted"],
      submitted: ["approved", "rejected"],
      rejected: ["draft"],
      approved: ["retired"],
    },
  },
  actions: {
    ...standardActions("marketing", ["view", "history"]),
    use: action(["使用模板", "Use"], { bundle: "marketing.use", layer: "operate" }),
    create: action(["新建", "Create"], { bundle: "marketing.author", layer: "change" }),
    edit: action(["编辑", "Edit"], { bundle: "marketing.author", layer: "change" }),
    delete: action(["删除", "Delete"], { bundle: "marketing.author", layer: "change" }),
    restore: action(["恢复", "Restore"], { bundle: "marketing.author", layer: "change" }),
    approve: action(["审核", "Approve"], { bundle: "marketing.approve", layer: "operate" }),
  },
  list: {
    columns: ["name", "kind", "channel", "status", "createdBy", "approvedBy", "updatedAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["kind", "channel", "status"],
  },
  form: [
    section(
      ["话术模板", "Message template"],
      ["name", "kind", "channel", "body", "status", "createdBy", "approvedBy"],
    ),
  ],
});
