/** Turns a checked plan into units, roles, posts, fields and tags, in the transaction of the first set-up. */
import { v7 as uuid } from "uuid";
import type { AuditTrail } from "../audit/trail.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed, type Model } from "../derive/model.ts";
import type { SystemHand } from "../gate/system.ts";
import type { SetupReply } from "../http/contract.ts";
import type { TemplateField } from "../templates/industry.ts";
import { rolesFor } from "../templates/role-for.ts";
import { createRoles } from "./roles.ts";
import type { Plan, PlannedUnit } from "./setup-plan.ts";

export interface Place {
  readonly tx: Executor;
  readonly system: SystemHand;
  readonly trail: AuditTrail;
  readonly model: Model;
  /** The organisation itself. */
  readonly root: string;
  readonly zone: string;
  /** Names that are data come in the language of whoever sets up. */
  readonly locale: "zh" | "en";
}

interface MadeUnit extends PlannedUnit {
  readonly id: string;
}

/** Returns the ids of the roles by template, and how much of everything was made. */
export async function carryOutPlan(
  place: Place,
  plan: Plan,
): Promise<{ readonly roles: ReadonlyMap<string, string>; readonly made: SetupReply["made"] }> {
  const { tx, system, model, root } = place;
  const units = await createUnits(place, plan.units);
  await createFields(place, plan.fields);
  const templates = rolesFor(plan.industry, {
    roles: plan.posts.map(({ role }) => role),
    fields: plan.fields,
    others: plan.otherRoles,
  });
  const roles = await createRoles(tx, system, { model, templates, unit: root });
  const posts = await createPosts(place, plan, units, roles);
  const tags = plan.tags ? await createTags(place, plan) : 0;
  return {
    roles,
    made: {
      units: units.length,
      roles: roles.size,
      posts,
      fields: plan.fields.length,
      tags,
    },
  };
}

async function createUnits(
  { tx, system, model, root, zone }: Place,
  planned: readonly PlannedUnit[],
): Promise<readonly MadeUnit[]> {
  const units = planned.map((unit) => ({ ...unit, id: uuid() }));
  const rows = units.map(({ id, name, kind, parent, zone: own }) => ({
    id,
    unit: id,
    name,
    kind,
    parent: parent === null ? root : units[parent]!.id,
    zone: own ?? zone,
  }));
  await system.insertRows(tx, objectNamed(model, "unit"), rows);
  return units;
}

/** Fields are declared, not records: they go into their own table, and their line into the trail. */
async function createFields(
  { tx, system, trail }: Place,
  fields: readonly TemplateField[],
): Promise<void> {
  for (const { object, name, declaration } of fields)
    await tx.query(
      "insert into custom_field (object, name, declaration) values ($1, $2, $3::jsonb)",
      [object, name, JSON.stringify(declaration)],
    );
  await trail.writeOwn(tx, {
    action: "customField.system",
    object: null,
    detail: {
      reason: system.reason,
      fields: fields.map(({ object, name }) => `${object}.${name}`),
    },
  });
}

/** Vacant: whoever is given one gets its role in its unit. */
async function createPosts(
  { tx, system, model, root, locale }: Place,
  { posts }: Plan,
  units: readonly MadeUnit[],
  roles: ReadonlyMap<string, string>,
): Promise<number> {
  const rows = posts.flatMap(({ title, role, at }) => {
    const places =
      "unit" in at
        ? units.filter(({ key }) => key === at.unit)
        : units.filter(({ kind }) => kind === at.kind);
    const ids = "kind" in at && at.kind === "group" ? [root] : places.map(({ id }) => id);
    return ids.map((unit) => ({
      id: uuid(),
      unit,
      title: title[locale],
      role: roles.get(role)!,
      primary: true,
    }));
  });
  await system.insertRows(tx, objectNamed(model, "post"), rows);
  return rows.length;
}

async function createTags(
  { tx, system, model, root, locale }: Place,
  { industry }: Plan,
): Promise<number> {
  const rows = industry.tags.map(({ name, group, color }) => ({
    id: uuid(),
    unit: root,
    name: name[locale],
    group,
    color,
    archived: false,
  }));
  await system.insertRows(tx, objectNamed(model, "tag"), rows);
  return rows.length;
}
