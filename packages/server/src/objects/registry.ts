/** Every declared object by name, and the check that runs at start-up: a misspelt name never reaches a reader. */
import { assignment } from "./assignment.ts";
import { auditLineAbout } from "./audit-line.ts";
import { campaign } from "./campaign.ts";
import { competitorNote } from "./competitor-note.ts";
import { contact } from "./contact.ts";
import { contract } from "./contract.ts";
import { contractTemplate } from "./contract-template.ts";
import { coupon } from "./coupon.ts";
import { customer } from "./customer.ts";
import { customerGroup } from "./customer-group.ts";
import { deliveryProgress } from "./delivery-progress.ts";
import { exportJob } from "./export-job.ts";
import { feedback } from "./feedback.ts";
import { followUp } from "./follow-up.ts";
import { group } from "./group.ts";
import { groupMember } from "./group-member.ts";
import { importJob } from "./import-job.ts";
import { lead } from "./lead.ts";
import { messageTemplate } from "./message-template.ts";
import { opportunity } from "./opportunity.ts";
import { order } from "./order.ts";
import { participant } from "./participant.ts";
import { person } from "./person.ts";
import { policyDraft } from "./policy-draft.ts";
import { post } from "./post.ts";
import { pricePolicy } from "./price-policy.ts";
import { product } from "./product.ts";
import { findRegistryProblems } from "./registry-check.ts";
import { role } from "./role.ts";
import { sandbox } from "./sandbox.ts";
import { salesForecast } from "./sales-forecast.ts";
import { savedView } from "./saved-view.ts";
import { shipment } from "./shipment.ts";
import { storeVisit } from "./store-visit.ts";
import { tag } from "./tag.ts";
import { task } from "./task.ts";
import { ticket } from "./ticket.ts";
import { unit } from "./unit.ts";
import type { ObjectDeclaration } from "./declaration.ts";

const ACTED_ON: Readonly<Record<string, ObjectDeclaration>> = {
  customer,
  contact,
  lead,
  opportunity,
  order,
  contract,
  contractTemplate,
  deliveryProgress,
  shipment,
  product,
  pricePolicy,
  salesForecast,
  competitorNote,
  followUp,
  task,
  ticket,
  feedback,
  storeVisit,
  customerGroup,
  tag,
  campaign,
  messageTemplate,
  coupon,
  person,
  unit,
  post,
  group,
  groupMember,
  role,
  assignment,
  participant,
  policyDraft,
  sandbox,
  exportJob,
  importJob,
  savedView,
};

export const OBJECTS: Readonly<Record<string, ObjectDeclaration>> = {
  ...ACTED_ON,
  auditLine: auditLineAbout(ACTED_ON),
};

/** Throws, naming every problem, unless the declarations agree with themselves and with one another. */
export function checkRegistry(): void {
  const problems = findRegistryProblems(OBJECTS);
  if (problems.length > 0) {
    throw new Error(`the object registry is inconsistent:\n${problems.join("\n")}`);
  }
}
