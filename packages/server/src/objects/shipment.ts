import { defineObject } from "./declaration.ts";
import { EVERYDAY, standardActions } from "./standard-actions.ts";
import { basic, choices, financial, personal, section } from "./vocabulary.ts";

export const shipment = defineObject({
  name: "shipment",
  label: { zh: "物流单", en: "Shipment" },
  plural: { zh: "物流单", en: "Shipments" },
  title: "number",
  follows: "customer",
  fields: {
    number: {
      type: "text",
      ...basic("运单号", "Number"),
      required: true,
      search: true,
      maxLength: 60,
    },
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    order: { type: "reference", target: "order", ...basic("订单", "Order") },
    carrier: { type: "text", ...basic("承运商", "Carrier"), maxLength: 60 },
    direction: {
      type: "choice",
      ...basic("方向", "Direction"),
      default: "outbound",
      choices: choices([
        ["outbound", "发货", "Outbound", "blue"],
        ["return", "退货", "Return", "orange"],
      ]),
    },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "packed",
      choices: choices([
        ["packed", "已打包", "Packed", "default"],
        ["onTheWay", "运输中", "On the way", "blue"],
        ["delivered", "已签收", "Delivered", "green"],
        ["problem", "异常", "Problem", "red"],
      ]),
    },
    shippedAt: { type: "time", ...basic("发出时间", "Shipped at") },
    deliveredAt: { type: "time", ...basic("签收时间", "Delivered at") },
    receiver: { type: "text", ...personal("收件人", "Receiver"), maxLength: 80 },
    address: { type: "text", ...personal("收件地址", "Address"), maxLength: 300 },
    freight: { type: "money", ...financial("运费", "Freight") },
  },
  actions: standardActions("service", [...EVERYDAY, "reveal"]),
  list: {
    columns: ["number", "customer", "order", "carrier", "direction", "status", "shippedAt"],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "direction", "carrier", "shippedAt"],
  },
  form: [
    section(
      ["物流", "Shipment"],
      ["number", "customer", "order", "carrier", "direction", "status"],
    ),
    section(["收发", "Delivery"], ["shippedAt", "deliveredAt", "receiver", "address", "freight"]),
  ],
});
