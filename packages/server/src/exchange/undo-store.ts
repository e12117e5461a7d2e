/** What an import wrote, and what became of it when it was undone. */
import type { Database, Executor } from "../db/database.ts";
import { Refusal, type Problem } from "../errors.ts";
import type {
  ApiError,
  ImportProblems,
  ImportProblemsReply,
  ImportUndo,
} from "../http/contract.ts";
import type { Mark } from "./import-batch.ts";
import type { ImportRow } from "./import-store.ts";
import { JobLost, LEASE_SECONDS, type Claim } from "./job-runner.ts";

/**
 * After a month, what an import brought has become part of the work around it, even where no cell of it changed: then it
 * is for people to decide record by record. It also keeps what has to be remembered for an undo small.
 */
export const UNDO_DAYS = 30;

/** Of the job `$1`. */
const IS_LEFT = `(exists (select from import_made where job = $1)
  or exists (select from import_written where job = $1 and outcome is null))`;

const IS_OPEN = `finished_at > statement_timestamp() - interval '${UNDO_DAYS} days'`;

/** In the transaction that writes the records. */
export async function saveMarks(tx: Executor, job: string, marks: readonly Mark[]): Promise<void> {
  const made = Map.groupBy(
    marks.filter(({ isNew }) => isNew),
    ({ object }) => object,
  );
  const updated = Map.groupBy(
    marks.filter(({ isNew }) => !isNew),
    ({ record }) => record,
  );
  for (const [object, own] of made)
    await tx.query(
      "insert into import_made (job, object, records, file_rows) values ($1, $2, $3::uuid[], $4::int[])",
      [job, object, own.map(({ record }) => record), own.map(({ row }) => row)],
    );
  if (updated.size === 0) return;
  const lines = [...updated].map(([record, own]) => ({
    record,
    object: own[0]!.object,
    row: own[0]!.row,
    versions: own.map(({ version }) => version),
  }));
  await tx.query(
    `insert into import_written (job, record, object, row, is_new, versions)
     select $1, record, object, row, false, versions
     from json_to_recordset($2::json) as m (record uuid, object text, row int, versions int[])
     on conflict (job, record) do update set versions = import_written.versions || excluded.versions`,
    [job, JSON.stringify(lines)],
  );
}

/**
 * A row for each record that was made. In small transactions: nobody waits for a million of them. What the file's later
 * rows completed stands there already, and was made before.
 */
export async function unpackMade(db: Database, claim: Claim): Promise<void> {
  while (await unpackPortion(db, claim));
  await db.query(
    "update import_job set undo_total = (select count(*) from import_written where job = $1) where id = $1",
    [claim.id],
  );
}

/** False if there is none. */
function unpackPortion(db: Database, claim: Claim): Promise<boolean> {
  return db.transaction(async (tx) => {
    await demandClaim(tx, claim);
    const { rowCount } = await tx.query(
      `with portion as (
         delete from import_made where ctid = (select ctid from import_made where job = $1 limit 1)
         returning object, records, file_rows)
       insert into import_written as w (job, record, object, row, is_new, versions)
       select $1, made.record, portion.object, made.row, true, '{1}'
       from portion, unnest(portion.records, portion.file_rows) as made (record, row)
       on conflict (job, record) do update
         set is_new = true, row = excluded.row, versions = excluded.versions || w.versions`,
      [claim.id],
    );
    return rowCount > 0;
  });
}

async function demandClaim(tx: Executor, { id, runner }: Claim): Promise<void> {
  const { rowCount } = await tx.query(
    `update import_job set lease_until = statement_timestamp() + interval '${LEASE_SECONDS} seconds'
     where id = $1 and runner = $2 and state = 'undoing'`,
    [id, runner],
  );
  if (rowCount !== 1) throw new JobLost();
}

/** A record that an import wrote. */
export interface Written {
  readonly record: string;
  readonly object: string;
  readonly row: number;
  readonly is_new: boolean;
  readonly versions: readonly number[];
}

/**
 * Those that an undo has still to deal with, below `before`, the last made first: what refers to a record of the same
 * file was made after it, and has to go before it.
 */
export async function readWritten(
  executor: Executor,
  job: string,
  before: string | null,
  limit: number,
): Promise<readonly Written[]> {
  const { rows } = await executor.query<Written>(
    `select record, object, row, is_new, versions from import_written
     where job = $1 and outcome is null and ($2::uuid is null or record < $2::uuid) order by record desc limit $3`,
    [job, before, limit],
  );
  return rows;
}

