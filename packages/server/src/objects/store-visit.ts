import { defineObject } from "./declaration.ts";
import { EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const storeVisit = defineObject({
  name: "storeVisit",
  label: { zh: "到店记录", en: "Store visit" },
  plural: { zh: "到店记录", en: "Store visits" },
  title: "purpose",
  follows: "customer",
  fields: {
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    store: { type: "unit", ...basic("门店", "Store"), required: true },
    at: { type: "time", ...basic("到店时间", "Visited at"), required: true },
    purpose: { type: "text", ...basic("事由", "Purpose"), required: true, search: true },
    receivedBy: { type: "person", ...basic("接待人", "Received by") },
    campaign: { type: "reference", target: "campaign", ...basic("活动", "Campaign") },
    outcome: {
      type: "choice",
      ...basic("结果", "Outcome"),
      choices: choices([
        ["bought", "已消费", "Bought", "green"],
        ["tasted", "试饮", "Tasted", "cyan"],
        ["joined", "新入会", "Joined", "gold"],
        ["left", "未消费", "Left", "default"],
      ]),
    },
    note: { type: "longText", ...basic("备注", "Note"), search: true, maxLength: 2000 },
  },
  actions: standardActions("sales", [...EVERYDAY, ...REPORTING]),
  list: {
    columns: ["at", "customer", "store", "purpose", "receivedBy", "outcome"],
    sort: { field: "at", direction: "desc" },
    filters: ["store", "at", "outcome", "campaign"],
  },
  form: [
    section(
      ["到店记录", "Store visit"],
      ["customer", "store", "at", "purpose", "receivedBy", "campaign", "outcome", "note"],
    ),
  ],
});
