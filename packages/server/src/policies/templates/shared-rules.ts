/** Rules that several templates carry word for word; each becomes part of the role that names it. */
import type { Rule } from "@latchkey/policy";
import { and, forbid, is, isEmpty, isMe, isNot, isOneOf, named, not, permit } from "./words.ts";

/** Open means that somebody still works on it. */
const OPEN_TICKET = isOneOf("status", ["open", "working", "waiting", "escalated"]);
export const MY_OPEN_TICKET = and(isMe("assignee"), OPEN_TICKET);

/** Unowned customers of my unit: contact data masked until they are claimed (R155). */
export const POOL: readonly Rule[] = [
  permit({
    id: "pool-view",
    actions: ["customer.view"],
    scope: "pool",
    fields: { read: ["@basic"], mask: ["@contact"] },
  }),
  permit({ id: "pool-claim", actions: ["customer.claim"], scope: "pool" }),
  permit({
    id: "lead-pool-view",
    actions: ["lead.view"],
    scope: "pool",
    fields: { read: ["@basic"], mask: ["@contact"] },
  }),
  permit({ id: "lead-pool-claim", actions: ["lead.claim"], scope: "pool" }),
];

/** Ordinary staff work with approved scripts only (R87). */
export const APPROVED_SCRIPTS: Rule = permit({
  id: "approved-scripts",
  actions: named("messageTemplate", "view use"),
  scope: "all",
  when: is("status", "approved"),
  fields: { read: ["@basic"] },
});

export const CARE_SCRIPTS: Rule = permit({
  id: "care-scripts",
  actions: named("messageTemplate", "view use"),
  scope: "all",
  when: and(is("status", "approved"), is("kind", "care")),
  fields: { read: ["@basic"] },
});

/** What runs is known to everyone who meets customers; what is planned is not. */
export const RUNNING_CAMPAIGNS: Rule = permit({
  id: "running-campaigns",
  actions: ["campaign.view"],
  scope: "all",
  when: isOneOf("status", ["approved", "running"]),
  fields: { read: ["@basic"] },
});

export const OPEN_COUPONS: Rule = permit({
  id: "open-coupons",
  actions: ["coupon.view"],
  scope: "all",
  when: is("status", "open"),
  fields: { read: ["@basic", "value", "minimumSpend"] },
});

/** Nobody confirms their own stage, forecast or target, whatever else they hold (R163). */
export const NOT_MY_OWN_FIGURES: Rule = forbid({
  id: "not-my-own-figures",
  actions: [
    ...named("opportunity", "confirm sendBack"),
    ...named("salesForecast", "confirm sendBack setTarget"),
  ],
  scope: "own",
});

/** The second pair of eyes is never the author's (R86). */
export const NOT_MY_OWN_TEMPLATE: Rule = forbid({
  id: "not-my-own-template",
  actions: ["messageTemplate.approve"],
  scope: "all",
  when: isMe("createdBy"),
});

export const NOT_MY_OWN_CAMPAIGN: Rule = forbid({
  id: "not-my-own-campaign",
  actions: ["campaign.approve"],
  scope: "own",
});

/** Communication records may be read and nothing else, whatever another post allows. */
export const FOLLOW_UPS_UNTOUCHED: Rule = forbid({
  id: "follow-ups-untouched",
  actions: named("followUp", "create edit file amend withdraw delete restore"),
  scope: "all",
});

export const CONTACT_DATA_UNTOUCHED: Rule = forbid({
  id: "contact-data-untouched",
  actions: [...named("customer", "edit"), ...named("contact", "edit"), ...named("lead", "edit")],
  scope: "all",
  fields: { write: ["@contact"] },
});

/** An approved price stays as it is; a draft is nobody's price yet. */
export const APPROVED_PRICE_STAYS: Rule = forbid({
  id: "approved-price-stays",
  actions: ["pricePolicy.edit"],
  scope: "all",
  when: isNot("status", "draft"),
});

/**
 * Who answers for a unit says with which view its posts open a list: with one of their own, and they mend what others
 * gave these posts.
 */
export const VIEWS_FOR_POSTS: readonly Rule[] = [
  permit({
    id: "my-views-for-posts",
    actions: ["savedView.setPostDefault"],
    scope: "subtree",
    when: isMe("owner"),
    fields: { read: ["@basic"], write: ["opensFor"] },
  }),
  permit({
    id: "views-for-posts-below-me",
    actions: named("savedView", "view edit delete setPostDefault"),
    scope: "subtree",
    when: not(isEmpty("opensFor")),
    fields: { read: ["@basic"], write: ["@basic"] },
  }),
];
