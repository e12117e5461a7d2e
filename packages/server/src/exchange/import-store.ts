/** The rows of import jobs: declared fields that lists show, and what only the job itself needs. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import type { Subject } from "../gate/subject.ts";
import { asSystem } from "../gate/system.ts";
import type {
  ApiError,
  ImportJob,
  ImportLine,
  ImportProblems,
  ImportReading,
  ImportSheet,
} from "../http/contract.ts";
import type { RowProblem } from "./draft-record.ts";
import type { BatchDone } from "./import-batch.ts";
import { JobLost, LEASE_SECONDS, type Claim } from "./job-runner.ts";
import type { Mapping } from "./mapping.ts";
import type { Survey } from "./survey.ts";
import { readUndo } from "./undo-store.ts";

export interface ImportRow {
  readonly id: string;
  readonly object: string;
  readonly owner: string;
  readonly source: string | null;
  readonly file_name: string;
  readonly state: ImportJob["state"];
  readonly reading: ImportReading;
  readonly sheets: readonly ImportSheet[];
  readonly preview: readonly ImportLine[];
  readonly headers: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly mapping: Mapping;
  readonly position: number;
  readonly total: number;
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly flagged: number;
  readonly failed: number;
  readonly undo_total: number;
  readonly undo_done: number;
  readonly undo_removed: number;
  readonly undo_restored: number;
  readonly undo_kept: number;
  readonly finished_at: Date | null;
  readonly error: ApiError | null;
}

export interface NewImport extends Pick<ImportRow, "id" | "object" | "source"> {
  readonly fileName: string;
  readonly understood: Understood;
}

/** What was found in a file, and what is to be made of it. */
export interface Understood extends Survey {
  readonly headersKey: string;
  readonly mapping: Mapping;
}

const SHOWN_ERRORS = 50;

export async function insertImport(tx: Executor, subject: Subject, job: NewImport): Promise<void> {
  const { id, object, fileName, source, understood } = job;
  const counts = { done: 0, created: 0, updated: 0, skipped: 0, flagged: 0, failed: 0 };
  await asSystem("an import was uploaded", null).insertRows(
    tx,
    objectNamed(subject.world.model, "importJob"),
    [
      {
        id,
        object,
        fileName,
        state: "uploaded",
        total: understood.total,
        ...counts,
        owner: subject.person,
        createdBy: subject.person,
        unit: subject.unit,
      },
    ],
  );
  await tx.query("update import_job set source = $2 where id = $1", [id, source]);
  await saveUnderstood(tx, id, understood);
}

/** Of a job that has not run yet: it stands then as if its file had just been uploaded. */
export async function saveUnderstood(
  tx: Executor,
  id: string,
  { reading, sheets, preview, headers, samples, total, headersKey, mapping }: Understood,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update import_job set state = 'uploaded', headers_key = $2, total = $3, headers = $4::jsonb, samples = $5::jsonb,
       mapping = $6::jsonb, reading = $7::jsonb, sheets = $8::jsonb, preview = $9::jsonb, error = null
     where id = $1 and state in ('uploaded', 'checked', 'failed') and (position = 0 or state <> 'failed')`,
    [
      id,
      headersKey,
      total,
      ...[headers, samples, mapping, reading, sheets, preview].map((one) => JSON.stringify(one)),
    ],
  );
  if (rowCount !== 1) throw new Refusal("wrong_state");
  await resetImport(tx, id);
}

/** The mapping that the same person last ran for a file with the same headers. */
export async function rememberedMapping(
  executor: Executor,
  person: string,
  object: string,
  headersKey: string,
): Promise<Mapping | null> {
  const { rows } = await executor.query<{ mapping: Mapping }>(
    `select mapping from import_job where owner = $1 and object = $2 and headers_key = $3 and state in ('checked', 'running', 'done')
     and deleted_at is null order by created_at desc limit 1`,
    [person, object, headersKey],
  );
  return rows[0]?.mapping ?? null;
}

/** An import belongs to whoever uploaded the file: nobody else's exists. */
export async function readImport(
  executor: Executor,
  person: string,
  id: string,
): Promise<ImportRow> {
  const { rows } = UUID.test(id)
    ? await executor.query<ImportRow>(
        "select * from import_job where id = $1 and owner = $2 and deleted_at is null",
        [id, person],
      )
    : { rows: [] };
  if (!rows[0]) throw new Refusal("not_found");
  return rows[0];
}

export async function readClaimed(executor: Executor, { id }: Claim): Promise<ImportRow | null> {
  const { rows } = await executor.query<ImportRow>("select * from import_job where id = $1", [id]);
  return rows[0] ?? null;
}

/** Ready to be worked on from the first row, unless somebody is at it already. */
export async function beginImport(
  executor: Executor,
  { id }: ImportRow,
  state: "checking" | "running",
  mapping: Mapping,
): Promise<void> {
  const { rowCount } = await executor.query(
    `update import_job set state = $2, mapping = $3::jsonb, error = null, finished_at = null, runner = null, lease_until = null,
     updated_at = statement_timestamp()
     where id = $1 and state in ('uploaded', 'checked', 'failed') and (position = 0 or state <> 'failed')`,
    [id, state, JSON.stringify(mapping)],
  );
  if (rowCount !== 1) throw new Refusal("wrong_state");
  await resetImport(executor, id);
}

/** Back to the first row, with nothing counted and nothing found wrong. */
export async function resetImport(executor: Executor, id: string): Promise<void> {
  await executor.query(
    "update import_job set position = 0, done = 0, created = 0, updated = 0, skipped = 0, flagged = 0, failed = 0 where id = $1",
    [id],
  );
  await executor.query("delete from import_problem where job = $1", [id]);
}

export interface Progress {
  /** Records of the file dealt with before this batch, and after it. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

export type Outcome = Pick<BatchDone, "counts" | "problems">;

/** In the transaction of the batch: the position and the rows stand or fall together. */
export async function saveProgress(
  tx: Executor,
  claim: Claim,
  { from, to, rows }: Progress,
  { counts, problems }: Outcome,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update import_job set position = $4, done = done + $5, created = created + $6, updated = updated + $7, skipped = skipped + $8,
     flagged = flagged + $9, failed = failed + $10, lease_until = statement_timestamp() + interval '${LEASE_SECONDS} seconds'
     where id = $1 and runner = $2 and position = $3 and state in ('checking', 'running')`,
    [
      claim.id,
      claim.runner,
      from,
      to,
      rows,
      counts.created,
      counts.updated,
      counts.skipped,
      counts.flagged,
      counts.failed,
    ],
  );
  if (rowCount !== 1) throw new JobLost();
  await insertProblems(tx, claim.id, problems);
}

