/** Every shipped role template by id (R1, R2, R160). */
import { createHash } from "node:crypto";
import type { RoleTemplate } from "../role-template.ts";
import {
  classTeacher,
  consultant,
  courseConsultant,
  goldAdviser,
  wealthAdviser,
} from "./advisers.ts";
import { boss, dataAnalyst, finance, management, operationsDirector } from "./leadership.ts";
import {
  marketingDirector,
  marketingSpecialist,
  marketingStaff,
  marketingSupervisor,
} from "./marketers.ts";
import { regionalSalesManager, salesManager, salesSupervisor } from "./sales-managers.ts";
import { intern, newEmployee, overseasSeller, seller, seniorSeller } from "./sellers.ts";
import { serviceAgent, serviceLead, serviceRepresentative, serviceStaff } from "./service.ts";
import { administrator, staff } from "./staff.ts";
import { areaManager, cityManager, guide, headOfficeOperations, storeHead } from "./stores.ts";

export const ROLE_TEMPLATES: Readonly<Record<string, RoleTemplate>> = {
  staff,
  administrator,
  boss,
  management,
  operationsDirector,
  dataAnalyst,
  finance,
  salesManager,
  regionalSalesManager,
  salesSupervisor,
  seniorSeller,
  seller,
  overseasSeller,
  newEmployee,
  intern,
  storeHead,
  guide,
  areaManager,
  cityManager,
  headOfficeOperations,
  marketingDirector,
  marketingSupervisor,
  marketingSpecialist,
  marketingStaff,
  serviceLead,
  serviceAgent,
  serviceStaff,
  serviceRepresentative,
  consultant,
  courseConsultant,
  classTeacher,
  wealthAdviser,
  goldAdviser,
};

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** The role that an include names: by the id of a template, or by its own where somebody made it here. */
export const includedRole = (name: string): string => (UUID.test(name) ? name : roleIdOf(name));

/** How an include names the role: a shipped one by its template. */
export const nameOfIncluded = (role: string): string =>
  Object.keys(ROLE_TEMPLATES).find((id) => roleIdOf(id) === role) ?? role;

/** The record id of a shipped role: the same in every deployment, so that imports and tests can name it. */
export function roleIdOf(template: string): string {
  const hex = createHash("sha256").update(`latchkey role ${template}`).digest("hex");
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
