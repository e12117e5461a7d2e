import { defineObject } from "./declaration.ts";
import { EVERYDAY, PROBE, standardActions } from "./standard-actions.ts";
import { basic, choices, personal, section } from "./vocabulary.ts";

export const contact = defineObject({
  name: "contact",
  label: { zh: "联系人", en: "Contact" },
  plural: { zh: "联系人", en: "Contacts" },
  title: "name",
  follows: "customer",
  fields: {
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    name: { type: "text", ...basic("姓名", "Name"), required: true, search: true, maxLength: 120 },
    position: { type: "text", ...basic("职务", "Position"), maxLength: 80 },
    role: {
      type: "choice",
      ...basic("决策角色", "Part in the decision"),
      choices: choices([
        ["decider", "决策人", "Decides", "red"],
        ["influencer", "影响者", "Influences", "gold"],
        ["user", "使用者", "Uses", "blue"],
        ["payer", "付款人", "Pays", "green"],
        ["guardian", "监护人", "Guardian", "purple"],
      ]),
    },
    phone: { type: "phone", ...personal("手机", "Phone"), search: true },
    email: { type: "email", ...personal("邮箱", "E-mail"), search: true },
    wechat: { type: "text", ...personal("微信号", "WeChat"), search: true, maxLength: 60 },
    birthday: { type: "date", ...personal("生日", "Birthday") },
    primary: { type: "boolean", ...basic("首要联系人", "Primary"), default: false },
    note: { type: "longText", ...basic("备注", "Note"), maxLength: 2000 },
  },
  actions: { ...standardActions("customer", [...EVERYDAY, "import", "reveal"]), probe: PROBE },
  list: {
    columns: ["name", "customer", "position", "role", "phone", "email", "owner"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["customer", "role", "owner", "unit"],
  },
  form: [
    section(["联系人", "Contact"], ["customer", "name", "position", "role", "primary", "note"]),
    section(["联系方式", "Ways to reach"], ["phone", "email", "wechat", "birthday"]),
  ],
});
