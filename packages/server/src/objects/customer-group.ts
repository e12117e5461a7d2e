import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const customerGroup = defineObject({
  name: "customerGroup",
  label: { zh: "客户群", en: "Customer group" },
  plural: { zh: "客户群", en: "Customer groups" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("名称", "Name"), required: true, search: true },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      default: "segment",
      choices: choices([
        ["segment", "标签分群", "Segment", "blue"],
        ["chat", "微信群", "Chat group", "green"],
        ["class", "班级", "Class", "purple"],
        ["vip", "贵宾名单", "VIP list", "gold"],
      ]),
    },
    tags: {
      type: "tags",
      ...basic("包含标签", "Tags"),
      help: { zh: "带有其中任一标签的客户。", en: "Customers who carry any of these." },
    },
    memberCount: { type: "number", ...basic("人数", "Members"), readOnly: true, decimals: 0 },
    purpose: { type: "longText", ...basic("用途", "Purpose"), maxLength: 2000 },
  },
  actions: standardActions("customer", [...EVERYDAY, "assign", "transfer", "share", "tag"]),
  list: {
    columns: ["name", "kind", "tags", "memberCount", "owner", "unit"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["kind", "tags", "owner", "unit"],
  },
  form: [section(["客户群", "Customer group"], ["name", "kind", "tags", "memberCount", "purpose"])],
});
