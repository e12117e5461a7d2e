import { defineObject } from "./declaration.ts";
import { action, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, financial, section } from "./vocabulary.ts";

export const pricePolicy = defineObject({
  name: "pricePolicy",
  label: { zh: "价格政策", en: "Price policy" },
  plural: { zh: "价格政策", en: "Price policies" },
  title: "name",
  fields: {
    name: { type: "text", ...basic("政策名称", "Name"), required: true, search: true },
    product: { type: "reference", target: "product", ...basic("适用产品", "Product") },
    channel: {
      type: "choice",
      ...basic("适用渠道", "Channel"),
      choices: choices([
        ["all", "全部渠道", "All channels", "default"],
        ["store", "门店", "Stores", "green"],
        ["delivery", "外卖平台", "Delivery platforms", "orange"],
        ["eCommerce", "电商", "E-commerce", "gold"],
        ["b2b", "企业团购", "Corporate", "geekblue"],
        ["export", "海外", "Overseas", "purple"],
      ]),
    },
    price: { type: "money", ...commercial("执行价", "Price") },
    maximumDiscount: {
      type: "percent",
      ...commercial("最大折扣", "Largest discount"),
      minimum: 0,
      maximum: 100,
      decimals: 1,
    },
    floor: { type: "money", ...financial("底价", "Floor price") },
    startsOn: { type: "date", ...basic("生效日", "From") },
    endsOn: { type: "date", ...basic("截止日", "Until") },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "draft",
      choices: choices([
        ["draft", "草稿", "Draft", "default"],
        ["approved", "已批准", "Approved", "green"],
        ["expired", "已失效", "Expired", "red"],
      ]),
      writtenBy: "approve",
    },
    note: { type: "longText", ...basic("说明", "Note"), maxLength: 2000 },
  },
  states: {
    field: "status",
    initial: "draft",
    transitions: { draft: ["approved"], approved: ["expired"] },
  },
  actions: {
    ...standardActions("marketing", ["create", "edit", "delete", "restore", "export"]),
    ...standardActions("sales", ["view", "history"]),
    approve: action(["批准", "Approve"], { bundle: "marketing.configure", layer: "operate" }),
  },
  list: {
    columns: [
      "name",
      "product",
      "channel",
      "price",
      "maximumDiscount",
      "startsOn",
      "endsOn",
      "status",
    ],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "channel", "product"],
  },
  form: [
    section(
      ["政策", "Policy"],
      ["name", "product", "channel", "startsOn", "endsOn", "status", "note"],
    ),
    section(["价格", "Price"], ["price", "maximumDiscount", "floor"]),
  ],
});
