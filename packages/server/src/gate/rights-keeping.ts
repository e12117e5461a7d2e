/** Small invariants of people, units and roles that a single row cannot keep by itself. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { includedRole } from "../policies/templates/registry.ts";
import { findRecord } from "./list.ts";
import type { Act } from "./mutate.ts";
import type { Subject } from "./subject.ts";
import { decide } from "./demands.ts";

/** A role that somebody holds or will hold, or that another role includes, stays. */
export async function refuseRoleInUse(tx: Executor, roles: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ holders: string }>(
    `select count(distinct holder) as holders from (
       select coalesce(person, "group") as holder from assignment where role = any($1::uuid[]) and deleted_at is null
         and (until is null or until > statement_timestamp())
       union all select coalesce(person, id) from post where role = any($1::uuid[]) and deleted_at is null
         and (until is null or until > statement_timestamp())
       union all select id from participant where function = any($1::uuid[]::text[]) and deleted_at is null
         and (until is null or until > statement_timestamp())
       union all select id from sandbox, jsonb_array_elements_text(content -> 'roles') given
         where given::uuid = any($1::uuid[]) and approved_at is not null and until > statement_timestamp()) held`,
    [roles],
  );
  const holders = Number(rows[0]!.holders);
  const others = await tx.query<{ definition: Partial<RoleTemplate> }>(
    "select definition from role where deleted_at is null and not (id = any($1::uuid[]))",
    [roles],
  );
  const including = others.rows.filter(({ definition }) =>
    (definition.includes ?? []).some((preset) => roles.includes(includedRole(preset))),
  );
  if (holders + including.length > 0)
    throw new Refusal("role_in_use", { holders: holders + including.length });
}

/** Suspension and departure hold at once: the version says so, and every session ends. */
export async function syncPeople(tx: Executor, people: readonly string[]): Promise<void> {
  await tx.query(
    `update subject_version v set suspended = (p.status <> 'active' or p.deleted_at is not null)
     from person p where p.id = v.person and p.id = any($1::uuid[])`,
    [people],
  );
  await tx.query(
    `delete from auth_session s using person p where s."userId" = p.id::text and p.id = any($1::uuid[])
       and (p.status <> 'active' or p.deleted_at is not null)`,
    [people],
  );
}

/** A unit is its own unit, never stands below itself, and goes only when nothing is left in it. */
export async function watchUnits(
  tx: Executor,
  subject: Subject,
  act: Act,
): Promise<(touched: readonly string[]) => Promise<void>> {
  const before = await parentsOf(tx, act.records);
  return async (touched) => {
    await tx.query(
      "update unit set unit = id where id = any($1::uuid[]) and unit is distinct from id",
      [touched],
    );
    const moved = [...(await parentsOf(tx, touched))].filter(
      ([id, parent]) => !before.has(id) || before.get(id) !== parent,
    );
    await refuseCycle(
      tx,
      moved.map(([id]) => id),
    );
    // A file may bring hundreds of units below one parent.
    for (const parent of new Set(moved.map(([, one]) => one)))
      await demandPlace(tx, subject, parent);
    if (act.action === "delete") await refuseUnitInUse(tx, subject, touched);
  };
}

async function parentsOf(
  tx: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await tx.query<{ id: string; parent: string | null }>(
    "select id, parent from unit where id = any($1::uuid[]) and deleted_at is null",
    [ids],
  );
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}

async function refuseCycle(tx: Executor, ids: readonly string[]): Promise<void> {
  const { rows } = await tx.query(
    `with recursive above as (
       select id as start, parent from unit where id = any($1::uuid[])
       union select a.start, u.parent from unit u join above a on u.id = a.parent)
     select 1 from above where parent = start limit 1`,
    [ids],
  );
  if (rows.length > 0) throw new Refusal("unit_cycle");
}

/** What a move demands of the place it goes to, asked before it is made; both units are the reader's to see. */
export async function demandUnitMove(
  executor: Executor,
  subject: Subject,
  { id, parent }: { readonly id: string; readonly parent: string },
): Promise<void> {
  if (subject.world.tree.isWithin(parent, id) === true) throw new Refusal("unit_cycle");
  await demandPlace(executor, subject, parent);
}

/** A unit is put only below a unit that the writer administers too. */
async function demandPlace(tx: Executor, subject: Subject, parent: string | null): Promise<void> {
  if (parent === null) return;
  const record = await findRecord(tx, subject, { object: "unit" }, parent);
  if (!record) throw badRequest([problem("parent", "no_such_record")]);
  const may = (action: string) =>
    decide(subject.compiled, "unit", action, record.facts, record.context).allow;
  if (!may("create") && !may("move")) throw new Refusal("forbidden");
}

async function refuseUnitInUse(
  tx: Executor,
  subject: Subject,
  units: readonly string[],
): Promise<void> {
  const { rows } = await tx.query(
    "select 1 from unit where parent = any($1::uuid[]) and deleted_at is null limit 1",
    [units],
  );
  if (rows.length > 0) throw new Refusal("unit_in_use");
  for (const object of subject.world.model.objects.values()) {
    if (object.name === "unit" || object.name === "auditLine") continue;
    const found = await run(
      tx,
      sql`select 1 from ${sql.table(object.table)} where unit = any(${units}::uuid[]) and deleted_at is null limit 1`,
    );
    if (found.rows.length > 0) throw new Refusal("unit_in_use");
  }
}
