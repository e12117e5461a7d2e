/** People who advise customers of their own: consultants, class teachers, wealth advisers. */
import type { Rule } from "@latchkey/policy";
import type { RoleTemplate } from "../role-template.ts";
import {
  APPROVED_SCRIPTS,
  CONTACT_DATA_UNTOUCHED,
  OPEN_COUPONS,
  RUNNING_CAMPAIGNS,
} from "./shared-rules.ts";
import {
  and,
  FULL,
  grant,
  grantEach,
  HIDDEN,
  is,
  isOneOf,
  MASKED,
  MASKED_READ,
  named,
  permit,
  READ,
  related,
} from "./words.ts";

/** A consultant's deals are real, their price is not the consultant's to know (R50). */
const SIGNED_AMOUNT_HIDDEN: RoleTemplate["fields"] = {
  opportunity: { signedAmount: HIDDEN },
  contract: { signedAmount: HIDDEN, paidAmount: HIDDEN, receivable: HIDDEN },
};

const ADVISER_GRANTS: RoleTemplate["grants"] = {
  "customer.view": "own",
  "communication.view": "own",
  "communication.write": "own",
  "communication.versions": "own",
  ...grantEach("ticket feedback storeVisit", "view", "own"),
};

/** R41 */
export const consultant: RoleTemplate = {
  id: "consultant",
  name: { zh: "咨询顾问", en: "Consultant" },
  duties: {
    zh: "只接触自己名下或参与协作的客户，记录咨询与方案；看不到签约金额。",
    en: "Reaches only customers they own or collaborate on, records advice and proposals; never sees the signed amount.",
  },
  grants: {
    ...ADVISER_GRANTS,
    "customer.edit": "own",
    ...grant("opportunity", "view create edit history", "own"),
    ...grant("contract", "view", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  fields: SIGNED_AMOUNT_HIDDEN,
  rules: [APPROVED_SCRIPTS],
  includes: ["staff"],
};

/** R50 */
export const courseConsultant: RoleTemplate = {
  id: "courseConsultant",
  name: { zh: "课程顾问", en: "Course consultant" },
  duties: {
    zh: "负责招生咨询与试听安排，与班主任共享学员跟进记录；看不到签约金额。",
    en: "Handles enrolment advice and trial lessons, shares student follow-up with the class teacher; never sees the signed amount.",
  },
  grants: {
    ...ADVISER_GRANTS,
    "customer.create": "own",
    "customer.edit": "own",
    ...grantEach("customer contact lead", "import", "none"),
    ...grant("opportunity", "view create edit history", "own"),
    ...grant("contract", "view", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  fields: SIGNED_AMOUNT_HIDDEN,
  rules: [APPROVED_SCRIPTS, RUNNING_CAMPAIGNS],
  includes: ["staff"],
};

/** R42, R50: the parents of one's own class are those one takes part in as class teacher. */
export const classTeacher: RoleTemplate = {
  id: "classTeacher",
  name: { zh: "班主任", en: "Class teacher" },
  duties: {
    zh: "只管理本班家长：查看资料、记录沟通、处理反馈；可以看到联系方式但不能修改。",
    en: "Manages only the parents of the own class: sees their data, records communication, answers feedback; reads contact data and cannot change them.",
  },
  grants: {
    ...ADVISER_GRANTS,
    ...grant("customer", "edit", "own"),
    ...grant("feedback", "create edit", "own"),
    ...grant("contract", "view", "own"),
  },
  classes: { basic: FULL, contact: MASKED_READ, commercial: READ },
  rules: [APPROVED_SCRIPTS, CONTACT_DATA_UNTOUCHED],
  includes: ["staff"],
};

/** R54: reaching the VIP level opens the record, leaving it closes it; nothing has to run. */
const VIP_OF_MY_UNIT: readonly Rule[] = [
  permit({
    id: "vip-customers",
    actions: named("customer", "view history"),
    scope: "subtree",
    when: is("level", "vip"),
    fields: { read: ["@basic", "@commercial", "@financial", "@strategic"], mask: ["@contact"] },
  }),
  permit({
    id: "vip-reveal",
    actions: ["customer.reveal"],
    scope: "subtree",
    when: is("level", "vip"),
  }),
  permit({
    id: "vip-transactions",
    actions: ["order.view"],
    scope: "subtree",
    when: related("customer", is("level", "vip")),
    fields: { read: ["@basic", "@commercial"] },
  }),
];

export const wealthAdviser: RoleTemplate = {
  id: "wealthAdviser",
  name: { zh: "理财顾问", en: "Wealth adviser" },
  duties: {
    zh: "服务自己名下的客户；客户升级为 VIP 后自动获得查看高净值资料与交易的权限，降级即收回。",
    en: "Serves own customers; when a customer becomes VIP the high-net-worth data and transactions open by themselves, and close again when they leave that level.",
  },
  grants: {
    ...ADVISER_GRANTS,
    "customer.edit": "own",
    ...grantEach("opportunity order contract", "view history", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL, financial: MASKED_READ },
  rules: [...VIP_OF_MY_UNIT, APPROVED_SCRIPTS],
  includes: ["staff"],
};

/** R93: who has spent 5,000 yuan is in tier four or five. */
export const goldAdviser: RoleTemplate = {
  id: "goldAdviser",
  name: { zh: "金牌顾问", en: "Gold adviser" },
  duties: {
    zh: "服务本单元的高消费会员（累计消费满 5000 元），可以使用专属权益话术并发放权益；其他客户只看自己名下的。",
    en: "Serves the unit's members who have spent at least 5,000 yuan, uses exclusive-benefit messages and grants benefits to them; of other customers only their own.",
  },
  grants: {
    ...ADVISER_GRANTS,
    "customer.edit": "own",
    ...grantEach("opportunity order contract", "view history", "own"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  rules: [
    permit({
      id: "members-of-the-upper-tiers",
      actions: named("customer", "view setLevel"),
      scope: "unit",
      when: isOneOf("tier", ["tier4", "tier5"]),
      fields: { read: ["@basic", "@commercial"], mask: ["@contact"], write: ["level", "points"] },
    }),
    permit({
      id: "exclusive-benefit-messages",
      actions: named("messageTemplate", "view use"),
      scope: "all",
      when: and(is("status", "approved"), is("kind", "benefit")),
      fields: { read: ["@basic"] },
    }),
    permit({
      id: "issue-open-coupons",
      actions: ["coupon.issue"],
      scope: "all",
      when: is("status", "open"),
    }),
    OPEN_COUPONS,
    APPROVED_SCRIPTS,
  ],
  includes: ["staff"],
};
