/** Roles that no shipped template is: they part a view into arms that see different cells, in every way the model knows. */
import type { Condition, Rule } from "@latchkey/policy";
import type { SandboxContent } from "../http/contract.ts";
import type { ClassLevel, RoleTemplate } from "../policies/role-template.ts";

const NAME = { zh: "试", en: "test" };

/** Splits records in two halves that no field of theirs decides alone. */
const older: Condition = {
  kind: "compare",
  op: "lt",
  left: { path: "record.createdAt" },
  right: { value: Date.UTC(2026, 0, 3) },
};

function rule(id: string, rest: Pick<Rule, "effect" | "actions" | "scope"> & Partial<Rule>): Rule {
  return { id, ...rest };
}

const BUSINESS = [
  "customer",
  "contact",
  "order",
  "opportunity",
  "ticket",
  "lead",
  "followUp",
  "product",
  "task",
];
const named = (action: string): readonly string[] =>
  BUSINESS.map((object) => `${object}.${action}`);

/** Sees everything somewhere, but on older records the classes change places, and times and owners close. */
export const CLOSED_IN_PARTS: RoleTemplate = {
  id: "closedInParts",
  name: NAME,
  duties: NAME,
  grants: {},
  classes: {},
  rules: [
    rule("all-basic", {
      effect: "permit",
      actions: BUSINESS.map((object) => `${object}.*`),
      scope: "all",
      fields: {
        read: ["@basic", "@commercial"],
        mask: ["@contact"],
        write: ["@basic", "@contact"],
      },
    }),
    rule("own-contact", {
      effect: "permit",
      actions: named("view"),
      scope: "own",
      fields: { read: ["@contact", "@financial"] },
    }),
    rule("old-closed", {
      effect: "forbid",
      actions: named("view"),
      scope: "all",
      when: older,
      everywhere: true,
      fields: { read: ["createdAt", "owner", "@commercial"], mask: ["name", "number"] },
    }),
    rule("nobody-deletes-old", {
      effect: "forbid",
      actions: named("delete"),
      scope: "all",
      when: older,
      everywhere: true,
    }),
    rule("history-masked", {
      effect: "forbid",
      actions: named("history"),
      scope: "all",
      everywhere: true,
      fields: { mask: ["phone", "name"], read: ["note"] },
    }),
    rule("no-strangers", {
      effect: "forbid",
      actions: ["ticket.view", "task.view"],
      scope: "subtree",
      when: { kind: "isEmpty", of: { path: "record.owner" } },
    }),
  ],
};

/** May know the one secret field, in its own unit. */
export const READS_SECRETS: RoleTemplate = {
  id: "readsSecrets",
  name: NAME,
  duties: NAME,
  grants: {},
  classes: {},
  rules: [
    rule("basics", {
      effect: "permit",
      actions: ["customer.view", "order.view"],
      scope: "all",
      fields: { read: ["@basic"] },
    }),
    rule("secrets", {
      effect: "permit",
      actions: ["customer.view", "order.view"],
      scope: "subtree",
      fields: { read: ["customSecret"] },
    }),
  ],
};

const READ: ClassLevel = { own: "plain", beyond: "plain", write: true };
const MASKED: ClassLevel = { own: "masked", beyond: "masked", write: false };
const CLOSED: ClassLevel = { own: "absent", beyond: "absent", write: false };

/** Opens and closes single cells, blocks an act that the seller beneath it has, and leaves another out. */
export const SANDBOX_CONTENT: Omit<SandboxContent, "people" | "places"> = {
  groups: [],
  roles: [],
  grants: {
    "customer.view": "subtree",
    "customer.edit": "subtree",
    "communication.view": "subtree",
  },
  classes: { basic: READ, contact: MASKED },
  fields: { customer: { spend: READ, name: CLOSED, note: CLOSED } },
  adds: ["edit"],
  blocks: ["export"],
};

/** In the team of a record: amounts are closed, contact data is read only, nothing is exported (R50). */
export const CONSULTANT: RoleTemplate = {
  id: "consultantOfTeams",
  name: NAME,
  duties: NAME,
  grants: {
    "customer.view": "own",
    "customer.edit": "own",
    "communication.view": "own",
    "communication.write": "own",
  },
  classes: { basic: READ, contact: { ...READ, write: false }, commercial: MASKED },
  fields: { customer: { spend: CLOSED, source: MASKED } },
};
