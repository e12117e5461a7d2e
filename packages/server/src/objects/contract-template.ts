import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, filesOf, section } from "./vocabulary.ts";

export const contractTemplate = defineObject({
  name: "contractTemplate",
  label: { zh: "合同模板", en: "Contract template" },
  plural: { zh: "合同模板", en: "Contract templates" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("模板名称", "Name"), required: true, search: true },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      choices: choices([
        ["groupPurchase", "企业团购", "Corporate purchase", "geekblue"],
        ["supply", "供货", "Supply", "cyan"],
        ["franchise", "加盟", "Franchise", "gold"],
        ["event", "活动茶歇", "Catering", "magenta"],
      ]),
    },
    body: { type: "longText", ...commercial("正文", "Body"), maxLength: 20000 },
    edition: { type: "text", ...basic("版本", "Edition"), maxLength: 20 },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "draft",
      choices: choices([
        ["draft", "草稿", "Draft", "default"],
        ["released", "已发布", "Released", "green"],
        ["retired", "已停用", "Retired", "red"],
      ]),
    },
    files: filesOf(commercial("附件", "Files")),
  },
  actions: {
    ...standardActions("administration", EVERYDAY),
    use: action(["使用模板", "Use"], { bundle: "sales", layer: "operate" }),
  },
  list: {
    columns: ["name", "kind", "edition", "status", "updatedAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["kind", "status"],
  },
  form: [
    section(["合同模板", "Contract template"], ["name", "kind", "edition", "status", "body"]),
    section(["附件", "Files"], ["files"]),
  ],
});
