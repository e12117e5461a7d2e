/**
 * Does the jobs that wait, one of a kind at a time on each node.
 *
 * The job rows are the queue. A queue of its own (pg-boss) was measured beside them on the embedded database: 0.4 to
 * 0.9 s of every start and 1.4 statements a second for ever on its only connection, and whether a batch is done would
 * then stand in two places. Here a job starts at once when it is asked for, the position of an import moves in the
 * transaction that writes its rows, and an idle node does nothing at all.
 *
 * INVARIANT: a job belongs to the node that `runner` names until `lease_until`; every batch demands it and renews it. So
 * two nodes may look at one job, and only one of them can commit.
 */
import { randomUUID } from "node:crypto";
import type { Database } from "../db/database.ts";

export interface Claim {
  readonly id: string;
  readonly runner: string;
  /** True once the server stops: the job leaves off after its present batch, and goes on at the next start. */
  isStopping(): boolean;
}

export interface JobKind {
  readonly table: "import_job" | "export_job";
  /** States of a job that somebody has to work on. */
  readonly waiting: readonly string[];
  run(claim: Claim): Promise<void>;
}

export interface JobRunner {
  /** A job of this kind waits. */
  wake(table: JobKind["table"]): void;
  /** Looks for what an earlier run left behind; on a server, now and then for what another node left behind. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** True while this node works on a job of this kind. */
  isWorking(table: JobKind["table"]): boolean;
}

export const LEASE_SECONDS = 60;
const LOOK_AGAIN_MS = 20_000;

export function createJobRunner(
  db: Database,
  kinds: readonly JobKind[],
  onError: (error: unknown) => void,
): JobRunner {
  const runner = randomUUID();
  const lanes = new Map<string, Promise<void>>();
  const atWork = new Set<JobKind["table"]>();
  let stopping = false;
  let timer: NodeJS.Timeout | null = null;

  async function work(kind: JobKind): Promise<void> {
    const isStopping = () => stopping;
    while (!isStopping()) {
      const id = await claim(db, kind, runner);
      if (id === null) return;
      atWork.add(kind.table);
      try {
        await kind.run({ id, runner, isStopping });
      } finally {
        atWork.delete(kind.table);
      }
    }
  }

  /** Jobs of one kind wait for one another; a short export does not wait for a long import. */
  function wake(table: JobKind["table"]): void {
    if (stopping) return;
    const kind = kinds.find((one) => one.table === table)!;
    const lane = (lanes.get(table) ?? Promise.resolve())
      .then(() => (stopping ? undefined : work(kind)))
      .catch(onError);
    lanes.set(table, lane);
  }

  const wakeAll = (): void => kinds.forEach(({ table }) => wake(table));

  return {
    wake,
    async start() {
      // The embedded directory is locked: whoever held these leases is dead.
      if (db.kind === "embedded")
        for (const { table } of kinds)
          await db.query(`update ${table} set lease_until = null where lease_until is not null`);
      else timer = setInterval(wakeAll, LOOK_AGAIN_MS).unref();
      wakeAll();
    },
    async stop() {
      stopping = true;
      if (timer) clearInterval(timer);
      await Promise.all(lanes.values());
      for (const { table } of kinds)
        await db.query(`update ${table} set lease_until = null where runner = $1`, [runner]);
    },
    async idle() {
      await Promise.all(lanes.values());
    },
    isWorking: (table) => atWork.has(table),
  };
}

async function claim(
  db: Database,
  { table, waiting }: JobKind,
  runner: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `update ${table} set runner = $1, lease_until = statement_timestamp() + interval '${LEASE_SECONDS} seconds'
     where id = (select id from ${table}
       where state = any($2::text[]) and deleted_at is null and (lease_until is null or lease_until < statement_timestamp())
       order by created_at limit 1 for update skip locked)
     returning id`,
    [runner, waiting],
  );
  return rows[0]?.id ?? null;
}

/** Somebody else works on the job now; what this node had under way is rolled back and forgotten. */
export class JobLost extends Error {}
