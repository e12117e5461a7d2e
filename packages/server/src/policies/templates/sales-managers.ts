/** People who answer for a team's or a region's sales. */
import type { Rule } from "@latchkey/policy";
import type { RoleTemplate } from "../role-template.ts";
import {
  APPROVED_PRICE_STAYS,
  NOT_MY_OWN_FIGURES,
  RUNNING_CAMPAIGNS,
  VIEWS_FOR_POSTS,
} from "./shared-rules.ts";
import { forbid, FULL, grant, grantEach, MASKED, MASKED_READ, named, READ } from "./words.ts";

const RULES: readonly Rule[] = [
  NOT_MY_OWN_FIGURES,
  APPROVED_PRICE_STAYS,
  RUNNING_CAMPAIGNS,
  ...VIEWS_FOR_POSTS,
];

const TEAM: RoleTemplate["grants"] = {
  "customer.view": "subtree",
  "customer.create": "subtree",
  "customer.edit": "subtree",
  "customer.assign": "subtree",
  "communication.view": "subtree",
  "communication.write": "subtree",
  "communication.versions": "subtree",
  sales: "subtree",
  ...grantEach("order contract", "collect", "none"),
  ...grant("pricePolicy", "view history", "all"),
  ...grantEach("ticket feedback", "view history", "subtree"),
  reports: "subtree",
  ...grant("auditLine", "exportTotals aggregate", "none"),
  ...grant("customer", "reveal", "subtree"),
};

/** R30, R31: the whole team's customers; of everybody else's, the orders and nothing more. */
export const salesManager: RoleTemplate = {
  id: "salesManager",
  name: { zh: "销售经理", en: "Sales manager" },
  duties: {
    zh: "管理整个团队的客户、商机、订单和合同，分配与转移客户，审批合同；可以查看全公司所有客户的交易记录，但看不到团队以外的客户档案。联系方式默认打码，可逐条查看并留痕。",
    en: "Manages the whole team's customers, opportunities, orders and contracts, assigns and transfers, approves contracts; sees the transactions (only these) of all customers, not the customers themselves. Contact data are masked and revealed one at a time with a trace.",
  },
  grants: { ...TEAM, ...grant("order", "view", "all") },
  classes: { basic: FULL, contact: MASKED, commercial: FULL, financial: MASKED_READ },
  rules: RULES,
  includes: ["staff"],
};

/** R163 */
export const regionalSalesManager: RoleTemplate = {
  id: "regionalSalesManager",
  name: { zh: "区域销售经理", en: "Regional sales manager" },
  duties: {
    zh: "负责一个大区的销售。确认或退回商机阶段与销售预测，为每位销售按周期设定目标，查看目标与完成情况；只看本区域，看不到其他区域。",
    en: "Answers for a region's sales. Confirms or returns stages and forecasts, sets targets per seller and period, sees target against result; this region only.",
  },
  grants: { ...TEAM, ...grantEach("customer order opportunity", "export", "subtree") },
  classes: {
    basic: FULL,
    contact: MASKED,
    commercial: FULL,
    financial: READ,
    strategic: READ,
  },
  rules: RULES,
  includes: ["staff"],
};

/** R27 */
export const salesSupervisor: RoleTemplate = {
  id: "salesSupervisor",
  name: { zh: "销售主管", en: "Sales supervisor" },
  duties: {
    zh: "调取本团队各渠道的客户并可导出，分派任务和线索；不能改动价格政策。",
    en: "Pulls and exports the team's customers of all channels, assigns tasks and leads; cannot touch pricing policy.",
  },
  grants: {
    ...TEAM,
    ...grant("customer", "export", "subtree"),
    ...grant("contract", "approve", "none"),
    ...grantEach("salesForecast", "setTarget", "none"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  rules: [
    ...RULES,
    forbid({
      id: "price-policy-untouched",
      actions: named("pricePolicy", "create edit delete restore approve"),
      scope: "all",
    }),
  ],
  includes: ["staff"],
};
