/** Who answers for what: heads of units, owners of records, holders of roles. For finding who decides, never to be shown. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { World } from "../gate/subject.ts";

/** Of the unit and of those above it, the nearest first; units without a head are left out. */
export async function headsAbove(
  executor: Executor,
  world: World,
  unit: string | null,
): Promise<readonly string[]> {
  const units = unit === null ? [] : world.tree.above(unit);
  const { rows } = await executor.query<{ id: string; head: string }>(
    "select id, head from unit where id = any($1::uuid[]) and head is not null and deleted_at is null",
    [units],
  );
  const heads = new Map(rows.map(({ id, head }) => [id, head]));
  return units.flatMap((one) => heads.get(one) ?? []);
}

export async function ownerOf(
  executor: Executor,
  world: World,
  { object, record }: { readonly object: string; readonly record: string },
): Promise<string | null> {
  const model = world.model.objects.get(object);
  if (!model) return null;
  const { rows } = await run<{ owner: string | null }>(
    executor,
    sql`select owner from ${sql.table(model.table)} where id = ${record}::uuid and deleted_at is null`,
  );
  return rows[0]?.owner ?? null;
}

/** Now or later, by themselves, by a post or in a group, at whichever unit: whoever loads them knows what is live. */
export async function holdersOfRoles(
  executor: Executor,
  roles: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await executor.query<{ person: string }>(
    `with held as (
       select person, "group" from assignment where role = any($1::uuid[]) and deleted_at is null
       union all select person, null from post where role = any($1::uuid[]) and deleted_at is null)
     select person from held where person is not null
     union select m.person from held join group_member m on m."group" = held."group" and m.deleted_at is null`,
    [roles],
  );
  return rows.map(({ person }) => person);
}
