/** Works through an import, or takes it back, portion by portion; after a crash it goes on behind the last one that was committed. */
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { ApiError } from "../http/contract.ts";
import type { Database } from "../db/database.ts";
import { refreshStatistics } from "../gate/find-keys.ts";
import type { Gate } from "../gate/gate.ts";
import type { Subject, Subjects } from "../gate/subject.ts";
import { writeNotices } from "../inbox/notices.ts";
import { companionOf } from "./companion.ts";
import { inOrder } from "./file-order.ts";
import { importPortion, prepare, type Worker } from "./import-portion.ts";
import { finishImport, readClaimed, resetImport, type ImportRow } from "./import-store.ts";
import { JobLost, type Claim } from "./job-runner.ts";
import { mappingOfCompanion, targetsOf } from "./mapping.ts";
import { createPace } from "./pace.ts";
import { restIndexes, wakeIndexes } from "./rest-indexes.ts";
import { layoutOf, rawRecords, type RawRecord } from "./raw-records.ts";
import { readTable } from "./read-table.ts";
import { undoImport } from "./run-undo.ts";
import { nothingSeen } from "./seen.ts";
import { finishUndo, forgetWritten } from "./undo-store.ts";

/** How many times as many records as at the last look call for another. */
const GROWTH = 4;

export interface ImportParts {
  readonly db: Database;
  readonly gate: Gate;
  readonly subjects: Subjects;
  readonly onError: (error: unknown) => void;
  pathOf(job: string): string;
}

export async function runImport(parts: ImportParts, claim: Claim): Promise<void> {
  const job = await readClaimed(parts.db, claim);
  if (!job) return;
  const isUndo = job.state === "undoing";
  try {
    const isDone = await (isUndo ? undoImport : workThrough)(parts, claim, job);
    if (!isDone) return;
    await wakeIndexes(parts.db);
    await finish(parts, claim, job);
  } catch (error) {
    if (error instanceof JobLost) return;
    await wakeIndexes(parts.db);
    if (!(error instanceof Refusal)) parts.onError(error);
    const refusal =
      error instanceof Refusal ? error : new Refusal("internal", { id: job.id.slice(0, 8) });
    const told = { code: refusal.code, message: refusal.text, ...refusal.extras } as ApiError;
    await (isUndo
      ? finishUndo(parts.db, claim, told)
      : endImport(parts.db, claim, job, { state: "failed", error: told }));
  }
}

async function finish({ db }: ImportParts, claim: Claim, job: ImportRow): Promise<void> {
  if (job.state === "undoing") return finishUndo(db, claim, null);
  const state = job.state === "checking" ? "checked" : "done";
  await endImport(db, claim, job, { state, error: null });
  if (job.state === "running") await forgetWritten(db);
}

interface End {
  readonly state: "checked" | "done" | "failed";
  readonly error: ApiError | null;
}

/** A check is looked at by whoever asked for it, an import often after they have gone on to something else. */
function endImport(
  db: Database,
  claim: Claim,
  { id, object, owner, state: was }: ImportRow,
  { state, error }: End,
): Promise<void> {
  return db.transaction(async (tx) => {
    const isOurs = await finishImport(tx, claim, state, error);
    if (!isOurs || was === "checking") return;
    const kind = state === "failed" ? "importFailed" : "imported";
    await writeNotices(tx, [{ person: owner, kind, object, record: id }]);
  });
}

/**
 * False if the server stops before the end. While the database writes one portion, the rows of the next are read and
 * understood; not before, or what this portion still has to ask and decide would wait, and the database with it.
 */
async function workThrough(
  { db, gate, subjects, pathOf }: ImportParts,
  claim: Claim,
  job: ImportRow,
): Promise<boolean> {
  const subject = await subjects.current(job.owner);
  const start = await startOf(db, job);
  if (job.state === "running" && start === 0) await restIndexes(db, subject, job);
  const tools = { db, gate, claim, job, pace: createPace(), seen: nothingSeen() };
  const keepStatistics = statisticsOf(db, subject, job);
  let from = start;
  let underWay: Promise<void> = Promise.resolve();
  try {
    for await (const records of portionsOf(pathOf(job.id), subject, tools, start)) {
      if (claim.isStopping()) return false;
      const portion = { records, from, prepared: prepare(subject, job, records) };
      await underWay;
      await keepStatistics(from - start);
      from += records.length;
      const { promise: writing, resolve: onWriting } = Promise.withResolvers<void>();
      underWay = importPortion({ ...tools, onWriting }, portion);
      // Its failure is met where it is awaited; until then nobody is to take it for forgotten.
      underWay.catch(() => {});
      await Promise.race([writing, underWay]);
    }
  } finally {
    await underWay;
  }
  return true;
}

/** Statistics after the first portion, and then seldom: they take the embedded database a third of a second. */
function statisticsOf(db: Database, { world }: Subject, job: ImportRow) {
  const object = objectNamed(world.model, job.object);
  let known = 0;
  return async (done: number): Promise<void> => {
    if (job.state === "checking" || done === 0 || done < GROWTH * known) return;
    known = done;
    await refreshStatistics(db, object);
  };
}

/** A dry run has written nothing, and what it saw it knew in memory only: it starts anew. */
async function startOf(db: Database, job: ImportRow): Promise<number> {
  if (job.state !== "checking" || job.position === 0) return job.position;
  await resetImport(db, job.id);
  return 0;
}

/** The records of the file behind the first `start`, cut at waves and where the pace says so. */
async function* portionsOf(
  path: string,
  { world }: Subject,
  { job, pace }: Pick<Worker, "job" | "pace">,
  start: number,
): AsyncGenerator<readonly RawRecord[]> {
  const object = objectNamed(world.model, job.object);
  const brings = companionOf(world.model, object);
  const targets = targetsOf(job.mapping, object);
  const companions = brings ? mappingOfCompanion(job.mapping, brings) : null;
  const read = [...targets, ...(companions ? targetsOf(companions, brings!.object) : [])];
  const layout = layoutOf(job.headers);
  const records = rawRecords(readTable(path, job.reading), layout, job.mapping.group, read);
  let index = 0;
  let batch: RawRecord[] = [];
  let rows = 0;
  let current = 0;
  for await (const { record, wave } of inOrder(records, { object, targets, layout })) {
    if (index++ < start) continue;
    const isFull = wave !== current || pace.isFull({ records: batch.length, rows });
    if (batch.length > 0 && isFull) {
      yield batch;
      [batch, rows] = [[], 0];
    }
    current = wave;
    batch.push(record);
    rows += record.rows.length;
  }
  if (batch.length > 0) yield batch;
}
