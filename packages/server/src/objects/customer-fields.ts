/** The customer's fields, by the groups of its form; `customer.ts` puts them together. */
import type { FieldDeclaration } from "./declaration.ts";
import {
  basic,
  choices,
  commercial,
  contactClass,
  financial,
  personal,
  strategic,
} from "./vocabulary.ts";

const CUSTOMER_STAGES = choices([
  ["new", "新客户", "New", "blue"],
  ["developing", "培育中", "Developing", "cyan"],
  ["negotiating", "商谈中", "Negotiating", "gold"],
  ["signed", "已签约", "Signed", "green"],
  ["delivering", "交付中", "Delivering", "lime"],
  ["afterSales", "售后期", "After-sales", "purple"],
  ["dormant", "沉睡", "Dormant", "default"],
  ["lost", "已流失", "Lost", "red"],
]);

/** R92: five tiers by spend. */
export const CUSTOMER_TIERS = choices([
  ["tier1", "一档（未满 200 元）", "Tier 1 (under 200)", "default"],
  ["tier2", "二档（200 元起）", "Tier 2 (from 200)", "blue"],
  ["tier3", "三档（1000 元起）", "Tier 3 (from 1,000)", "cyan"],
  ["tier4", "四档（5000 元起）", "Tier 4 (from 5,000)", "gold"],
  ["tier5", "五档（20000 元起）", "Tier 5 (from 20,000)", "volcano"],
]);

const MEMBER_LEVELS = choices([
  ["guest", "非会员", "Not a member", "default"],
  ["bronze", "普通会员", "Member", "blue"],
  ["silver", "银卡会员", "Silver", "geekblue"],
  ["gold", "金卡会员", "Gold", "gold"],
  ["vip", "VIP", "VIP", "magenta"],
]);

/** Where a customer or a lead came from. */
export const SOURCES = choices([
  ["storeCode", "门店扫码", "Store code", "green"],
  ["miniProgram", "小程序", "Mini program", "cyan"],
  ["delivery", "外卖平台", "Delivery platform", "orange"],
  ["eCommerce", "电商店铺", "E-commerce shop", "gold"],
  ["campaign", "营销活动", "Campaign", "magenta"],
  ["referral", "老客推荐", "Referral", "purple"],
  ["exhibition", "展会", "Exhibition", "geekblue"],
  ["website", "官网", "Website", "blue"],
  ["outbound", "主动拓展", "Outbound", "default"],
  ["other", "其他", "Other", "default"],
]);

export const CUSTOMER_IDENTITY = {
  name: {
    type: "text",
    ...basic("客户名称", "Name"),
    required: true,
    search: true,
    maxLength: 120,
  },
  kind: {
    type: "choice",
    ...basic("客户类型", "Kind"),
    choices: choices([
      ["person", "个人", "Person", "blue"],
      ["company", "企业", "Company", "geekblue"],
    ]),
    default: "person",
  },
  gender: {
    type: "choice",
    ...basic("性别", "Gender"),
    personal: true,
    choices: choices([
      ["female", "女", "Female", "magenta"],
      ["male", "男", "Male", "blue"],
      ["unknown", "未说明", "Not stated", "default"],
    ]),
  },
  company: { type: "text", ...basic("公司", "Company"), search: true },
  source: { type: "choice", ...basic("来源渠道", "Source"), choices: SOURCES },
  campaign: { type: "reference", target: "campaign", ...basic("来源活动", "Campaign") },
  note: { type: "longText", ...basic("备注", "Note"), search: true, maxLength: 4000 },
} as const satisfies Fields;

export const CUSTOMER_CONTACT = {
  phone: { type: "phone", ...personal("手机", "Phone"), search: true },
  phone2: { type: "phone", ...personal("备用电话", "Second phone"), search: true },
  email: { type: "email", ...personal("邮箱", "E-mail"), search: true },
  wechat: { type: "text", ...personal("微信号", "WeChat"), search: true, maxLength: 60 },
  birthday: { type: "date", ...personal("生日", "Birthday") },
  country: { type: "country", ...basic("国家/地区", "Country"), default: "CN" },
  province: { type: "text", ...basic("省份", "Province"), maxLength: 60 },
  city: { type: "text", ...basic("城市", "City"), maxLength: 60 },
  address: { type: "text", ...personal("详细地址", "Address"), maxLength: 300 },
  webDomain: {
    type: "text",
    ...contactClass("网址域名", "Web domain"),
    search: true,
    maxLength: 120,
  },
  marketingConsent: {
    type: "boolean",
    ...basic("同意接收营销信息", "Marketing consent"),
    default: false,
    help: {
      zh: "客户没有同意，就不会出现在任何群发名单里。",
      en: "Without consent the customer never appears in a mass-send.",
    },
  },
} as const satisfies Fields;

