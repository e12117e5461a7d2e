/**
 * Writes an export's file: chunk by chunk through the gate, each under the guard, all under the same rights. A change of
 * rights on the way fails the job; a file appears under its name only when it is whole.
 */
import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { once } from "node:events";
import { stringify } from "csv-stringify/sync";
import type { Database } from "../db/database.ts";
import { type FieldModel, targetOf } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { isTaken } from "../gate/count-export.ts";
import { parseFilter } from "../gate/filter.ts";
import type { Gate } from "../gate/gate.ts";
import { readPage } from "../gate/list.ts";
import { maskCell } from "../gate/present.ts";
import type { StoredRecord } from "../gate/record.ts";
import { parseCursor, parseSort } from "../gate/sort.ts";
import type { Subject } from "../gate/subject.ts";
import { viewOf, type View } from "../gate/view.ts";
import { writeNotices, type Notice } from "../inbox/notices.ts";
import { columnsOf, isNumeric, safeText, type SheetValue } from "./format-cell.ts";
import {
  exporterOf,
  planDigest,
  readClaimedExport,
  saveExport,
  type ExportRow,
} from "./export-store.ts";
import { JobLost, type Claim } from "./job-runner.ts";
import { decide, mostUnapproved } from "../gate/demands.ts";
import { markOfFile } from "../gate/watermark.ts";

export interface ExportParts {
  readonly db: Database;
  readonly gate: Gate;
  readonly onError: (error: unknown) => void;
  pathOf(job: ExportRow): string;
}

/** Rows of one guarded statement: few enough that a revocation stops the next one soon. */
const CHUNK = 2_000;
/** The library builds the whole workbook in memory. */
export const MAX_XLSX_ROWS = 200_000;

export async function runExport(parts: ExportParts, claim: Claim): Promise<void> {
  const job = await readClaimedExport(parts.db, claim);
  if (!job) return;
  const path = parts.pathOf(job);
  try {
    await mkdir(dirname(path), { recursive: true });
    const rows = await writeFile(parts, claim, job, `${path}.part`);
    if (rows === null) return;
    await finish(parts, claim, job, { path, rows, digest: await digestOf(`${path}.part`) });
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    if (error instanceof JobLost) return;
    if (!(error instanceof Refusal)) parts.onError(error);
    const refusal =
      error instanceof Refusal ? error : new Refusal("internal", { id: job.id.slice(0, 8) });
    const failed = { code: refusal.code, message: refusal.text };
    await parts.db.transaction(async (tx) => {
      if (await saveExport(tx, claim, { state: "failed", rows: 0, error: failed }))
        await writeNotices(tx, [noticeOf(job, "exportFailed")]);
    });
  }
}

/** Null if the server stops before the end; the next start begins anew. */
async function writeFile(
  parts: ExportParts,
  claim: Claim,
  job: ExportRow,
  path: string,
): Promise<number | null> {
  const sheet = job.format === "csv" ? openCsv(path) : openWorkbook(path);
  let rows = 0;
  let cursor: string | undefined;
  do {
    if (claim.isStopping()) return null;
    const chunk = await readChunk(parts, job, cursor);
    if (cursor === undefined) await sheet.write([chunk.headings], () => false);
    await sheet.write(chunk.rows, chunk.isNumeric);
    rows += chunk.rows.length;
    // More have come to be there since it was asked for.
    if (chunk.most !== null && rows > chunk.most) throw new Refusal("approval_needed");
    cursor = chunk.next ?? undefined;
    if (cursor === undefined && chunk.mark !== null) await sheet.write([[chunk.mark]], () => false);
    if (!(await saveExport(parts.db, claim, { state: "running", rows }))) throw new JobLost();
  } while (cursor !== undefined);
  await sheet.close();
  return rows;
}

interface Chunk {
  readonly headings: readonly SheetValue[];
  readonly rows: readonly (readonly SheetValue[])[];
  readonly next: string | null;
  /** The last line of the whole file. */
  readonly mark: string | null;
  /** Rows that the whole file may have. */
  readonly most: number | null;
  isNumeric(column: number): boolean;
}

function readChunk(
  { db, gate }: ExportParts,
  job: ExportRow,
  cursor: string | undefined,
): Promise<Chunk> {
  const caller = { person: job.owner, source: job.source };
  const act = { object: job.object, action: "exportChunk", records: [], detail: { job: job.id } };
  return gate.read(caller, act, async (asker) => {
    const subject = exporterOf(asker, job);
    const view = viewOf(subject, job.object, "export");
    // Half a file under the old rights and half under the new ones would be neither.
    if (planDigest(subject, view) !== job.plan) throw new Refusal("rights_changed");
    const { request } = job;
    const fields = exportFields(view, request.columns);
    const keys = parseSort(request.sort, view);
    const question = {
      view,
      keys,
      filter: parseFilter(request.filter, view),
      search: request.search,
      cursor: parseCursor(cursor, keys),
      limit: CHUNK,
      fields,
    };
    const page = await readPage(db, subject, question);
    const cells = page.records.map((record) => exportedCells(subject, job.object, record, fields));
    const style = {
      locale: request.locale ?? subject.locale,
      zone: subject.zone,
      title: (field: FieldModel, id: string) => page.titles[targetOf(field)!]?.[id]?.title ?? null,
    };
    const columns = fields.map((field) => columnsOf(field, style));
    const result: Chunk = {
      headings: columns.flat().map(({ heading }) => heading),
      rows: cells.map((row) =>
        columns.flatMap((ofField, index) => ofField.map(({ value }) => shown(row[index]!, value))),
      ),
      next: page.next,
      mark: markOfFile(subject, view)?.[style.locale] ?? null,
      most: request.approved ? null : mostUnapproved(view.arms.map(({ arm }) => arm)),
      isNumeric: (column) =>
        columns.flatMap((ofField, index) =>
          ofField.map((_, part) => part === 0 && isNumeric(fields[index]!)),
        )[column]!,
    };
    return { result, records: page.records.map(({ id }) => id) };
  });
}

