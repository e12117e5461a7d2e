/** People who make and send campaigns. Customer rows are not theirs: they read totals (R99). */
import type { RoleTemplate } from "../role-template.ts";
import { APPROVED_SCRIPTS, NOT_MY_OWN_CAMPAIGN, NOT_MY_OWN_TEMPLATE } from "./shared-rules.ts";
import { FULL, grant, grantEach, MASKED, MASKED_READ, READ } from "./words.ts";

const MARKET_ANALYSIS = grantEach(
  "customer order opportunity storeVisit campaign coupon lead",
  "aggregate",
  "all",
);

/** R21: creates and runs campaigns, manages lead nurturing, nothing further until granted. */
export const marketingSpecialist: RoleTemplate = {
  id: "marketingSpecialist",
  name: { zh: "市场专员", en: "Marketing specialist" },
  duties: {
    zh: "策划并执行营销活动，培育线索，编写话术模板。看市场分析与投放效果的汇总，不看客户明细；模板和活动须经主管确认后才能发出。",
    en: "Plans and runs campaigns, nurtures leads, authors templates. Reads market analysis and effect as totals, not customer rows; templates and campaigns leave only after the supervisor's confirmation.",
  },
  grants: {
    "marketing.use": "all",
    "marketing.author": "own",
    "marketing.send": "own",
    ...grant("campaign", "create edit assign share restore", "own"),
    ...grant("coupon", "create edit", "own"),
    ...grant("lead", "view history", "all"),
    ...grant("lead", "create import edit tag assign convert", "own"),
    ...grant("customerGroup", "view create edit", "own"),
    ...MARKET_ANALYSIS,
  },
  classes: {
    basic: FULL,
    contact: MASKED,
    commercial: FULL,
    financial: { own: "plain", beyond: "absent", write: true },
  },
  rules: [NOT_MY_OWN_TEMPLATE, NOT_MY_OWN_CAMPAIGN],
  includes: ["staff"],
};

/** R14: the post brings the mass-send task right. */
export const marketingStaff: RoleTemplate = {
  id: "marketingStaff",
  name: { zh: "市场部人员", en: "Marketing staff" },
  duties: {
    zh: "按岗位自动获得群发任务权限：用审核过的话术执行已确认的活动，跟进线索，查看效果汇总。不能自己审核，也看不到客户明细。",
    en: "The post brings the mass-send task: runs confirmed campaigns with approved scripts, follows leads, reads effect as totals. Approves nothing and sees no customer rows.",
  },
  grants: {
    ...grantEach("campaign coupon", "view history", "all"),
    "marketing.send": "own",
    ...grant("lead", "view create edit tag", "own"),
    ...grant("customerGroup", "view", "unit"),
    ...MARKET_ANALYSIS,
  },
  classes: { basic: FULL, contact: MASKED, commercial: READ },
  rules: [APPROVED_SCRIPTS, NOT_MY_OWN_CAMPAIGN],
  includes: ["staff"],
};

/** R86 */
export const marketingSupervisor: RoleTemplate = {
  id: "marketingSupervisor",
  name: { zh: "市场部主管", en: "Marketing supervisor" },
  duties: {
    zh: "对每个群发模板和活动做二次确认（不能确认自己写的），安排线索培育，查看全部活动效果。",
    en: "Gives the second confirmation to every mass-send template and campaign (never to their own), steers lead nurturing, sees the effect of all campaigns.",
  },
  grants: {
    ...marketingSpecialist.grants,
    "marketing.author": "unit",
    "marketing.approve": "all",
    "marketing.send": "unit",
    ...grant("campaign", "create edit assign transfer share delete restore", "unit"),
    ...grant("lead", "create import edit tag assign transfer convert", "all"),
    ...grantEach("campaign coupon lead", "exportTotals", "all"),
    ...grant("competitorNote", "view create edit", "unit"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL, financial: FULL, strategic: READ },
  rules: [NOT_MY_OWN_TEMPLATE, NOT_MY_OWN_CAMPAIGN],
  includes: ["staff"],
};

/** R18: sets the promotion plan. */
export const marketingDirector: RoleTemplate = {
  id: "marketingDirector",
  name: { zh: "市场总监", en: "Marketing director" },
  duties: {
    zh: "制定推广计划、营销策略和价格政策，审核活动，查看市场分析并导出汇总。不看客户明细。",
    en: "Sets the promotion plan, strategy and price policy, approves campaigns, reads market analysis and exports totals. Sees no customer rows.",
  },
  grants: {
    "marketing.use": "all",
    "marketing.author": "all",
    "marketing.approve": "all",
    "marketing.benefit": "all",
    ...grant("customer", "setLevel", "none"),
    "marketing.configure": "all",
    ...grantEach("pricePolicy competitorNote customerGroup", "view history", "all"),
    ...grant("lead", "view history", "all"),
    reports: "all",
    ...grant("auditLine", "exportTotals aggregate", "none"),
  },
  classes: {
    basic: FULL,
    contact: MASKED_READ,
    commercial: FULL,
    financial: FULL,
    strategic: FULL,
  },
  rules: [NOT_MY_OWN_TEMPLATE, NOT_MY_OWN_CAMPAIGN],
  includes: ["staff"],
};
