/** Acts counted by the lines that they leave in the trail: no counter stands beside it. */
import type { Executor } from "../db/database.ts";

export interface Counting {
  /** Lock space of this count alone. */
  readonly space: number;
  /** SQL over `audit_line`, constant: which lines count. */
  readonly which: string;
  /** SQL, constant: how many one line counts for. */
  readonly weight: string;
  readonly minutes: number;
}

/** Two acts of one person wait for each other till their transactions end, so that none is left out. */
export async function countActs(tx: Executor, person: string, counting: Counting): Promise<number> {
  const { space, which, weight, minutes } = counting;
  await tx.query(`select pg_advisory_xact_lock(${space}, hashtext($1))`, [person]);
  const { rows } = await tx.query<{ count: number }>(
    `select coalesce(sum(${weight}), 0)::int as count from audit_line where person = $1 and ${which} and verdict = 'allowed'
       and at > statement_timestamp() - make_interval(mins => $2)`,
    [person, minutes],
  );
  return rows[0]!.count;
}