/** Ready to be worked on, unless there is nothing to take back any more. */
export async function beginUndo(executor: Executor, { id }: ImportRow): Promise<void> {
  const { rowCount } = await executor.query(
    `update import_job set state = 'undoing', error = null, runner = null, lease_until = null, updated_at = statement_timestamp(),
       undo_total = (select count(*) from import_written where job = $1)
         + (select coalesce(sum(cardinality(records)), 0) from import_made where job = $1)
     where id = $1 and state in ('done', 'failed') and ${IS_OPEN} and ${IS_LEFT}`,
    [id],
  );
  if (rowCount === 1) return;
  const { rows } = await executor.query(`select from import_job where id = $1 and not ${IS_OPEN}`, [
    id,
  ]);
  throw rows.length > 0
    ? new Refusal("undo_expired", { days: UNDO_DAYS })
    : new Refusal("wrong_state");
}

export interface UndoOutcome {
  readonly record: string;
  readonly outcome: "removed" | "restored" | "kept";
  /** Why it stays as it is, or a part of it does. */
  readonly problem: Problem | null;
}

/** In the transaction that takes the records back. */
export async function saveOutcomes(
  tx: Executor,
  claim: Claim,
  outcomes: readonly UndoOutcome[],
): Promise<void> {
  const count = (outcome: UndoOutcome["outcome"]): number =>
    outcomes.filter((one) => one.outcome === outcome).length;
  const { rowCount } = await tx.query(
    `update import_job set undo_done = undo_done + $3, undo_removed = undo_removed + $4, undo_restored = undo_restored + $5,
       undo_kept = undo_kept + $6, lease_until = statement_timestamp() + interval '${LEASE_SECONDS} seconds'
     where id = $1 and runner = $2 and state = 'undoing'`,
    [claim.id, claim.runner, outcomes.length, count("removed"), count("restored"), count("kept")],
  );
  if (rowCount !== 1) throw new JobLost();
  const lines = outcomes.map(({ record, outcome, problem }) => ({
    record,
    outcome,
    code: problem?.code ?? null,
    path: problem?.path ?? null,
    message: problem?.message ?? null,
  }));
  await tx.query(
    `update import_written w set outcome = o.outcome, code = o.code, "column" = o.path, message = o.message
     from json_to_recordset($2::json) as o (record uuid, outcome text, code text, path text, message jsonb)
     where w.job = $1 and w.record = o.record and w.outcome is null`,
    [claim.id, JSON.stringify(lines)],
  );
}

/** `error`: why it could not go on; what is still to be dealt with can then be tried again. */
export async function finishUndo(
  executor: Executor,
  { id, runner }: Claim,
  error: ApiError | null,
): Promise<void> {
  await executor.query(
    `update import_job set state = $3, error = $4::jsonb, updated_at = statement_timestamp(), lease_until = null
     where id = $1 and runner = $2`,
    [id, runner, error ? "failed" : "undone", error === null ? null : JSON.stringify(error)],
  );
}

/** Forgets what imports wrote that are too old to be undone. */
export async function forgetWritten(executor: Executor): Promise<void> {
  for (const table of ["import_written", "import_made"])
    await executor.query(
      `delete from ${table} where job = any(array(
         select id from import_job where state <> 'undoing' and not ${IS_OPEN}))`,
    );
}

export async function readUndo(executor: Executor, row: ImportRow): Promise<ImportUndo | null> {
  const { id, state, finished_at: finishedAt } = row;
  if (finishedAt === null || !["done", "failed", "undoing", "undone"].includes(state)) return null;
  if (state === "done" || state === "failed") {
    const { rows } = await executor.query(
      `select from import_job where id = $1 and ${IS_OPEN} and ${IS_LEFT}`,
      [id],
    );
    if (rows.length === 0) return null;
  }
  return {
    state: state === "undoing" || state === "undone" ? state : "possible",
    until: new Date(finishedAt.getTime() + UNDO_DAYS * 86_400_000).toISOString(),
    total: row.undo_total,
    done: row.undo_done,
    removed: row.undo_removed,
    restored: row.undo_restored,
    kept: row.undo_kept,
    problems: state === "undone" ? await groupKept(executor, id) : [],
  };
}

async function groupKept(executor: Executor, job: string): Promise<readonly ImportProblems[]> {
  const { rows } = await executor.query<ImportProblems>(
    `select "column", code, count(*)::int as count, (array_agg(message order by row))[1] as example
     from import_written where job = $1 and code is not null group by "column", code order by count desc, "column", code`,
    [job],
  );
  return rows;
}

export type Problematic = ImportProblemsReply["rows"][number];

/** `group`: null for all of them. */
export async function readKept(
  executor: Executor,
  job: string,
  group: { readonly column: string; readonly code: string } | null,
  { after, limit }: { readonly after: number; readonly limit: number | null },
): Promise<readonly Problematic[]> {
  const { rows } = await executor.query<Problematic>(
    `select row, message, record from import_written where job = $1 and code is not null
       and ($2::text is null or (code = $2 and "column" = $3)) and row > $4 order by row limit $5`,
    [job, group?.code ?? null, group?.column ?? null, after, limit],
  );
  return rows;
}
