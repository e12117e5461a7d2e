/** The line from the counter to head office. */
import type { Rule } from "@latchkey/policy";
import type { RoleTemplate } from "../role-template.ts";
import {
  APPROVED_SCRIPTS,
  FOLLOW_UPS_UNTOUCHED,
  OPEN_COUPONS,
  POOL,
  RUNNING_CAMPAIGNS,
  VIEWS_FOR_POSTS,
} from "./shared-rules.ts";
import {
  FULL,
  grant,
  grantEach,
  HIDDEN,
  is,
  isWithinMyUnit,
  MASKED,
  MASKED_READ,
  named,
  permit,
  READ,
} from "./words.ts";

/** Spending follows the till, not the customer's home: other stores' rows of one's own customers stay closed (R65). */
const SPENDING_IN_MY_UNIT: Rule = permit({
  id: "spending-in-my-stores",
  actions: named("order", "view history aggregate"),
  scope: "all",
  when: isWithinMyUnit("store"),
  fields: { read: ["@basic", "@commercial"] },
});

const VISITS_IN_MY_UNIT: Rule = permit({
  id: "visits-in-my-stores",
  actions: named("storeVisit", "view edit history"),
  scope: "all",
  when: isWithinMyUnit("store"),
  fields: { read: ["@basic"], write: ["@basic"] },
});

const STORE_RULES: readonly Rule[] = [
  ...POOL,
  SPENDING_IN_MY_UNIT,
  VISITS_IN_MY_UNIT,
  APPROVED_SCRIPTS,
  RUNNING_CAMPAIGNS,
  OPEN_COUPONS,
];

