import { defineObject } from "./declaration.ts";
import { action, EVERYDAY, REPORTING, standardActions } from "./standard-actions.ts";
import { basic, choices, commercial, financial, section } from "./vocabulary.ts";
import { CUSTOMER_TIERS } from "./customer-fields.ts";

export const coupon = defineObject({
  name: "coupon",
  label: { zh: "优惠券", en: "Coupon" },
  plural: { zh: "优惠券", en: "Coupons" },
  title: "name",
  fields: {
    code: {
      type: "text",
      ...basic("券码", "Code"),
      required: true,
      unique: true,
      search: true,
      maxLength: 40,
    },
    name: { type: "text", ...basic("名称", "Name"), required: true, search: true },
    kind: {
      type: "choice",
      ...basic("类型", "Kind"),
      choices: choices([
        ["cash", "代金券", "Cash", "gold"],
        ["discount", "折扣券", "Discount", "orange"],
        ["free", "免费饮品券", "Free drink", "green"],
        ["birthday", "生日券", "Birthday", "magenta"],
      ]),
    },
    value: { type: "money", ...commercial("面值", "Value") },
    minimumSpend: { type: "money", ...commercial("使用门槛", "Minimum spend") },
    minimumTier: {
      type: "choice",
      ...basic("最低消费档位", "Lowest tier"),
      choices: CUSTOMER_TIERS,
    },
    campaign: { type: "reference", target: "campaign", ...basic("活动", "Campaign") },
    startsOn: { type: "date", ...basic("生效日", "From") },
    endsOn: { type: "date", ...basic("截止日", "Until") },
    stock: { type: "number", ...commercial("发放总量", "Stock"), minimum: 0, decimals: 0 },
    issued: {
      type: "number",
      ...commercial("已发放", "Issued"),
      decimals: 0,
      readOnly: true,
      default: 0,
    },
    redeemed: {
      type: "number",
      ...commercial("已核销", "Redeemed"),
      decimals: 0,
      readOnly: true,
      default: 0,
    },
    unitCost: { type: "money", ...financial("单张成本", "Unit cost") },
    status: {
      type: "choice",
      ...basic("状态", "Status"),
      default: "draft",
      choices: choices([
        ["draft", "草稿", "Draft", "default"],
        ["open", "发放中", "Open", "green"],
        ["closed", "已结束", "Closed", "red"],
      ]),
    },
  },
  actions: {
    ...standardActions("marketing", [...EVERYDAY, ...REPORTING]),
    issue: action(["发券", "Issue"], { bundle: "marketing.benefit", layer: "operate" }),
    redeem: action(["核销", "Redeem"], { bundle: "marketing.benefit", layer: "operate" }),
  },
  list: {
    columns: [
      "code",
      "name",
      "kind",
      "value",
      "minimumTier",
      "startsOn",
      "endsOn",
      "issued",
      "status",
    ],
    sort: { field: "createdAt", direction: "desc" },
    filters: ["status", "kind", "campaign"],
  },
  form: [
    section(
      ["优惠券", "Coupon"],
      ["code", "name", "kind", "campaign", "startsOn", "endsOn", "status"],
    ),
    section(
      ["面值与门槛", "Value and conditions"],
      ["value", "minimumSpend", "minimumTier", "unitCost"],
    ),
    section(["数量", "Quantity"], ["stock", "issued", "redeemed"]),
  ],
});
