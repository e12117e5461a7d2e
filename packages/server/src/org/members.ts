/** Who is in groups, whenever: also from a later day on. */
import type { Executor } from "../db/database.ts";

export async function membersOf(
  executor: Executor,
  groups: readonly string[],
): Promise<readonly string[]> {
  if (groups.length === 0) return [];
  const { rows } = await executor.query<{ person: string }>(
    `select distinct person from group_member where "group" = any($1::uuid[]) and deleted_at is null`,
    [groups],
  );
  return rows.map(({ person }) => person);
}
