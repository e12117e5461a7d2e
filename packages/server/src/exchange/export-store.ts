/** The rows of export jobs. */
import { createHash } from "node:crypto";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import { withApproval, withBrought } from "../gate/demands.ts";
import type { Subject } from "../gate/subject.ts";
import { asSystem } from "../gate/system.ts";
import type { View } from "../gate/view.ts";
import type { ApiError, ExportJob, Filter, Sort } from "../http/contract.ts";
import type { Claim } from "./job-runner.ts";

export interface ExportRequest {
  readonly filter?: Filter;
  readonly search?: string;
  readonly sort?: readonly Sort[];
  /** Field names; the columns of the object's list unless said. */
  readonly columns?: readonly string[];
  readonly format: "csv" | "xlsx";
  /** Of the headings, the choices and the file's name; the asker's own unless said. */
  readonly locale?: "zh" | "en";
  /** An approval that exporting demands was given; never taken from what was sent. */
  readonly approved?: true;
}

export interface ExportRow {
  readonly id: string;
  readonly object: string;
  readonly owner: string;
  readonly source: string | null;
  readonly file_name: string;
  readonly format: "csv" | "xlsx";
  readonly state: ExportJob["state"];
  readonly request: ExportRequest;
  readonly plan: string;
  readonly row_count: number | null;
  readonly digest: string | null;
  readonly error: ApiError | null;
  /** Nobody may fetch it any more. */
  readonly is_over: boolean;
}

/**
 * What the file's rows and cells hang on: the arms of the view, each with what it shows, and the units below those that the
 * arms name. Equal text, equal rights.
 */
export function planDigest({ world: { tree } }: Subject, { arms }: View): string {
  const withTree = (_: string, part: unknown): unknown =>
    isWithin(part) ? { ...part, below: tree.below(part.root.value).toSorted() } : part;
  const text = JSON.stringify(
    arms.map(({ arm }) => arm),
    withTree,
  );
  return createHash("sha256").update(text).digest("hex");
}

function isWithin(part: unknown): part is { readonly root: { readonly value: string } } {
  const { kind, root } = (part ?? {}) as { kind?: unknown; root?: { value?: unknown } };
  return kind === "within" && typeof root?.value === "string";
}

/**
 * Whoever asks for a file fetches it the same day. Later it would tell of customers who have been handed to others since,
 * and it would lie on a disk for ever.
 */
export const EXPORT_HOURS = 24;

export async function insertExport(
  tx: Executor,
  subject: Subject,
  job: Pick<ExportRow, "id" | "object" | "source" | "request" | "plan"> & {
    fileName: string;
  },
): Promise<void> {
  const { id, object, request, fileName, plan, source } = job;
  await asSystem("an export was asked for", null).insertRows(
    tx,
    objectNamed(subject.world.model, "exportJob"),
    [
      {
        id,
        object,
        fileName,
        format: request.format,
        state: "queued",
        rowCount: 0,
        owner: subject.person,
        createdBy: subject.person,
        unit: subject.unit,
      },
    ],
  );
  await tx.query(
    "update export_job set request = $2::jsonb, plan = $3, source = $4 where id = $1",
    [id, JSON.stringify(request), plan, source],
  );
}

/** Whose rights the file is made and fetched by; what it demands was brought when it was asked for. */
export const exporterOf = (
  subject: Subject,
  { object, request }: Pick<ExportRow, "object" | "request">,
): Subject => {
  const asked = withBrought(subject, null);
  return request.approved ? withApproval(asked, { object, action: "export" }) : asked;
};

/** An export belongs to whoever asked for it: nobody else's exists. */
export async function readExport(
  executor: Executor,
  person: string,
  id: string,
): Promise<ExportRow> {
  const { rows } = UUID.test(id)
    ? await executor.query<ExportRow>(
        `select *, coalesce(finished_at < statement_timestamp() - make_interval(hours => $3), false) as is_over
         from export_job where id = $1 and owner = $2 and deleted_at is null`,
        [id, person, EXPORT_HOURS],
      )
    : { rows: [] };
  if (!rows[0]) throw new Refusal("not_found");
  return rows[0];
}

export async function readClaimedExport(
  executor: Executor,
  { id }: Claim,
): Promise<ExportRow | null> {
  const { rows } = await executor.query<ExportRow>(
    "select *, false as is_over from export_job where id = $1",
    [id],
  );
  return rows[0] ?? null;
}

/** False if the job is another node's by now. */
export async function saveExport(
  executor: Executor,
  claim: Claim,
  {
    state,
    rows,
    digest = null,
    error = null,
  }: { state: ExportJob["state"]; rows: number; digest?: string | null; error?: ApiError | null },
): Promise<boolean> {
  const { rowCount } = await executor.query(
    `update export_job set state = $3, row_count = $4, digest = $5, error = $6::jsonb, updated_at = statement_timestamp(),
     finished_at = case when $3 in ('done', 'failed') then statement_timestamp() end,
     lease_until = case when $3 = 'running' then statement_timestamp() + interval '60 seconds' end
     where id = $1 and runner = $2 and state in ('queued', 'running')`,
    [claim.id, claim.runner, state, rows, digest, error === null ? null : JSON.stringify(error)],
  );
  return rowCount === 1;
}

export function toExportJob(row: ExportRow): ExportJob {
  const { id, format, digest, file_name: fileName, row_count: rows } = row;
  const { state, error } = row.state === "done" && row.is_over ? over() : row;
  return {
    id,
    state,
    format,
    digest,
    fileName,
    rows: Number(rows ?? 0),
    ...(error === null ? {} : { error }),
  };
}

function over(): Pick<ExportRow, "state" | "error"> {
  const { code, text } = exportOver();
  return { state: "failed", error: { code, message: text } };
}

export const exportOver = (): Refusal => new Refusal("export_over", { hours: EXPORT_HOURS });
