import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, section } from "./vocabulary.ts";

/** Owner is the seller whose period it is; the target and the confirmation are somebody else's acts (R163). */
export const salesForecast = defineObject({
  name: "salesForecast",
  label: { zh: "销售预测", en: "Sales forecast" },
  plural: { zh: "销售预测", en: "Sales forecasts" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("名称", "Name"), required: true, search: true },
    periodStart: { type: "date", ...basic("周期开始", "Period from"), required: true },
    periodEnd: { type: "date", ...basic("周期结束", "Period until"), required: true },
    forecast: { type: "money", ...commercial("预测额", "Forecast") },
    target: { type: "money", ...commercial("目标额", "Target"), writtenBy: "setTarget" },
    result: { type: "money", ...commercial("完成额", "Result"), readOnly: true },
    confirmed: { type: "money", ...commercial("确认额", "Confirmed"), writtenBy: "confirm" },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "draft",
      choices: choices([
        ["draft", "填报中", "Draft", "default"],
        ["submitted", "已提交", "Submitted", "gold"],
        ["confirmed", "已确认", "Confirmed", "green"],
        ["returned", "已退回", "Returned", "red"],
      ]),
    },
    comment: { type: "longText", ...basic("说明", "Comment"), maxLength: 2000 },
  },
  states: {
    field: "status",
    initial: "draft",
    transitions: {
      draft: ["submitted"],
      submitted: ["confirmed", "returned"],
      returned: ["submitted"],
    },
  },
  actions: {
    ...standardActions("sales", [...EVERYDAY, ...REPORTING, "assign", "transfer"]),
    confirm: action(["确认预测", "Confirm"], { bundle: "sales", layer: "operate" }),
    sendBack: action(["退回预测", "Return"], { bundle: "sales", layer: "operate" }),
    setTarget: action(["设定目标", "Set target"], { bundle: "sales", layer: "operate" }),
  },
  list: {
    columns: [
      "name",
      "owner",
      "periodStart",
      "periodEnd",
      "target",
      "forecast",
      "result",
      "status",
    ],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "owner", "unit", "periodStart"],
  },
  form: [
    section(
      ["预测", "Forecast"],
      ["name", "owner", "periodStart", "periodEnd", "status", "comment"],
    ),
    section(["数额", "Figures"], ["forecast", "target", "confirmed", "result"]),
  ],
});
