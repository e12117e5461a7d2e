/**
 * The four tiers of rights (R17), each with all of the one before: a role begins with one of them and one reach, and is
 * the same as if every switch had been set by hand.
 */
import type { RoleTier } from "../http/contract.ts";
import type { BundleName } from "../objects/declaration.ts";
import { text } from "./phrases.ts";
import type { RoleTemplate } from "./role-template.ts";
import { FULL, MASKED, MASKED_READ, READ } from "./templates/words.ts";

const tier = (
  name: RoleTier["name"],
  [zh, en]: readonly [string, string],
  units: readonly BundleName[],
  classes: RoleTemplate["classes"],
): RoleTier => ({ name, label: text(zh, en), units, classes });

const BASE: readonly BundleName[] = ["customer.view", "communication.view"];
const OPERATE: readonly BundleName[] = [
  ...BASE,
  "customer.create",
  "customer.edit",
  "communication.write",
];
const MANAGE: readonly BundleName[] = [
  ...OPERATE,
  "customer.assign",
  "communication.amend",
  "communication.versions",
  "reports",
];
const DECIDE: readonly BundleName[] = [
  ...MANAGE,
  "marketing.use",
  "marketing.approve",
  "marketing.configure",
];

export const TIERS: readonly RoleTier[] = [
  tier("base", ["基础层", "Basic"], BASE, { basic: READ }),
  tier("operate", ["操作层", "Operating"], OPERATE, { basic: FULL, contact: MASKED }),
  tier("manage", ["管理层", "Managing"], MANAGE, {
    basic: FULL,
    contact: MASKED,
    commercial: READ,
  }),
  tier("decide", ["决策层", "Deciding"], DECIDE, {
    basic: FULL,
    contact: MASKED_READ,
    commercial: FULL,
    financial: READ,
    strategic: READ,
  }),
];
