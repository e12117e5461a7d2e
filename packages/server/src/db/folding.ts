/** Work that writers leave behind in tables of their own, done by every node as it has time. */
import type { Database } from "./database.ts";

export interface Leavings {
  readonly table: string;
  /** Does some of it. Returns how much that was. */
  fold(db: Database): Promise<number>;
}

/** What was written meanwhile makes reading a little slower, never wrong. */
const PAUSE_MS = 1_000;
const IDLE_PAUSE_MS = 5_000;

export interface Folding {
  /** Resolves when the work that is under way is done. */
  stop(): Promise<void>;
}

export function startFolding(
  db: Database,
  leavings: readonly Leavings[],
  onError: (error: unknown) => void,
): Folding {
  const stopped = Promise.withResolvers<void>();
  const state = { isStopped: false };

  async function foldAll(): Promise<number> {
    let folded = 0;
    for (const one of leavings) if (!state.isStopped) folded += await foldIfAny(db, one);
    return folded;
  }

  async function keepFolding(): Promise<void> {
    while (!state.isStopped) {
      const folded = await foldAll().catch((error: unknown) => (onError(error), 0));
      await Promise.race([stopped.promise, pause(folded > 0 ? PAUSE_MS : IDLE_PAUSE_MS)]);
    }
  }

  const done = keepFolding();
  return {
    stop() {
      state.isStopped = true;
      stopped.resolve();
      return done;
    },
  };
}

async function foldIfAny(db: Database, { table, fold }: Leavings): Promise<number> {
  const { rows } = await db.query(`select from "${table}" limit 1`);
  return rows.length === 0 ? 0 : fold(db);
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