interface ExportedCell {
  readonly value: Json;
  readonly isMasked: boolean;
}

/** A masked cell is text of its own kind already; a type that keeps no masked form shows dots, as on screens. */
const shown = ({ value, isMasked }: ExportedCell, write: (cell: Json) => SheetValue): SheetValue =>
  isMasked ? (value === null ? "•••" : String(value)) : write(value);

/** Asked-for columns that the export ever shows; what is absent on all records has no column. */
export function exportFields(
  view: View,
  columns: readonly string[] | undefined,
): readonly FieldModel[] {
  const names = columns ?? view.object.declaration.list.columns;
  return names
    .map((name) => view.object.fields.get(name))
    .filter((field) => field !== undefined)
    .filter(({ name }) => isTaken(view, name));
}

function exportedCells(
  subject: Subject,
  object: string,
  record: StoredRecord,
  fields: readonly FieldModel[],
): readonly ExportedCell[] {
  const decision = decide(subject.compiled, object, "export", record.facts, record.context);
  return fields.map((field) => {
    const level = decision.fields.includes(field.name)
      ? (decision.actLevels[field.name] ?? "absent")
      : "absent";
    const cell = record.cells.get(field.name) ?? null;
    if (level === "plain") return { value: cell, isMasked: false };
    if (level === "masked")
      return { value: maskCell(field, cell), isMasked: cell !== null || !field.module.maskSql };
    return { value: null, isMasked: false };
  });
}

interface Sheet {
  write(
    rows: readonly (readonly SheetValue[])[],
    isNumeric: (column: number) => boolean,
  ): Promise<void>;
  close(): Promise<void>;
}

/** With a byte order mark, or Excel takes UTF-8 for the local code page. */
function openCsv(path: string): Sheet {
  const file: WriteStream = createWriteStream(path);
  let isFirst = true;
  return {
    async write(rows, isNumericColumn) {
      const text = stringify(
        rows.map((row) =>
          row.map((cell, column) =>
            typeof cell === "string" && !isNumericColumn(column) ? safeText(cell) : cell,
          ),
        ),
      );
      if (!file.write(isFirst ? `\u{feff}${text}` : text)) await once(file, "drain");
      isFirst = false;
    },
    async close() {
      file.end();
      await once(file, "close");
    },
  };
}

/** A cell of type text is never a formula. Amounts are numbers there, as far as a number holds them. */
function openWorkbook(path: string): Sheet {
  const rows: (
    | { value: string; type: StringConstructor }
    | { value: number; type: NumberConstructor }
    | null
  )[][] = [];
  return {
    async write(more, isNumericColumn) {
      if (rows.length + more.length > MAX_XLSX_ROWS)
        throw new Refusal("too_many_rows", { limit: MAX_XLSX_ROWS });
      for (const row of more) {
        rows.push(
          row.map((cell, column) => {
            if (cell === null || cell === "") return null;
            const number = Number(cell);
            const isNumber =
              typeof cell === "number" ||
              (isNumericColumn(column) && Number.isFinite(number) && Math.abs(number) < 1e13);
            return isNumber
              ? { value: number, type: Number }
              : { value: String(cell), type: String };
          }),
        );
      }
    },
    async close() {
      const { default: writeWorkbook } = await import("write-excel-file/node");
      await writeWorkbook(rows as never).toFile(path);
    },
  };
}

async function digestOf(path: string): Promise<string> {
  const hash: Hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** The line in the audit trail, the state and the file's name come together, under the locks of a write. */
async function finish(
  { gate }: ExportParts,
  claim: Claim,
  job: ExportRow,
  file: { path: string; rows: number; digest: string },
): Promise<void> {
  const { rows, digest } = file;
  const caller = { person: job.owner, source: job.source };
  const act = {
    object: job.object,
    action: "exported",
    records: [],
    detail: { job: job.id, rows, digest, format: job.format },
  };
  await gate.write(caller, act, async (tx, subject) => {
    if (planDigest(subject, viewOf(exporterOf(subject, job), job.object, "export")) !== job.plan)
      throw new Refusal("rights_changed");
    if (!(await saveExport(tx, claim, { state: "done", rows, digest }))) throw new JobLost();
    await rename(`${file.path}.part`, file.path);
    return { result: undefined, notices: [noticeOf(job, "exported")] };
  });
}

const noticeOf = ({ id, object, owner }: ExportRow, kind: "exported" | "exportFailed"): Notice => ({
  person: owner,
  kind,
  object,
  record: id,
});
