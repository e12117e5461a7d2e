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
import { finishImport, readClaimed, saveProgress, type ImportRow } from "./import-store.ts";
import { JobLost, type Claim } from "./job-runner.ts";
import { targetsOf } from "./mapping.ts";
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
    if (isDone) await finishImport(parts.db, claim, job.state === "checking" ? "checked" : "done", null);
  } catch (error) {
    if (error instanceof JobLost) return;
    if (!(error instanceof Refusal)) parts.onError(error);
    const refusal = error instanceof Refusal ? error : new Refusal("internal", { id: job.id.slice(0, 8) });
    await finishImport(parts.db, claim, "failed", { code: refusal.code, message: refusal.text, ...refusal.extras } as never);
  }
}

/** False if the server stops before the end. */
async function workThrough(parts: ImportParts, claim: Claim, job: ImportRow): Promise<boolean> {
  const { world } = await parts.subjects.current(job.owner);
  const layout = layoutOf(job.headers);
  const targets = targetsOf(job.mapping, objectNamed(world.model, job.object));
  // A dry run has written nothing and knows what it saw only in memory: it starts anew.
  const start = job.state === "checking" ? 0 : job.position;
  if (start !== job.position) await parts.db.query("update import_job set position = 0, done = 0, created = 0, updated = 0, skipped = 0, flagged = 0, failed = 0 where id = $1", [job.id]);
  if (start !== job.position) await parts.db.query("delete from import_problem where job = $1", [job.id]);
  const seen = new Set<string>();
  let index = 0;
  let position = start;
  let waiting: RawRecord[] = [];
  let rows = 0;
  const flush = async (): Promise<void> => {
    await importOne(parts, claim, job, { records: waiting, seen, progress: { from: position, to: position + waiting.length, rows } });
    position += waiting.length;
    waiting = [];
    rows = 0;
  };
  for await (const record of rawRecords(readTable(parts.pathOf(job.id)), layout, job.mapping.group, targets)) {
    if (index++ < start) continue;
    waiting.push(record);
    rows += record.rows.length;
    if (waiting.length < MAX_BATCH && rows < MAX_BATCH_ROWS) continue;
    if (claim.isStopping()) return false;
    await flush();
  }
  if (claim.isStopping()) return false;
  if (waiting.length > 0) await flush();
  return true;
}

interface Portion {
  readonly records: readonly RawRecord[];
  readonly seen: Set<string>;
  readonly progress: { readonly from: number; readonly to: number; readonly rows: number };
}

async function importOne({ gate, db }: ImportParts, claim: Claim, job: ImportRow, { records, seen, progress }: Portion): Promise<void> {
  const caller: Caller = { person: job.owner, source: job.source };
  const detail = { job: job.id, from: progress.from, to: progress.to };
  if (job.state === "checking") {
    const act = { object: job.object, action: "checkImport", records: [], detail };
    const done = await gate.read(caller, act, async (subject) => ({
      // Draft anew for every attempt: a draft collects what was found wrong with it.
      result: await importBatch(db, subject, { ...prepare(subject, job, records), write: false, seen: new Set(seen) }),
      records: [],
    }));
    done.seen.forEach((key) => seen.add(key));
    return saveProgress(db, claim, progress, done);
  }
  const act = { object: job.object, action: "import", records: [], detail };
  for (let attempt = 1; ; attempt++) {
    try {
      return await gate.write(caller, act, async (tx, subject) => {
        const done = await importBatch(tx, subject, { ...prepare(subject, job, records), write: true, seen: new Set() });
        await saveProgress(tx, claim, progress, done);
        return { result: undefined, records: done.records, detail: { ...done.counts } };
      });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "taken") || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

function prepare(subject: Subject, job: ImportRow, records: readonly RawRecord[]) {
  const { model, organisation } = subject.world;
  const object = objectNamed(model, job.object);
  const { mapping } = job;
  const targets = targetsOf(mapping, object);
  const setting = { targets, layout: layoutOf(job.headers), zone: subject.zone, currency: organisation.currency };
  return { object, mapping, targets, drafts: records.map((record) => draftRecord(record, setting)) };
}
