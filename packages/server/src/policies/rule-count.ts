import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { RoleChange } from "./draft-world.ts";

/** In one policy, the matrices aside: every request is decided by what they compile to. */
export const MAX_RULES = 5_000;

/** Refuses more rules than there may be, whichever way they come in. */
export async function demandFewRules(tx: Executor, changes: readonly RoleChange[]): Promise<void> {
  const { rows } = await tx.query<{ count: number }>(
    `select coalesce(sum(jsonb_array_length(definition -> 'rules')), 0)::int as count from role
     where deleted_at is null and id <> all($1::uuid[])`,
    [changes.map(({ role }) => role)],
  );
  const changed = changes.map(({ content }) => content?.definition.rules?.length ?? 0);
  const count = changed.reduce((sum, one) => sum + one, rows[0]!.count);
  if (count > MAX_RULES) throw new Refusal("too_many_rules", { count, limit: MAX_RULES });
}
