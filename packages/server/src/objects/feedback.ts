import { defineObject } from "./declaration.ts";
import { EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, section } from "./vocabulary.ts";

export const feedback = defineObject({
  name: "feedback",
  label: { zh: "客户反馈", en: "Feedback" },
  plural: { zh: "客户反馈", en: "Feedback" },
  title: "subject",
  follows: "customer",
  fields: {
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    subject: { type: "text", ...basic("主题", "Subject"), required: true, search: true },
    content: { type: "longText", ...basic("内容", "Content"), search: true, maxLength: 8000 },
    rating: { type: "number", ...basic("评分", "Rating"), minimum: 1, maximum: 5, decimals: 0 },
    topic: {
      type: "choice",
      ...basic("主题分类", "Topic"),
      choices: choices([
        ["product", "产品口味", "Product", "magenta"],
        ["service", "门店服务", "Service", "blue"],
        ["delivery", "配送", "Delivery", "orange"],
        ["price", "价格", "Price", "gold"],
        ["app", "小程序", "App", "cyan"],
        ["other", "其他", "Other", "default"],
      ]),
    },
    ticket: { type: "reference", target: "ticket", ...basic("工单", "Ticket") },
    store: { type: "unit", ...basic("涉及门店", "Store") },
    answer: { type: "longText", ...basic("回应措施", "What we do about it"), maxLength: 4000 },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "open",
      choices: choices([
        ["open", "待回应", "Open", "blue"],
        ["planned", "已列入服务计划", "Planned", "cyan"],
        ["answered", "已回应", "Answered", "green"],
      ]),
    },
  },
  actions: standardActions("service", [...EVERYDAY, ...REPORTING]),
  list: {
    columns: ["subject", "customer", "topic", "rating", "status", "store", "createdBy"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "topic", "rating", "store", "unit"],
  },
  form: [
    section(
      ["反馈", "Feedback"],
      ["customer", "subject", "content", "rating", "topic", "store", "ticket"],
    ),
    section(["回应", "Answer"], ["status", "answer", "createdBy"]),
  ],
});
