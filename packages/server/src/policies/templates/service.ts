/** People who answer customers. */
import type { Rule } from "@latchkey/policy";
import type { RoleTemplate } from "../role-template.ts";
import { CARE_SCRIPTS, FOLLOW_UPS_UNTOUCHED, MY_OPEN_TICKET } from "./shared-rules.ts";
import {
  FULL,
  grant,
  HIDDEN,
  is,
  isEmpty,
  isMe,
  MASKED,
  MASKED_READ,
  named,
  not,
  or,
  permit,
  READ,
  related,
} from "./words.ts";

/** The customer in hand: whose open ticket is mine, or whom I looked up. Service fields only, nothing to browse (R168). */
const CUSTOMER_IN_HAND: readonly Rule[] = [
  permit({
    id: "customer-with-my-open-ticket",
    actions: ["customer.view"],
    scope: "all",
    when: related("tickets", MY_OPEN_TICKET),
    fields: { read: ["@basic"], mask: ["@contact"] },
  }),
  permit({
    id: "reveal-while-my-ticket-is-open",
    actions: ["customer.reveal"],
    scope: "all",
    when: related("tickets", MY_OPEN_TICKET),
  }),
  permit({
    id: "customer-looked-up",
    actions: ["customer.view"],
    scope: "lookedUp",
    fields: { read: ["@basic"], mask: ["@contact"] },
  }),
  permit({
    id: "orders-of-customer-looked-up",
    actions: ["order.view"],
    scope: "lookedUp",
    fields: { read: ["@basic", "lines", "total"] },
  }),
  permit({
    id: "orders-while-my-ticket-is-open",
    actions: ["order.view"],
    scope: "all",
    when: related("customer", related("tickets", MY_OPEN_TICKET)),
    fields: { read: ["@basic", "lines", "total"] },
  }),
];

/** R165: read-only, and only while the ticket is open. */
const HISTORY_OF_CUSTOMER_IN_HAND: Rule = permit({
  id: "history-while-my-ticket-is-open",
  actions: ["followUp.view"],
  scope: "all",
  when: related("customer", related("tickets", MY_OPEN_TICKET)),
  fields: { read: ["@basic"] },
});

const MY_TICKETS: Rule = permit({
  id: "tickets-i-handle",
  actions: named("ticket", "edit close escalate"),
  scope: "all",
  when: isMe("assignee"),
  fields: { read: ["@basic", "@commercial"], write: ["@basic"] },
});

const SERVICE_RULES: readonly Rule[] = [
  ...CUSTOMER_IN_HAND,
  HISTORY_OF_CUSTOMER_IN_HAND,
  MY_TICKETS,
  CARE_SCRIPTS,
];

/** R22: enquiries, complaints, tickets, feedback; nothing further until granted. */
export const serviceAgent: RoleTemplate = {
  id: "serviceAgent",
  name: { zh: "客服", en: "Service agent" },
  duties: {
    zh: "受理咨询与投诉，派单并跟踪工单，登记客户反馈。工单处理期间可以只读该客户的沟通记录，看服务所需的字段；平时不能浏览客户，只能用手机尾号加姓名或订单号精确查找。不能改标签。",
    en: "Takes enquiries and complaints, assigns and tracks tickets, records feedback. Reads the communication of a customer only while their ticket is open, service fields only; otherwise finds customers by last digits plus name or by order number, never by browsing. Sets no tags.",
  },
  grants: {
    ...grant("ticket", "view create assign escalate history", "all"),
    ...grant("feedback", "view create edit history", "all"),
    ...grant("customer", "lookUp", "all"),
    ...grant("ticket", "aggregate", "own"),
  },
  classes: { basic: FULL, contact: MASKED_READ, commercial: READ },
  rules: SERVICE_RULES,
  includes: ["staff"],
};

/** The same desk under the name it has in companies that sell abroad (R1). */
export const serviceStaff: RoleTemplate = {
  ...serviceAgent,
  id: "serviceStaff",
  name: { zh: "客服人员", en: "Customer service" },
  duties: {
    zh: "为本区域客户提供售后服务：受理咨询与投诉、更新服务进度、跟踪物流、登记反馈。工单处理期间可以只读客户的沟通记录；不能改客户资料和标签。",
    en: "After-sales service for a region: enquiries, complaints, service progress, shipments and feedback. Reads a customer's communication while their ticket is open; changes neither customer data nor tags.",
  },
  grants: {
    ...serviceAgent.grants,
    ...grant("ticket", "view create assign escalate history", "subtree"),
    ...grant("feedback", "view create edit history", "subtree"),
    ...grant("shipment", "view edit history", "subtree"),
    ...grant("deliveryProgress", "view edit history", "subtree"),
  },
};

/** R48: in a finance company the desk sees and edits feedback and nothing else. */
export const serviceRepresentative: RoleTemplate = {
  id: "serviceRepresentative",
  name: { zh: "客服代表", en: "Service representative" },
  duties: {
    zh: "只查看和编辑客户反馈，看不到客户档案、交易和沟通记录。适合金融等需要严格隔离的行业。",
    en: "Sees and edits feedback only: no customer profile, transaction or communication. For industries that separate strictly, such as finance.",
  },
  grants: { ...grant("feedback", "view create edit history", "all") },
  classes: { basic: FULL },
  includes: ["staff"],
};

/** R28: service records are read; the logs behind them are never altered. */
export const serviceLead: RoleTemplate = {
  id: "serviceLead",
  name: { zh: "客服组长", en: "Service team leader" },
  duties: {
    zh: "带领客服小组：查看全部工单与服务记录，分派、升级和关闭工单，查看服务报表。不能删除或改动任何跟进记录。",
    en: "Leads the desk: sees all tickets and service records, dispatches, escalates and closes, reads service reports. Never deletes or alters a follow-up log.",
  },
  grants: {
    ...serviceAgent.grants,
    ...grant("ticket", "edit close aggregate exportTotals", "all"),
    ...grant("feedback", "aggregate exportTotals", "all"),
    ...grant("shipment", "view", "all"),
    ...grant("deliveryProgress", "view", "all"),
  },
  classes: { basic: FULL, contact: MASKED, commercial: FULL },
  fields: { customer: { spend: HIDDEN } },
  rules: [
    ...SERVICE_RULES,
    permit({
      id: "service-records",
      actions: ["followUp.view"],
      scope: "all",
      when: or(is("kind", "service"), not(isEmpty("ticket"))),
      fields: { read: ["@basic"] },
    }),
    FOLLOW_UPS_UNTOUCHED,
  ],
  includes: ["staff"],
};
