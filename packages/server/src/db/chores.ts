/** Work that every node does as it has time: what writers leave behind in tables of their own, and upkeep. */
import type { Database, Executor } from "./database.ts";

/** What was written meanwhile makes reading a little slower, never wrong. */
const PAUSE_MS = 1_000;
const IDLE_PAUSE_MS = 5_000;

export interface Chores {
  /** Resolves when the work that is under way is done. */
  stop(): Promise<void>;
}

/** Does a piece of work where there is any. Returns how much was done. */
export type Chore = () => Promise<number>;

/** What fails is reported and tried again. */
export function startChores(chores: readonly Chore[], onError: (error: unknown) => void): Chores {
  const stopped = Promise.withResolvers<void>();
  const state = { isStopped: false };

  async function doAll(): Promise<number> {
    let done = 0;
    for (const chore of chores)
      if (!state.isStopped) done += await chore().catch((error: unknown) => (onError(error), 0));
    return done;
  }

  async function keepDoing(): Promise<void> {
    while (!state.isStopped)
      await Promise.race([stopped.promise, pause((await doAll()) > 0 ? PAUSE_MS : IDLE_PAUSE_MS)]);
  }

  const done = keepDoing();
  return {
    stop() {
      state.isStopped = true;
      stopped.resolve();
      return done;
    },
  };
}

/** Asks first whether writers have left anything in the table. */
export const foldIfAny =
  (db: Database, table: string, fold: Chore): Chore =>
  async () => {
    const { rows } = await db.query(`select from "${table}" limit 1`);
    return rows.length === 0 ? 0 : fold();
  };

/** False where another node is at it; else nobody else will be before the transaction ends. */
export async function claim(tx: Executor, space: number, table: string): Promise<boolean> {
  const { rows } = await tx.query<{ mine: boolean }>(
    "select pg_try_advisory_xact_lock($1, hashtext($2)) as mine",
    [space, table],
  );
  return rows[0]!.mine;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
