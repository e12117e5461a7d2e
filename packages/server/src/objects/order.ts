import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, filesOf, financial, section } from "./vocabulary.ts";

export const order = defineObject({
  name: "order",
  label: { zh: "订单", en: "Order" },
  plural: { zh: "订单", en: "Orders" },
  title: "number",
  follows: "customer",
  fields: {
    number: {
      type: "text",
      ...basic("订单号", "Number"),
      required: true,
      unique: true,
      search: true,
      maxLength: 40,
    },
    customer: {
      type: "reference",
      target: "customer",
      ...basic("客户", "Customer"),
      required: true,
    },
    placedAt: { type: "time", ...basic("下单时间", "Placed at"), required: true },
    store: {
      type: "unit",
      ...basic("下单门店", "Store"),
      help: {
        zh: "在哪家店消费；客户归属另看所属单元。",
        en: "Where it was bought; the customer's home is the record's unit.",
      },
    },
    channel: {
      type: "choice",
      ...basic("渠道", "Channel"),
      choices: choices([
        ["counter", "堂食/自取", "At the counter", "green"],
        ["miniProgram", "小程序", "Mini program", "cyan"],
        ["delivery", "外卖平台", "Delivery platform", "orange"],
        ["eCommerce", "电商", "E-commerce", "gold"],
        ["b2b", "企业团购", "Corporate", "geekblue"],
        ["export", "海外", "Overseas", "purple"],
      ]),
    },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      required: true,
      default: "placed",
      choices: choices([
        ["placed", "已下单", "Placed", "blue"],
        ["paid", "已付款", "Paid", "cyan"],
        ["fulfilled", "已完成", "Fulfilled", "green"],
        ["refunding", "退款中", "Refunding", "gold"],
        ["refunded", "已退款", "Refunded", "volcano"],
        ["cancelled", "已取消", "Cancelled", "default"],
      ]),
    },
    lines: {
      type: "lines",
      ...commercial("明细", "Lines"),
      columns: {
        sku: { type: "text", label: { zh: "编码", en: "SKU" }, required: true },
        name: { type: "text", label: { zh: "品名", en: "Item" }, required: true },
        quantity: { type: "number", label: { zh: "数量", en: "Quantity" }, required: true },
        unitPrice: { type: "money", label: { zh: "单价", en: "Unit price" }, required: true },
        amount: { type: "money", label: { zh: "小计", en: "Amount" }, required: true },
      },
    },
    total: { type: "money", ...commercial("订单金额", "Total"), required: true },
    discount: { type: "money", ...commercial("优惠金额", "Discount") },
    cost: { type: "money", ...financial("成本", "Cost") },
    margin: { type: "money", ...financial("毛利", "Margin") },
    receivable: { type: "money", ...financial("应收", "Receivable") },
    currency: { type: "currency", ...basic("币种", "Currency"), default: "CNY" },
    country: { type: "country", ...basic("国家/地区", "Country"), default: "CN" },
    opportunity: { type: "reference", target: "opportunity", ...basic("来源商机", "Opportunity") },
    contract: { type: "reference", target: "contract", ...basic("合同", "Contract") },
    coupon: { type: "reference", target: "coupon", ...basic("使用的优惠券", "Coupon used") },
    campaign: { type: "reference", target: "campaign", ...basic("营销活动", "Campaign") },
    note: { type: "longText", ...basic("备注", "Note"), maxLength: 2000 },
    files: filesOf(commercial("附件", "Files")),
  },
  states: {
    field: "status",
    initial: "placed",
    transitions: {
      placed: ["paid", "cancelled"],
      paid: ["fulfilled", "refunding"],
      fulfilled: ["refunding"],
      refunding: ["refunded", "fulfilled"],
    },
  },
  tallies: { by: ["unit", "owner", "status", "store"], sums: ["total"] },
  actions: {
    ...standardActions("sales", [...EVERYDAY, ...REPORTING, "import", "share"]),
    refund: action(["退款", "Refund"], { bundle: "sales", layer: "operate" }),
    collect: action(["登记收款", "Record payment"], { bundle: "sales", layer: "operate" }),
  },
  list: {
    columns: ["number", "customer", "placedAt", "store", "channel", "status", "total", "margin"],
    sort: { field: "placedAt", direction: "desc" },
    filters: ["status", "channel", "placedAt", "store", "unit", "campaign"],
  },
  form: [
    section(
      ["订单", "Order"],
      ["number", "customer", "placedAt", "store", "channel", "status", "note"],
    ),
    section(["明细", "Lines"], ["lines", "total", "discount", "currency", "country"]),
    section(["财务", "Finance"], ["cost", "margin", "receivable"]),
    section(["关联", "Linked"], ["opportunity", "contract", "coupon", "campaign"]),
    section(["附件", "Files"], ["files"]),
  ],
});
