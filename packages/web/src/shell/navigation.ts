/** What the left navigation may hold, in its order. An entry is shown only if its object exists for the reader. */
import type { MessageKey } from "../i18n/index.ts";

export interface NavigationGroup {
  readonly name: string;
  /** Null: its entries stand without a heading. */
  readonly label: MessageKey | null;
  readonly entries: readonly NavigationEntry[];
}

/** A list of an object; or a screen of its own, shown to who may view the object or do what the screen is for. */
export interface NavigationEntry {
  readonly object: string;
  readonly screen?: {
    readonly to:
      | "/"
      | "/permissions/roles"
      | "/permissions/versions"
      | "/permissions/tests"
      | "/permissions/simulator"
      | "/permissions/regulations"
      | "/permissions/sandboxes"
      | "/permissions/templates"
      | "/permissions/units"
      | "/permissions/fields";
    readonly label: MessageKey;
    /** Where its object stands for another screen, too. */
    readonly icon?: string;
    readonly action?: string;
    /** Everybody has one, whatever they may do. */
    readonly isEverybodys?: true;
  };
}

const lists = (...objects: string[]): NavigationEntry[] => objects.map((object) => ({ object }));

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    name: "workbench",
    label: null,
    entries: [
      { object: "workbench", screen: { to: "/", label: "nav.workbench", isEverybodys: true } },
    ],
  },
  {
    name: "customers",
    label: "nav.customers",
    entries: lists("customer", "lead", "contact", "followUp", "task", "customerGroup"),
  },
  {
    name: "sales",
    label: "nav.sales",
    entries: lists(
      "opportunity",
      "order",
      "contract",
      "product",
      "pricePolicy",
      "contractTemplate",
      "deliveryProgress",
      "shipment",
      "salesForecast",
      "competitorNote",
    ),
  },
  { name: "service", label: "nav.service", entries: lists("ticket", "feedback", "storeVisit") },
  {
    name: "marketing",
    label: "nav.marketing",
    entries: lists("campaign", "messageTemplate", "coupon", "tag"),
  },
  {
    name: "permissions",
    label: "nav.permissions",
    entries: [
      { object: "role", screen: { to: "/permissions/roles", label: "nav.roles" } },
      { object: "policyDraft", screen: { to: "/permissions/versions", label: "nav.policy" } },
      {
        object: "policyDraft",
        screen: { to: "/permissions/tests", label: "nav.policyTests", icon: "policyTest" },
      },
      {
        object: "policyDraft",
        screen: { to: "/permissions/simulator", label: "nav.simulator", icon: "simulator" },
      },
      {
        object: "policyDraft",
        screen: { to: "/permissions/regulations", label: "nav.regulations", icon: "regulation" },
      },
      { object: "sandbox", screen: { to: "/permissions/sandboxes", label: "nav.sandboxes" } },
      ...lists("person", "assignment"),
      { object: "unit", screen: { to: "/permissions/units", label: "nav.units" } },
      {
        object: "post",
        screen: {
          to: "/permissions/templates",
          label: "nav.templates",
          icon: "template",
          action: "edit",
        },
      },
      ...lists("post", "group"),
      {
        object: "customField",
        screen: { to: "/permissions/fields", label: "nav.fields", action: "edit" },
      },
    ],
  },
  { name: "trust", label: "nav.trust", entries: lists("auditLine") },
];

/** Objects with a place of their own elsewhere, or that are only part of another. */
export const NOT_IN_NAVIGATION: ReadonlySet<string> = new Set([
  "participant",
  "importJob",
  "exportJob",
  "savedView",
  "groupMember",
]);