export const CUSTOMER_STANDING = {
  stage: {
    type: "choice",
    ...basic("客户阶段", "Stage"),
    choices: CUSTOMER_STAGES,
    default: "new",
    required: true,
  },
  tier: {
    type: "choice",
    ...basic("消费档位", "Spend tier"),
    choices: CUSTOMER_TIERS,
    default: "tier1",
    readOnly: true,
    help: { zh: "按累计消费自动划分，共五档。", en: "Five tiers, set from total spend." },
  },
  level: {
    type: "choice",
    ...basic("会员等级", "Member level"),
    choices: MEMBER_LEVELS,
    default: "guest",
    writtenBy: "setLevel",
  },
  points: {
    type: "number",
    ...basic("积分", "Points"),
    minimum: 0,
    decimals: 0,
    default: 0,
    writtenBy: "setLevel",
  },
  tags: { type: "tags", ...basic("标签", "Tags"), writtenBy: "tag" },
  poolSince: { type: "time", ...basic("进入公海时间", "In the pool since"), readOnly: true },
  claimedAt: { type: "time", ...basic("领取时间", "Claimed at"), readOnly: true },
  confirmedAt: {
    type: "date",
    ...basic("资料确认日期", "Data confirmed on"),
    help: {
      zh: "上一次和客户核对资料的日期，超期会提醒负责人。",
      en: "When the data were last checked with the customer; the owner is reminded when overdue.",
    },
  },
} as const satisfies Fields;

export const CUSTOMER_PREFERENCES = {
  taste: {
    type: "choices",
    ...basic("口味偏好", "Taste"),
    choices: choices([
      ["milkTea", "奶茶", "Milk tea", "orange"],
      ["fruitTea", "果茶", "Fruit tea", "magenta"],
      ["pureTea", "纯茶", "Pure tea", "green"],
      ["cheeseFoam", "芝士奶盖", "Cheese foam", "gold"],
      ["coffee", "茶咖", "Tea coffee", "volcano"],
    ]),
  },
  sugarLevel: {
    type: "choice",
    ...basic("甜度", "Sugar"),
    choices: choices([
      ["full", "全糖", "Full", "volcano"],
      ["seventy", "七分糖", "70 %", "orange"],
      ["half", "五分糖", "Half", "gold"],
      ["thirty", "三分糖", "30 %", "lime"],
      ["none", "不另加糖", "None", "green"],
    ]),
  },
  iceLevel: {
    type: "choice",
    ...basic("冰量", "Ice"),
    choices: choices([
      ["normal", "正常冰", "Normal", "blue"],
      ["less", "少冰", "Less", "cyan"],
      ["none", "去冰", "None", "default"],
      ["hot", "热饮", "Hot", "red"],
    ]),
  },
  preferredChannel: {
    type: "choice",
    ...basic("偏好联系方式", "Preferred channel"),
    choices: choices([
      ["phone", "电话", "Phone", "blue"],
      ["sms", "短信", "SMS", "cyan"],
      ["wechat", "企业微信", "WeCom", "green"],
      ["email", "邮件", "E-mail", "purple"],
      ["none", "请勿打扰", "Do not contact", "red"],
    ]),
  },
  contactTime: {
    type: "choice",
    ...basic("方便联系时段", "Contact time"),
    choices: choices([
      ["morning", "上午", "Morning", "gold"],
      ["afternoon", "下午", "Afternoon", "orange"],
      ["evening", "晚上（21 点前）", "Evening (before 21:00)", "geekblue"],
    ]),
  },
  dietNote: { type: "text", ...personal("忌口与过敏", "Diet and allergies"), maxLength: 300 },
} as const satisfies Fields;

export const CUSTOMER_BUSINESS = {
  spend: { type: "money", ...commercial("累计消费", "Total spend"), readOnly: true },
  orderCount: {
    type: "number",
    ...commercial("订单数", "Orders"),
    readOnly: true,
    decimals: 0,
    default: 0,
  },
  lastOrderAt: { type: "time", ...commercial("最近下单", "Last order"), readOnly: true },
  lastFollowUpAt: { type: "time", ...basic("最近跟进", "Last follow-up"), readOnly: true },
  taxId: { type: "text", ...commercial("税号", "Tax id"), search: true, maxLength: 40 },
  creditLimit: { type: "money", ...financial("信用额度", "Credit limit") },
  receivable: { type: "money", ...financial("应收余额", "Receivable"), readOnly: true },
  acquisitionCost: { type: "money", ...financial("获客成本", "Acquisition cost") },
  strategicRating: {
    type: "choice",
    ...strategic("战略评级", "Strategic rating"),
    choices: choices([
      ["key", "战略客户", "Key account", "red"],
      ["growth", "成长客户", "Growth", "gold"],
      ["standard", "普通客户", "Standard", "default"],
    ]),
  },
  riskNote: { type: "longText", ...strategic("风险提示", "Risk note"), maxLength: 2000 },
  screeningNote: {
    type: "longText",
    ...strategic("合规审查记录", "Screening note"),
    secret: true,
    maxLength: 4000,
    help: {
      zh: "只有被点名授权的人才知道这个字段存在。",
      en: "Only people who were given it by name know that this field exists.",
    },
  },
} as const satisfies Fields;

type Fields = Readonly<Record<string, FieldDeclaration>>;
