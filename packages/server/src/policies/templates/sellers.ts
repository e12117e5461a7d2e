/** People who win and keep customers of their own. */
import type { Rule } from "@latchkey/policy";
import type { RoleTemplate } from "../role-template.ts";
import {
  APPROVED_SCRIPTS,
  NOT_MY_OWN_FIGURES,
  OPEN_COUPONS,
  POOL,
  RUNNING_CAMPAIGNS,
} from "./shared-rules.ts";
import {
  FULL,
  grant,
  grantEach,
  is,
  isOneOf,
  MASKED,
  MASKED_READ,
  named,
  permit,
  READ,
  related,
} from "./words.ts";

/** The sales remainder at one's own customers, without what belongs to a manager or to finance. */
const OWN_SALES: RoleTemplate["grants"] = {
  sales: "own",
  ...grant("opportunity", "confirm sendBack", "none"),
  ...grant("salesForecast", "confirm sendBack setTarget", "none"),
  ...grantEach("contract", "approve collect", "none"),
  ...grantEach("order", "collect refund", "none"),
  ...grant("task", "assign transfer", "none"),
  ...grantEach("pricePolicy", "view", "all"),
};

/** Delivery opens the progress view (R67). */
const PROGRESS_AFTER_SIGNING = permit({
  id: "progress-once-delivering",
  actions: ["deliveryProgress.view"],
  scope: "own",
  when: related("customer", isOneOf("stage", ["delivering", "afterSales"])),
  fields: { read: ["@basic"] },
});

/** Signing unlocks contract templates (R67): a template is used by whoever has a customer to sign. */
const RELEASED_CONTRACT_TEMPLATES = permit({
  id: "released-contract-templates",
  actions: named("contractTemplate", "view use"),
  scope: "all",
  when: is("status", "released"),
  fields: { read: ["@basic", "@commercial"] },
});

const SELLER_RULES: readonly Rule[] = [
  ...POOL,
  APPROVED_SCRIPTS,
  RUNNING_CAMPAIGNS,
  OPEN_COUPONS,
  NOT_MY_OWN_FIGURES,
  PROGRESS_AFTER_SIGNING,
  RELEASED_CONTRACT_TEMPLATES,
];

export const seller: RoleTemplate = {
  id: "seller",
  name: { zh: "销售代表", en: "Sales representative" },
  duties: {
    zh: "负责客户开发与商机跟进。查看和编辑自己名下或参与的客户、联系人、商机、订单与合同，可以从公海领取；看得到成交总额，看不到成本、毛利和应收；不能删除客户，不能导出，不能确认自己的阶段和目标。",
    en: "Develops customers and follows opportunities. Sees and edits own and shared customers, contacts, opportunities, orders and contracts, and claims from the pool; sees deal totals, not cost, margin or receivables; deletes nothing, exports nothing, confirms neither own stage nor own target.",
  },
  grants: {
    "customer.view": "own",
    "customer.create": "own",
    "customer.edit": "own",
    ...grant("customer", "import", "none"),
    ...grant("customer", "share release", "own"),
    ...grant("lead", "share", "own"),
    "communication.view": "own",
    "communication.write": "own",
    "communication.versions": "own",
    ...OWN_SALES,
    ...grantEach("ticket feedback", "view history", "own"),
    ...grantEach("customer order opportunity", "aggregate", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  rules: SELLER_RULES,
  includes: ["staff"],
};

/** A region's team works its customers together; nothing of other regions exists for it (R32). */
export const overseasSeller: RoleTemplate = {
  id: "overseasSeller",
  name: { zh: "海外销售代表", en: "Overseas sales representative" },
  duties: {
    zh: "负责所在海外大区的客户。本大区团队的客户可看可改，其他大区的数据一律看不到；订单带币种和国家；看不到成本与毛利。",
    en: "Works the customers of one overseas region. The region's team sees and edits its customers together; other regions do not exist for it. Orders carry currency and country; cost and margin stay closed.",
  },
  grants: {
    ...seller.grants,
    "customer.view": "unit",
    "customer.create": "unit",
    "customer.edit": "unit",
    "communication.view": "unit",
    "communication.write": "unit",
    ...grant("customer", "import", "none"),
    ...grantEach("order opportunity contract", "view create edit history", "unit"),
  },
  classes: { basic: FULL, contact: FULL, commercial: FULL },
  rules: SELLER_RULES,
  includes: ["staff"],
};

/** R90: the cap of the first three months sits on the act of sending; the post's window ends it. */
export const newEmployee: RoleTemplate = {
  id: "newEmployee",
  name: { zh: "新员工", en: "New employee" },
  duties: {
    zh: "入职头三个月使用。只看自己名下的客户和自己客户的沟通记录；只能用审核过的话术，每月最多触达 200 人；不能从公海领取，不能改标签。",
    en: "For the first three months. Sees only own customers and their communication; uses approved scripts only and reaches at most 200 recipients a month; claims nothing from the pool and sets no tags.",
  },
  grants: {
    "customer.view": "own",
    "customer.edit": "own",
    ...grant("customer", "tag", "none"),
    ...grant("lead", "tag", "none"),
    "communication.view": "own",
    "communication.write": "own",
    ...grantEach("opportunity order storeVisit", "view create edit", "own"),
    ...grantEach("ticket feedback", "view", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: READ },
  rules: [APPROVED_SCRIPTS, RUNNING_CAMPAIGNS, OPEN_COUPONS, NOT_MY_OWN_FIGURES, sendUpTo(200)],
  includes: ["staff"],
};

export const seniorSeller: RoleTemplate = {
  id: "seniorSeller",
  name: { zh: "资深销售", en: "Senior sales representative" },
  duties: {
    zh: "在销售代表的基础上，可以分配和转移自己的客户、给同事派任务，每月最多触达 800 人（按客户档位取较低者）。仍不能删除和导出。",
    en: "A sales representative who also hands over own customers, assigns tasks and reaches at most 800 recipients a month (the lower cap wins). Still deletes and exports nothing.",
  },
  grants: {
    ...seller.grants,
    "customer.assign": "own",
    ...grant("task", "assign transfer", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  rules: [...SELLER_RULES, sendUpTo(800)],
  includes: ["staff"],
};

/** R11: only customers an intern owns or takes part in exist for them. */
export const intern: RoleTemplate = {
  id: "intern",
  name: { zh: "实习生", en: "Intern" },
  duties: {
    zh: "只看自己名下或作为协作人参与的客户，可以记录跟进；不能修改联系方式，不能领取、删除、导出。",
    en: "Sees only customers they own or collaborate on, and writes follow-ups; changes no contact data, claims, deletes and exports nothing.",
  },
  grants: {
    "customer.view": "own",
    ...grantEach("customer", "edit", "own"),
    "communication.view": "own",
    "communication.write": "own",
    ...grantEach("order ticket storeVisit", "view", "own"),
  },
  classes: { basic: FULL, contact: MASKED_READ },
  includes: ["staff"],
};

function sendUpTo(limit: number): Rule {
  return permit({
    id: "send-with-a-monthly-cap",
    actions: ["campaign.send"],
    scope: "own",
    obligations: [{ kind: "quota", counter: "recipients.month", limit }],
  });
}
