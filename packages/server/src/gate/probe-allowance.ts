/**
 * How often somebody is told, of records that they do not see, that there is one. Whoever types in a pile of cards asks
 * less often; whoever tries out numbers asks more. A question of the form (`probe.ts`) spends one, and so does each row of an
 * import that is told to be there already (`exchange/import-batch.ts`).
 */
import type { Executor } from "../db/database.ts";

export const PROBE_LIMITS = { limit: 60, minutes: 60 };

export interface ProbeAllowance {
  /** How many were told here: the line of the act says so, or they would not be counted. */
  readonly spent: number;
  readonly isSpent: boolean;
  /** False: nothing is left. Who is told the same again, after an attempt that was undone, is told nothing new. */
  spend(what: string): boolean;
}

/** Lock space of those who count their own questions. */
const PROBE_SPACE = 75;

/**
 * The lines of the trail are the counter, of whichever objects. Two acts of one person wait for each other, so that none
 * is left out.
 */
export async function openAllowance(tx: Executor, person: string): Promise<ProbeAllowance> {
  await tx.query(`select pg_advisory_xact_lock(${PROBE_SPACE}, hashtext($1))`, [person]);
  const { rows } = await tx.query<{ count: number }>(
    `select coalesce(sum(case when action like '%.probe' then 1 else (detail::json ->> 'unseen')::int end), 0)::int as count
       from audit_line where person = $1 and (action like '%.probe' or action like '%.import') and verdict = 'allowed'
       and at > statement_timestamp() - make_interval(mins => $2)`,
    [person, PROBE_LIMITS.minutes],
  );
  const left = PROBE_LIMITS.limit - rows[0]!.count;
  const told = new Set<string>();
  return {
    get spent() {
      return told.size;
    },
    get isSpent() {
      return told.size >= left;
    },
    spend(what) {
      if (told.has(what)) return true;
      if (told.size >= left) return false;
      told.add(what);
      return true;
    },
  };
}
