import { SOURCES } from "./customer-fields.ts";
import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, PROBE, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, filesOf, financial, personal, section } from "./vocabulary.ts";

export const lead = defineObject({
  name: "lead",
  label: { zh: "线索", en: "Lead" },
  plural: { zh: "线索", en: "Leads" },
  title: "name",
  fields: {
    name: {
      type: "text",
      ...basic("线索名称", "Name"),
      required: true,
      search: true,
      maxLength: 120,
    },
    company: { type: "text", ...basic("公司", "Company"), search: true },
    phone: { type: "phone", ...personal("手机", "Phone"), search: true },
    email: { type: "email", ...personal("邮箱", "E-mail"), search: true },
    source: { type: "choice", ...basic("来源渠道", "Source"), choices: SOURCES, required: true },
    campaign: { type: "reference", target: "campaign", ...basic("来源活动", "Campaign") },
    country: { type: "country", ...basic("国家/地区", "Country"), default: "CN" },
    city: { type: "text", ...basic("城市", "City"), maxLength: 60 },
    interest: { type: "longText", ...basic("意向说明", "Interest"), search: true, maxLength: 4000 },
    score: {
      type: "number",
      ...commercial("评分", "Score"),
      minimum: 0,
      maximum: 100,
      decimals: 0,
    },
    cost: { type: "money", ...financial("获取成本", "Cost") },
    tags: { type: "tags", ...basic("标签", "Tags"), writtenBy: "tag" },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      required: true,
      default: "open",
      choices: choices([
        ["open", "待跟进", "Open", "blue"],
        ["nurturing", "培育中", "Nurturing", "cyan"],
        ["qualified", "已确认", "Qualified", "green"],
        ["converted", "已转化", "Converted", "purple"],
        ["invalid", "无效", "Invalid", "default"],
      ]),
    },
    customer: {
      type: "reference",
      target: "customer",
      ...basic("转化为客户", "Converted to"),
      readOnly: true,
    },
    convertedAt: { type: "time", ...basic("转化时间", "Converted at"), readOnly: true },
    files: filesOf(personal("附件", "Files")),
  },
  states: {
    field: "status",
    initial: "open",
    transitions: {
      open: ["nurturing", "qualified", "invalid"],
      nurturing: ["open", "qualified", "invalid"],
      qualified: ["nurturing", "converted", "invalid"],
      invalid: ["open"],
    },
  },
  actions: {
    ...standardActions("customer", [
      ...EVERYDAY,
      ...REPORTING,
      "import",
      "reveal",
      "assign",
      "transfer",
      "share",
      "claim",
      "tag",
    ]),
    probe: PROBE,
    convert: action(["转为客户", "Convert"], { bundle: "customer.create", layer: "operate" }),
  },
  list: {
    columns: [
      "name",
      "company",
      "phone",
      "source",
      "campaign",
      "status",
      "score",
      "owner",
      "createdAt",
    ],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "source", "campaign", "tags", "owner", "unit"],
  },
  form: [
    section(
      ["线索", "Lead"],
      ["name", "company", "source", "campaign", "status", "interest", "tags"],
    ),
    section(["联系方式", "Contact"], ["phone", "email", "country", "city"]),
    section(["评估", "Assessment"], ["score", "cost", "customer", "convertedAt"]),
    section(["附件", "Files"], ["files"]),
  ],
});
