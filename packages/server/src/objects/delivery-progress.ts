import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const deliveryProgress = defineObject({
  name: "deliveryProgress",
  label: { zh: "交付进度", en: "Delivery progress" },
  plural: { zh: "交付进度", en: "Delivery progress" },
  title: "milestone",
  follows: "customer",
  fields: {
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    contract: { type: "reference", target: "contract", ...basic("合同", "Contract") },
    milestone: { type: "text", ...basic("里程碑", "Milestone"), required: true, search: true },
    dueOn: { type: "date", ...basic("计划日期", "Due") },
    doneOn: { type: "date", ...basic("完成日期", "Done") },
    progress: {
      type: "percent",
      ...basic("完成度", "Progress"),
      minimum: 0,
      maximum: 100,
      decimals: 0,
    },
    responsible: { type: "person", ...basic("执行人", "Responsible") },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "planned",
      choices: choices([
        ["planned", "未开始", "Planned", "default"],
        ["running", "进行中", "Running", "blue"],
        ["late", "已延期", "Late", "red"],
        ["done", "已完成", "Done", "green"],
      ]),
    },
    note: { type: "longText", ...basic("说明", "Note"), maxLength: 2000 },
  },
  actions: standardActions("service", EVERYDAY),
  list: {
    columns: ["milestone", "customer", "contract", "status", "progress", "dueOn", "responsible"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "dueOn", "responsible"],
  },
  form: [
    section(
      ["交付进度", "Delivery progress"],
      [
        "customer",
        "contract",
        "milestone",
        "status",
        "progress",
        "dueOn",
        "doneOn",
        "responsible",
        "note",
      ],
    ),
  ],
});
