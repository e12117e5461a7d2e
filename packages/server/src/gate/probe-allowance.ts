/**
 * How often somebody is told, of records that they do not see, that there is one. Whoever types in a pile of cards asks
 * less often; whoever tries out numbers asks more. A question of the form (`probe.ts`) spends one, and so does each row of an
 * import that is told to be there already (`exchange/import-batch.ts`).
 */
import type { Executor } from "../db/database.ts";
import { countActs } from "./acts-counted.ts";

export const PROBE_LIMITS = { limit: 60, minutes: 60 };

export interface ProbeAllowance {
  /** How many were told here: the line of the act says so, or they would not be counted. */
  readonly spent: number;
  readonly isSpent: boolean;
  /** False: nothing is left. Who is told the same again, after an attempt that was undone, is told nothing new. */
  spend(what: string): boolean;
}

const COUNTING = {
  space: 75,
  which: "(action like '%.probe' or action like '%.import')",
  weight: "case when action like '%.probe' then 1 else (detail::json ->> 'unseen')::int end",
  minutes: PROBE_LIMITS.minutes,
};

/** Of whichever objects. */
export async function openAllowance(tx: Executor, person: string): Promise<ProbeAllowance> {
  const left = PROBE_LIMITS.limit - (await countActs(tx, person, COUNTING));
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
