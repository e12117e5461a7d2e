import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, financial, section, strategic } from "./vocabulary.ts";
import { CUSTOMER_TIERS } from "./customer-fields.ts";

export const campaign = defineObject({
  name: "campaign",
  label: { zh: "营销活动", en: "Campaign" },
  plural: { zh: "营销活动", en: "Campaigns" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("活动名称", "Name"), required: true, search: true },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      choices: choices([
        ["message", "群发触达", "Mass message", "blue"],
        ["store", "门店活动", "In stores", "green"],
        ["online", "线上投放", "Online", "cyan"],
        ["member", "会员日", "Member day", "gold"],
        ["launch", "新品上市", "Launch", "magenta"],
      ]),
    },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      required: true,
      default: "draft",
      choices: choices([
        ["draft", "草稿", "Draft", "default"],
        ["submitted", "待确认", "Submitted", "gold"],
        ["approved", "已确认", "Approved", "cyan"],
        ["running", "进行中", "Running", "green"],
        ["paused", "已暂停", "Paused", "orange"],
        ["ended", "已结束", "Ended", "blue"],
      ]),
    },
    startsOn: { type: "date", ...basic("开始日", "From") },
    endsOn: { type: "date", ...basic("结束日", "Until") },
    template: {
      type: "reference",
      target: "messageTemplate",
      ...basic("消息模板", "Message template"),
    },
    audience: { type: "reference", target: "customerGroup", ...basic("目标客群", "Audience") },
    minimumTier: {
      type: "choice",
      ...basic("最低消费档位", "Lowest tier"),
      choices: CUSTOMER_TIERS,
    },
    budget: { type: "money", ...financial("预算", "Budget") },
    spent: { type: "money", ...financial("已花费", "Spent") },
    reached: { type: "number", ...commercial("触达人数", "Reached"), decimals: 0, readOnly: true },
    responded: {
      type: "number",
      ...commercial("响应人数", "Responded"),
      decimals: 0,
      readOnly: true,
    },
    revenue: { type: "money", ...commercial("带来的销售额", "Revenue"), readOnly: true },
    strategy: { type: "longText", ...strategic("策略说明", "Strategy"), maxLength: 8000 },
    brief: { type: "longText", ...basic("活动说明", "Brief"), search: true, maxLength: 8000 },
  },
  states: {
    field: "status",
    initial: "draft",
    transitions: {
      draft: ["submitted"],
      submitted: ["draft", "approved"],
      approved: ["running", "draft"],
      running: ["paused", "ended"],
      paused: ["running", "ended"],
    },
  },
  actions: {
    ...standardActions("marketing", [...EVERYDAY, ...REPORTING, "assign", "transfer", "share"]),
    approve: action(["确认活动", "Approve"], { bundle: "marketing.approve", layer: "operate" }),
    send: action(["群发", "Mass-send"], { bundle: "marketing.send", layer: "operate" }),
    stop: action(["紧急停止", "Stop"], { bundle: "marketing.send", layer: "operate" }),
  },
  relations: { leads: { target: "lead", by: { inverse: "campaign" } } },
  list: {
    columns: [
      "name",
      "kind",
      "status",
      "startsOn",
      "endsOn",
      "reached",
      "responded",
      "revenue",
      "owner",
    ],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "kind", "startsOn", "owner"],
  },
  form: [
    section(["活动", "Campaign"], ["name", "kind", "status", "startsOn", "endsOn", "brief"]),
    section(["受众与内容", "Audience and message"], ["template", "audience", "minimumTier"]),
    section(
      ["投入与效果", "Cost and effect"],
      ["budget", "spent", "reached", "responded", "revenue", "strategy"],
    ),
  ],
});