/** R29, R62, R65, R85 */
export const guide: RoleTemplate = {
  id: "guide",
  name: { zh: "店员/导购", en: "Clerk / guide" },
  duties: {
    zh: "接待本店顾客：查看本店客户的基本资料和口味偏好，登记到店、下单和跟进。别人名下的客户手机号打码；只看本店的消费记录，看不到顾客的累计消费；不能改标签、会员等级，不能删除和导出。",
    en: "Serves the store's customers: sees their basics and preferences, records visits, orders and follow-ups. Phones of others' customers are masked; spending in this store only, no total; sets no tags or levels, deletes and exports nothing.",
  },
  grants: {
    ...grantEach("customer contact", "view", "unit"),
    ...grant("customer", "create probe", "unit"),
    ...grant("customer", "edit", "own"),
    ...grant("customer", "lookUp", "unit"),
    "communication.view": "own",
    "communication.write": "own",
    ...grant("order", "create", "unit"),
    ...grant("storeVisit", "create", "unit"),
    ...grantEach("ticket feedback", "view create", "unit"),
    ...grant("coupon", "redeem", "all"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  fields: {
    customer: { spend: HIDDEN, orderCount: HIDDEN, lastOrderAt: HIDDEN, taxId: HIDDEN },
    coupon: { issued: HIDDEN, redeemed: HIDDEN, stock: HIDDEN },
  },
  rules: STORE_RULES,
  includes: ["staff"],
};

/** R29, R36, R39: locked to one store. */
export const storeHead: RoleTemplate = {
  id: "storeHead",
  name: { zh: "店长", en: "Store head" },
  duties: {
    zh: "管理一家门店：看到本店全部客户、会员消费和服务记录，分配客户，打标签，调整会员等级，发放优惠券。看不到其他门店；不能删除客户和跟进记录，不能导出客户。",
    en: "Runs one store: sees all its customers, their spending and service records, assigns customers, sets tags and member levels, issues coupons. No other store exists; deletes no customer or follow-up, exports no customers.",
  },
  grants: {
    "customer.view": "unit",
    "customer.create": "unit",
    "customer.edit": "unit",
    "customer.assign": "unit",
    "communication.view": "unit",
    "communication.write": "unit",
    "communication.versions": "unit",
    ...grant("customer", "setLevel reveal lookUp", "unit"),
    ...grant("coupon", "issue redeem", "all"),
    ...grantEach("opportunity salesForecast", "view create edit history", "unit"),
    ...grant("order", "create edit", "unit"),
    ...grant("storeVisit", "create", "unit"),
    ...grant("competitorNote", "view create edit", "unit"),
    ...grantEach("ticket feedback", "view create edit history", "unit"),
    ...grant("ticket", "assign escalate", "unit"),
    ...grant("task", "view create edit assign history", "unit"),
    ...grantEach("customer ticket feedback followUp storeVisit task", "aggregate", "unit"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  rules: [...STORE_RULES, ...VIEWS_FOR_POSTS],
  includes: ["staff"],
};

const SUBTREE: RoleTemplate["grants"] = {
  "customer.view": "subtree",
  "customer.edit": "subtree",
  "customer.assign": "subtree",
  "communication.view": "subtree",
  "communication.write": "subtree",
  "communication.versions": "subtree",
  "communication.amend": "subtree",
  ...grant("customer", "setLevel reveal", "subtree"),
  ...grantEach("opportunity contract salesForecast competitorNote", "view history", "subtree"),
  ...grantEach("order storeVisit", "view history", "subtree"),
  ...grantEach("ticket feedback shipment deliveryProgress", "view history", "subtree"),
  ...grant("task", "view create edit assign history", "subtree"),
  reports: "subtree",
  ...grant("auditLine", "exportTotals aggregate", "none"),
};

/** A complaint that escalates is the area head's to handle, by the state of the ticket alone (R69). */
const ESCALATED_TICKETS: Rule = permit({
  id: "escalated-tickets",
  actions: named("ticket", "edit assign close"),
  scope: "subtree",
  when: is("status", "escalated"),
  fields: { read: ["@basic", "@commercial"], write: ["@basic", "@commercial"] },
});

const AREA_RULES: readonly Rule[] = [
  SPENDING_IN_MY_UNIT,
  ESCALATED_TICKETS,
  RUNNING_CAMPAIGNS,
  OPEN_COUPONS,
  ...VIEWS_FOR_POSTS,
];

/** R18, R38, R39, R82, R100 */
export const areaManager: RoleTemplate = {
  id: "areaManager",
  name: { zh: "区域主管", en: "Area manager" },
  duties: {
    zh: "负责片区内的门店（通常三家）：看到这些门店的客户与消费，补充更正已锁定的服务记录并留痕，导出团队报表，处理升级的投诉。看不到片区以外。",
    en: "Answers for the stores of an area (usually three): sees their customers and spending, amends locked records with a trace, exports team reports, handles escalated complaints. Nothing outside the area.",
  },
  grants: SUBTREE,
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  rules: AREA_RULES,
  includes: ["staff"],
};

/** R40 */
export const cityManager: RoleTemplate = {
  id: "cityManager",
  name: { zh: "城市经理", en: "City manager" },
  duties: {
    zh: "负责一个城市的全部门店：客户、消费、服务与业绩。看不到其他城市的任何数据。",
    en: "Answers for all stores of a city: customers, spending, service and results. No other city's data exist.",
  },
  grants: {
    ...SUBTREE,
    ...grantEach("order opportunity", "export", "subtree"),
    ...grant("salesForecast", "setTarget confirm sendBack", "subtree"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL, financial: MASKED_READ },
  rules: AREA_RULES,
  includes: ["staff"],
};

/** R37, R38 */
export const headOfficeOperations: RoleTemplate = {
  id: "headOfficeOperations",
  name: { zh: "总部运营", en: "Head office operations" },
  duties: {
    zh: "查看全部门店的客户画像、消费与服务情况，做经营分析。联系方式打码；不能操作任何客户的跟进记录，也不修改客户资料。",
    en: "Sees the customer profiles, spending and service of all stores for analysis. Contact data are masked; follow-up records and customer data are never touched.",
  },
  grants: {
    "customer.view": "all",
    "communication.view": "all",
    ...grantEach("order opportunity contract storeVisit salesForecast", "view history", "all"),
    ...grantEach("ticket feedback shipment deliveryProgress", "view history", "all"),
    ...grantEach("pricePolicy competitorNote", "view", "all"),
    "marketing.use": "all",
    reports: "all",
    ...grant("auditLine", "exportTotals aggregate", "none"),
  },
  classes: { basic: FULL, contact: MASKED_READ, commercial: READ },
  rules: [FOLLOW_UPS_UNTOUCHED],
  includes: ["staff"],
};