async function insertProblems(
  tx: Executor,
  job: string,
  problems: readonly RowProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  await tx.query(
    `insert into import_problem (job, row, "column", code, message)
     select $1, row, path, code, message from json_to_recordset($2::json) as p (row int, path text, code text, message jsonb)`,
    [job, JSON.stringify(problems)],
  );
}

/** False if the job is another node's by now. */
export async function finishImport(
  executor: Executor,
  claim: Claim,
  state: "checked" | "done" | "failed",
  error: ApiError | null,
): Promise<boolean> {
  const { rowCount } = await executor.query(
    `update import_job set state = $3, error = $4::jsonb, finished_at = statement_timestamp(), updated_at = statement_timestamp(), lease_until = null
     where id = $1 and runner = $2`,
    [claim.id, claim.runner, state, error === null ? null : JSON.stringify(error)],
  );
  return rowCount === 1;
}

export async function toImportJob(executor: Executor, row: ImportRow): Promise<ImportJob> {
  const { id, object, file_name: fileName, state, total, done, error } = row;
  const { reading, sheets, preview, headers, samples, mapping } = row;
  const { created, updated, skipped, flagged, failed } = row;
  const isAtWork = state === "checking" || state === "running" || state === "undoing";
  return {
    id,
    object,
    fileName,
    state,
    reading,
    sheets,
    preview,
    headers,
    samples,
    total,
    done,
    mapping,
    counts: { created, updated, skipped, flagged, failed },
    errors: await readProblems(executor, id, null, { after: 0, limit: SHOWN_ERRORS }),
    problems: isAtWork ? [] : await groupProblems(executor, id),
    undo: await readUndo(executor, row),
    ...(error === null ? {} : { error }),
  };
}

async function groupProblems(executor: Executor, job: string): Promise<readonly ImportProblems[]> {
  const { rows } = await executor.query<ImportProblems>(
    `select "column", code, count(*)::int as count, (array_agg(message order by row))[1] as example
     from import_problem where job = $1 group by "column", code order by count desc, "column", code`,
    [job],
  );
  return rows;
}

/** `group`: null for all of them. */
export async function readProblems(
  executor: Executor,
  job: string,
  group: { readonly column: string; readonly code: string } | null,
  { after, limit }: { readonly after: number; readonly limit: number | null },
): Promise<ImportJob["errors"]> {
  const { rows } = await executor.query<ImportJob["errors"][number]>(
    `select row, "column", code, message from import_problem where job = $1
       and ($2::text is null or (code = $2 and "column" = $3)) and row > $4 order by row, "column" limit $5`,
    [job, group?.code ?? null, group?.column ?? null, after, limit],
  );
  return rows;
}

export const newImportId = (): string => uuid();
