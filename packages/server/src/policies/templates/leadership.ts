/** People who look at the whole: head of the enterprise, directors, management, analysts, finance. */
import type { RoleTemplate } from "../role-template.ts";
import { CONTACT_DATA_UNTOUCHED, VIEWS_FOR_POSTS } from "./shared-rules.ts";
import { FULL, grant, grantEach, HIDDEN, MASKED_READ, PSEUDONYM, READ } from "./words.ts";

const ALL_REPORTS: RoleTemplate["grants"] = {
  reports: "all",
  ...grant("auditLine", "exportTotals aggregate", "none"),
};

const VIEW_ALL_BUSINESS: RoleTemplate["grants"] = {
  "customer.view": "all",
  ...grantEach("opportunity order contract deliveryProgress shipment", "view history", "all"),
  ...grantEach("pricePolicy salesForecast competitorNote storeVisit", "view history", "all"),
  ...grantEach("ticket feedback task", "view history", "all"),
};

/** R83 */
export const boss: RoleTemplate = {
  id: "boss",
  name: { zh: "老板", en: "Head of the enterprise" },
  duties: {
    zh: "查看全公司业务与全部沟通记录的每一个历史版本，查看财务与战略信息，批准合同与活动。联系方式默认打码，可逐条查看并留痕；不直接修改一线记录。",
    en: "Sees the whole business and every version of every communication record, finance and strategy included; approves contracts and campaigns. Contact data are masked and revealed one at a time with a trace; front-line records are not edited.",
  },
  grants: {
    ...VIEW_ALL_BUSINESS,
    "communication.view": "all",
    "communication.versions": "all",
    "marketing.use": "all",
    "marketing.approve": "all",
    ...grant("customer", "reveal", "all"),
    ...grant("contract", "approve", "all"),
    ...grant("auditLine", "view", "all"),
    reports: "all",
  },
  classes: {
    basic: READ,
    contact: MASKED_READ,
    commercial: READ,
    financial: READ,
    strategic: READ,
  },
  rules: VIEWS_FOR_POSTS,
  includes: ["staff"],
};

/** R44: the whole across departments, without details. */
export const management: RoleTemplate = {
  id: "management",
  name: { zh: "管理层", en: "Management" },
  duties: {
    zh: "查看跨部门的汇总报表并导出，不看客户、订单和沟通的明细。",
    en: "Reads and exports totals across departments; no details of customers, orders or communication.",
  },
  grants: ALL_REPORTS,
  classes: { basic: READ, commercial: READ, financial: READ },
  includes: ["staff"],
};

/** R88 */
export const operationsDirector: RoleTemplate = {
  id: "operationsDirector",
  name: { zh: "运营总监", en: "Operations director" },
  duties: {
    zh: "负责全公司的门店经营：查看全部客户与经营数据，调取转化率最高的话术模板，审核活动，导出汇总。联系方式打码。",
    en: "Answers for all stores: sees all customers and business data, calls up the best-converting templates, approves campaigns, exports totals. Contact data stay masked.",
  },
  grants: {
    ...VIEW_ALL_BUSINESS,
    "communication.view": "all",
    "marketing.use": "all",
    "marketing.approve": "all",
    ...ALL_REPORTS,
  },
  classes: { basic: READ, contact: MASKED_READ, commercial: READ, financial: MASKED_READ },
  rules: VIEWS_FOR_POSTS,
  includes: ["staff"],
};

/** R162: rows without a person in them. */
export const dataAnalyst: RoleTemplate = {
  id: "dataAnalyst",
  name: { zh: "数据分析师", en: "Data analyst" },
  duties: {
    zh: "分析各区域的汇总数据和去标识化的明细：看不到任何联系方式和姓名，不修改任何数据，只能导出汇总。",
    en: "Analyses totals and pseudonymised rows of all regions: no contact field, no names, edits nothing, exports aggregates only.",
  },
  grants: {
    ...grantEach(
      "customer lead opportunity order ticket feedback storeVisit campaign coupon",
      "view",
      "all",
    ),
    ...ALL_REPORTS,
  },
  classes: { basic: READ, commercial: READ },
  fields: {
    customer: { name: PSEUDONYM, company: HIDDEN, note: HIDDEN, gender: READ, taxId: HIDDEN },
    lead: { name: PSEUDONYM, company: HIDDEN, interest: HIDDEN },
    opportunity: { name: PSEUDONYM, note: HIDDEN },
    order: { note: HIDDEN },
    ticket: { subject: PSEUDONYM, description: HIDDEN, resolution: HIDDEN },
    feedback: { subject: PSEUDONYM, content: HIDDEN },
    storeVisit: { note: HIDDEN },
  },
  includes: ["staff"],
};

/** R47, R48, R52 */
export const finance: RoleTemplate = {
  id: "finance",
  name: { zh: "财务", en: "Finance" },
  duties: {
    zh: "只看交易历史：全部订单与合同，包括成本、毛利、应收与付款条款；登记收款与退款，导出对账。看不到客户档案和沟通记录，不能修改联系方式。",
    en: "Sees transaction history only: all orders and contracts with cost, margin, receivables and payment terms; records payments and refunds, exports for reconciliation. No customer profile or communication, and never changes contact data.",
  },
  grants: {
    ...grant("order", "view history collect refund export aggregate exportTotals", "all"),
    ...grant("contract", "view history collect export aggregate exportTotals", "all"),
    ...grant("pricePolicy", "view history", "all"),
  },
  classes: { basic: READ, commercial: READ, financial: FULL },
  fields: { product: { cost: READ } },
  rules: [CONTACT_DATA_UNTOUCHED],
  includes: ["staff"],
};
