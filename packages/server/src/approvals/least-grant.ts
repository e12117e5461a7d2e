/**
 * The least that would suffice: a place in the one record first, then the role that brings the fewest actions on the fewest
 * records. Each is supposed and decided like anything else, so what is proposed suffices.
 */
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { countRecords } from "../gate/count.ts";
import { decide } from "../gate/demands.ts";
import { findRecord } from "../gate/list.ts";
import { actionFor } from "../gate/participation.ts";
import type { StoredRecord } from "../gate/record.ts";
import type { Subject } from "../gate/subject.ts";
import { supposeAssigned, supposeTakingPart } from "../gate/suppose.ts";
import { viewOf } from "../gate/view.ts";
import { text } from "../policies/phrases.ts";
import { rulesOfRole } from "../policies/grant-width.ts";
import { actionsNamed, changesRights } from "../policies/rights-actions.ts";
import { publishedRoles } from "../policies/sandboxes/sandbox-role.ts";

/** What somebody may not do. `id` null: of an act that has no record yet. */
export interface Denial {
  readonly object: string;
  readonly id: string | null;
  readonly action: string;
  /** The cell that they may not read, or not write. */
  readonly field: string | null;
}

/** A place in the record (looked at only, or working with it), or a role at a unit. */
export type Grant =
  | { readonly kind: "place"; readonly place: "shared" | "collaborator" }
  | { readonly kind: "role"; readonly role: string; readonly unit: string };

/** What is looked at comes before what is worked with. */
const PLACES = ["shared", "collaborator"] as const;

/** Roles whose records are counted; those that bring more actions are not the least. */
const MOST_COUNTED = 6;

/** Whether the denial is none for this subject. */
export async function suffices(
  executor: Executor,
  subject: Subject,
  { object: name, id, action, field }: Denial,
): Promise<boolean> {
  const object = objectNamed(subject.world.model, name);
  if (id === null) return viewOf(subject, name, action).arms.length > 0;
  const record = await findRecord(executor, subject, { object: name }, id);
  return record !== null && isAllowed(subject, object, record, { action, field });
}

function isAllowed(
  { compiled }: Subject,
  { name, declaration, fields }: ObjectModel,
  { facts, context }: StoredRecord,
  { action, field }: Pick<Denial, "action" | "field">,
): boolean {
  const { allow, levels, write, fields: revealed } = decide(compiled, name, action, facts, context);
  if (!allow || field === null) return allow;
  const layer = declaration.actions[action]!.layer;
  if (action === "reveal") return revealed.includes(field);
  const isWritten = layer !== "see" && fields.get(field)?.writtenBy === action;
  return isWritten ? write.includes(field) : levels[field] === "plain";
}

export async function leastGrant(
  tx: Executor,
  subject: Subject,
  denial: Denial,
  unit: string | null,
): Promise<Grant | null> {
  const { object: name, id } = denial;
  const object = objectNamed(subject.world.model, name);
  for (const place of id === null ? [] : PLACES) {
    if (actionFor(subject, object, place) === null) continue;
    const supposed = { object: name, id: id!, place };
    if (await supposeTakingPart(tx, subject, supposed, () => suffices(tx, subject, denial)))
      return { kind: "place", place };
  }
  return unit === null ? null : leastRole(tx, subject, denial, unit);
}

interface Candidate {
  readonly role: string;
  readonly supposed: Subject;
  readonly actions: number;
}

async function leastRole(
  tx: Executor,
  subject: Subject,
  denial: Denial,
  unit: string,
): Promise<Grant | null> {
  const candidates = rolesToAsk(subject, unit).toSorted((a, b) => a.actions - b.actions);
  const enough: Candidate[] = [];
  for (const candidate of candidates) {
    if (enough.length === MOST_COUNTED) break;
    if (await suffices(tx, candidate.supposed, denial)) enough.push(candidate);
  }
  let least: { readonly role: string; readonly width: number } | null = null;
  for (const { role, supposed, actions } of enough) {
    const view = viewOf(supposed, denial.object, denial.id === null ? denial.action : "view");
    const { count } = await countRecords(tx, supposed, { view, filter: null, search: undefined });
    const width = actions * Math.max(1, count);
    if (least === null || width < least.width) least = { role, width };
  }
  return least && { kind: "role", role: least.role, unit };
}

/** Nobody asks for a role that changes rights, nor for one they hold. */
function rolesToAsk(subject: Subject, unit: string): readonly Candidate[] {
  const { model } = subject.world;
  const held = new Set(subject.holder.assignments.map(({ role }) => role));
  return publishedRoles(subject.world).flatMap(({ id: role }) => {
    if (held.has(role)) return [];
    const permits = rulesOfRole(subject, role).filter(({ effect }) => effect === "permit");
    const named = permits.flatMap((rule) => actionsNamed(rule, model));
    if (named.some((one) => changesRights(one, model))) return [];
    const because = text("申请", "request");
    const assignment = { id: role, role, unit, from: null, until: null, because };
    const actions = new Set(named.map(({ object, action }) => `${object}.${action}`)).size;
    return [{ role, actions, supposed: supposeAssigned(subject, assignment) }];
  });
}
