/** Works through an import, batch by batch; after a crash it goes on behind the last batch that was committed. */
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { Database } from "../db/database.ts";
import { MAX_BATCH } from "../gate/batch.ts";
import type { Gate } from "../gate/gate.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject, Subjects } from "../gate/subject.ts";
import { draftRecord } from "./draft-record.ts";
import { importBatch } from "./import-batch.ts";
import {
  finishImport,
  readClaimed,
  resetImport,
  saveProgress,
  type ImportRow,
} from "./import-store.ts";
import { JobLost, type Claim } from "./job-runner.ts";
import { targetsOf, type Target } from "./mapping.ts";
import { layoutOf, rawRecords, type RawRecord } from "./raw-records.ts";
import { readTable } from "./read-table.ts";

export interface ImportParts {
  readonly db: Database;
  readonly gate: Gate;
  readonly subjects: Subjects;
  readonly onError: (error: unknown) => void;
  pathOf(job: string): string;
}

/** An order has lines; so many rows make a batch whatever the number of records, to keep a transaction under a second. */
const MAX_BATCH_ROWS = 5_000;
/** Another import, or a person, may create the same unique value while ours waits; looked at again, it is a duplicate. */
const MAX_ATTEMPTS = 3;

export async function runImport(parts: ImportParts, claim: Claim): Promise<void> {
  const job = await readClaimed(parts.db, claim);
  if (!job) return;
  try {
    const isDone = await workThrough(parts, claim, job);
    if (isDone)
      await finishImport(parts.db, claim, job.state === "checking" ? "checked" : "done", null);
  } catch (error) {
    if (error instanceof JobLost) return;
    if (!(error instanceof Refusal)) parts.onError(error);
    const refusal =
      error instanceof Refusal ? error : new Refusal("internal", { id: job.id.slice(0, 8) });
    await finishImport(parts.db, claim, "failed", {
      code: refusal.code,
      message: refusal.text,
      ...refusal.extras,
    } as never);
  }
}

/**
 * False if the server stops before the end. While the database writes one batch, the rows of the next are read and
 * understood: the two take about as long as each other.
 */
async function workThrough(parts: ImportParts, claim: Claim, job: ImportRow): Promise<boolean> {
  const subject = await parts.subjects.current(job.owner);
  const targets = targetsOf(job.mapping, objectNamed(subject.world.model, job.object));
  const start = await startOf(parts.db, job);
  const seen = new Set<string>();
  let position = start;
  let underWay: Promise<void> = Promise.resolve();
  const send = async (records: readonly RawRecord[]): Promise<void> => {
    const rows = records.reduce((sum, record) => sum + record.rows.length, 0);
    const progress = { from: position, to: position + records.length, rows };
    const portion = { records, seen, progress, prepared: prepare(subject, job, records) };
    position = progress.to;
    await underWay;
    underWay = importOne(parts, claim, job, portion);
    // Its failure is met where it is awaited; until then nobody is to take it for forgotten.
    underWay.catch(() => {});
  };
  try {
    for await (const records of batchesOf(parts.pathOf(job.id), job, targets, start)) {
      if (claim.isStopping()) return false;
      await send(records);
    }
  } finally {
    await underWay;
  }
  return true;
}

/** A dry run has written nothing, and what it saw it knew in memory only: it starts anew. */
async function startOf(db: Database, job: ImportRow): Promise<number> {
  if (job.state !== "checking" || job.position === 0) return job.position;
  await resetImport(db, job.id);
  return 0;
}

async function* batchesOf(
  path: string,
  job: ImportRow,
  targets: readonly Target[],
  start: number,
): AsyncGenerator<readonly RawRecord[]> {
  let index = 0;
  let batch: RawRecord[] = [];
  let rows = 0;
  for await (const record of rawRecords(
    readTable(path),
    layoutOf(job.headers),
    job.mapping.group,
    targets,
  )) {
    if (index++ < start) continue;
    batch.push(record);
    rows += record.rows.length;
    if (batch.length < MAX_BATCH && rows < MAX_BATCH_ROWS) continue;
    yield batch;
    batch = [];
    rows = 0;
  }
  if (batch.length > 0) yield batch;
}

interface Portion {
  readonly records: readonly RawRecord[];
  readonly seen: Set<string>;
  readonly progress: { readonly from: number; readonly to: number; readonly rows: number };
  readonly prepared: Prepared;
}

async function importOne(
  { gate, db }: ImportParts,
  claim: Claim,
  job: ImportRow,
  portion: Portion,
): Promise<void> {
  const { seen, progress } = portion;
  const caller: Caller = { person: job.owner, source: job.source };
  const detail = { job: job.id, from: progress.from, to: progress.to };
  const drafted = draftsFor(job, portion);
  if (job.state === "checking") {
    const act = { object: job.object, action: "checkImport", records: [], detail };
    const done = await gate.read(caller, act, async (subject) => ({
      result: await importBatch(db, subject, { ...drafted(subject), write: false, seen }),
      records: [],
    }));
    for (const key of done.keys) seen.add(key);
    return saveProgress(db, claim, progress, done);
  }
  const act = { object: job.object, action: "import", records: [], detail };
  for (let attempt = 1; ; attempt++) {
    try {
      return await gate.write(caller, act, async (tx, subject) => {
        const done = await importBatch(tx, subject, { ...drafted(subject), write: true, seen });
        await saveProgress(tx, claim, progress, done);
        return { result: undefined, records: done.records, detail: { ...done.counts } };
      });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "taken") || attempt === MAX_ATTEMPTS)
        throw error;
    }
  }
}

type Prepared = ReturnType<typeof prepare>;

/** What was drafted ahead serves once, for a draft collects what is wrong with it, and under the same registry only. */
function draftsFor(job: ImportRow, { prepared, records }: Portion): (subject: Subject) => Prepared {
  let isFresh = true;
  return (subject) => {
    const serves = isFresh && prepared.world === subject.world && prepared.zone === subject.zone;
    isFresh = false;
    return serves ? prepared : prepare(subject, job, records);
  };
}

function prepare({ world, zone }: Subject, job: ImportRow, records: readonly RawRecord[]) {
  const object = objectNamed(world.model, job.object);
  const { mapping } = job;
  const targets = targetsOf(mapping, object);
  const setting = {
    targets,
    zone,
    layout: layoutOf(job.headers),
    currency: world.organisation.currency,
  };
  return {
    world,
    zone,
    object,
    mapping,
    targets,
    drafts: records.map((record) => draftRecord(record, setting)),
  };
}
