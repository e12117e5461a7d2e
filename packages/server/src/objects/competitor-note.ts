import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, section, strategic } from "./vocabulary.ts";

export const competitorNote = defineObject({
  name: "competitorNote",
  label: { zh: "竞品情报", en: "Competitor note" },
  plural: { zh: "竞品情报", en: "Competitor notes" },
  title: "subject",
  fields: {
    subject: { type: "text", ...basic("主题", "Subject"), required: true, search: true },
    competitor: { type: "text", ...basic("竞争对手", "Competitor"), required: true, search: true },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      choices: choices([
        ["price", "价格", "Price", "gold"],
        ["product", "新品", "Product", "magenta"],
        ["promotion", "促销", "Promotion", "orange"],
        ["store", "开店", "Store", "green"],
        ["other", "其他", "Other", "default"],
      ]),
    },
    observedOn: { type: "date", ...basic("观察日期", "Observed on") },
    content: { type: "longText", ...strategic("内容", "Content"), search: true, maxLength: 8000 },
    opportunity: { type: "reference", target: "opportunity", ...basic("相关商机", "Opportunity") },
  },
  actions: standardActions("sales", [...EVERYDAY, "assign", "transfer", "share"]),
  list: {
    columns: ["observedOn", "subject", "competitor", "kind", "owner", "unit"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["kind", "competitor", "observedOn"],
  },
  form: [
    section(
      ["竞品情报", "Competitor note"],
      ["subject", "competitor", "kind", "observedOn", "opportunity", "content"],
    ),
  ],
});
