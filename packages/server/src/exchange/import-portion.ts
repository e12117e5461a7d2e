/**
 * Some records of a file, dealt with in as few transactions as keep each of them short: usually one. In the transaction
 * that writes rows stands also how far the import has come.
 */
import { objectNamed } from "../derive/model.ts";
import type { Database, Executor } from "../db/database.ts";
import { problem, type Refusal } from "../errors.ts";
import type { Gate } from "../gate/gate.ts";
import type { Act, Caller } from "../gate/mutate.ts";
import { decidesRights, lockForAct } from "../gate/rights-effects.ts";
import { openAllowance } from "../gate/probe-allowance.ts";
import type { Subject } from "../gate/subject.ts";
import { broughtNotices } from "./brought.ts";
import { companionOf } from "./companion.ts";
import { draftRecord, type RowProblem } from "./draft-record.ts";
import { selfTargetOf } from "./file-order.ts";
import { halveRefused } from "./halve-refused.ts";
import { importBatch, type Batch, type BatchDone } from "./import-batch.ts";
import { saveProgress, type ImportRow, type Outcome } from "./import-store.ts";
import { saveMarks } from "./undo-store.ts";
import { importTogether } from "./import-together.ts";
import type { Claim } from "./job-runner.ts";
import { mappingOfCompanion, targetsOf, type Mapping } from "./mapping.ts";
import { TRANSACTION_MS, type Load, type Pace } from "./pace.ts";
import { layoutOf, type RawRecord } from "./raw-records.ts";
import { resolveNames } from "./resolve-names.ts";
import { remember, type Seen } from "./seen.ts";

export interface Worker {
  readonly db: Database;
  readonly gate: Gate;
  readonly claim: Claim;
  readonly job: ImportRow;
  readonly pace: Pace;
  readonly seen: Seen;
  /** Called once the database is busy with the portion; never, where there is nothing to write. */
  readonly onWriting: () => void;
}

export interface Portion {
  readonly records: readonly RawRecord[];
  /** Records of the file before these. */
  readonly from: number;
  readonly prepared: Prepared;
}

interface Ready extends Portion {
  /** Lasts for all attempts at the portion. */
  readonly preparedFor: typeof prepare;
  readonly allowance: Batch["allowance"];
}

export const loadOf = (records: readonly RawRecord[]): Load => ({
  records: records.length,
  rows: records.reduce((sum, { rows }) => sum + rows.length, 0),
});

export async function importPortion(worker: Worker, portion: Portion): Promise<void> {
  let rest = portion;
  while (rest.records.length > 0) {
    const isDry = worker.job.state === "checking";
    const { count, milliseconds } = await (isDry ? checkSome : writeSome)(worker, rest);
    worker.pace.note(loadOf(rest.records.slice(0, count)), milliseconds);
    rest = { ...rest, records: rest.records.slice(count), from: rest.from + count };
  }
}

interface Some {
  /** Records dealt with. */
  readonly count: number;
  readonly milliseconds: number;
}

async function writeSome(worker: Worker, portion: Portion): Promise<Some> {
  const { gate, claim, job } = worker;
  const act = actOf(job, "import", portion);
  const preparedFor = once(portion);
  // What it waits for others is not its own time.
  let started = 0;
  const count = await gate.write(callerOf(job), act, async (tx, subject) => {
    started = performance.now();
    const allowance = await openAllowance(tx, subject.person);
    const ready = { ...portion, preparedFor, allowance };
    const { outcomes, count: some } = await writeParts(tx, subject, worker, ready);
    const outcome = sumUp(outcomes);
    await saveProgress(tx, claim, progressOf(portion, some), outcome);
    const marks = outcomes.flatMap((one) => one.marks);
    await saveMarks(tx, job.id, marks);
    const records = [...new Set(outcomes.flatMap(({ written }) => [...written.values()]))];
    const notices = await broughtNotices(tx, job, portion.prepared.object, outcomes);
    const unseen = allowance.spent;
    const detail = {
      to: portion.from + some,
      ...outcome.counts,
      ...(unseen > 0 ? { unseen } : {}),
    };
    return { result: some, notices, records, detail };
  });
  return { count, milliseconds: performance.now() - started };
}

/** Every part is watched like a write of its own, so that what the guard of rights refuses is one row's error. */
function writeParts(
  tx: Executor,
  subject: Subject,
  { job, seen, onWriting }: Worker,
  { records: all, preparedFor, allowance }: Ready,
) {
  return halveRefused<RawRecord, BatchDone>(tx, all, {
    deadline: performance.now() + TRANSACTION_MS,
    attempt(records) {
      const { brought, ...batch } = preparedFor(subject, job, records);
      return importTogether(
        tx,
        subject,
        { ...batch, write: true, seen, allowance, onWriting },
        brought,
      );
    },
    refuse: refused,
  });
}

async function checkSome(worker: Worker, portion: Portion): Promise<Some> {
  const { gate, db, claim, job, seen } = worker;
  const started = performance.now();
  const act = actOf(job, "checkImport", portion);
  const ready = { ...portion, preparedFor: once(portion), allowance: null };
  const { outcomes, count } = await gate.read(callerOf(job), act, async (subject) => {
    const done = decidesRights(job.object)
      ? await rehearse(subject, worker, ready)
      : { outcomes: [await judge(db, subject, worker, ready)], count: portion.records.length };
    return { result: done, records: [], detail: { ...sumUp(done.outcomes).counts } };
  });
  const self = selfTargetOf(portion.prepared.object, portion.prepared.targets)?.field;
  for (const { keys, created } of outcomes) {
    for (const key of keys) seen.keys.add(key);
    if (self) remember(seen, portion.prepared.object, self, created);
  }
  await saveProgress(db, claim, progressOf(portion, count), sumUp(outcomes));
  return { count, milliseconds: performance.now() - started };
}

/** Everything but the writing. */
async function judge(
  db: Database,
  subject: Subject,
  { job, seen }: Worker,
  { records, preparedFor, allowance }: Ready,
): Promise<BatchDone> {
  const batch = { ...preparedFor(subject, job, records), write: false, seen, allowance };
  await resolveNames(db, subject, { ...batch, foreseen: seen.names });
  return importBatch(db, subject, batch);
}

/**
 * Whether rights may be given is asked of rows as they came to be, so a dry run of such an object writes them, locks and
 * all, and takes them back.
 */
async function rehearse(subject: Subject, worker: Worker, portion: Ready) {
  const { db, job } = worker;
  let done: Awaited<ReturnType<typeof writeParts>> | null = null;
  try {
    await db.transaction(async (tx) => {
      await lockForAct(tx, subject.person, actOf(job, "import", portion));
      done = await writeParts(tx, subject, worker, portion);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return done!;
}

class TakenBack extends Error {}

const callerOf = ({ owner, source }: ImportRow): Caller => ({ person: owner, source });

const actOf = ({ id, object }: ImportRow, action: string, { records, from }: Portion): Act => ({
  object,
  action,
  records: [],
  detail: { job: id, from, to: from + records.length },
});

const progressOf = ({ records, from }: Portion, count: number) => ({
  from,
  to: from + count,
  rows: loadOf(records.slice(0, count)).rows,
});

/** What was refused although the row itself is in order: its own problems where the refusal names them. */
function refused({ rows }: RawRecord, { code, text, extras }: Refusal): BatchDone {
  const found = extras.problems ?? [{ ...problem("", code), message: text }];
  const problems: readonly RowProblem[] = found.map((one) => ({ ...one, row: rows[0]! }));
  const counts = { created: 0, updated: 0, skipped: 0, flagged: 0, failed: 1 };
  return { counts, problems, written: new Map(), created: [], keys: [], marks: [] };
}

function sumUp(outcomes: readonly Outcome[]): Outcome {
  const counts = { created: 0, updated: 0, skipped: 0, flagged: 0, failed: 0 };
  for (const outcome of outcomes)
    for (const name of Object.keys(counts) as (keyof typeof counts)[])
      counts[name] += outcome.counts[name];
  return { counts, problems: outcomes.flatMap(({ problems }) => problems) };
}

type Prepared = ReturnType<typeof prepare>;

/** What was drafted ahead serves once, for a draft collects what is wrong with it, and under the same registry only. */
function once({ prepared, records: whole }: Portion): typeof prepare {
  let isFresh = prepared.drafts.length === whole.length;
  return (subject, job, records) => {
    const isSame = prepared.world === subject.world && prepared.zone === subject.zone;
    const serves = isFresh && isSame && records === whole;
    isFresh = false;
    return serves ? prepared : prepare(subject, job, records);
  };
}

export function prepare(
  { world, zone }: Subject,
  { object: name, mapping, headers }: ImportRow,
  records: readonly RawRecord[],
) {
  const object = objectNamed(world.model, name);
  const setting = { zone, layout: layoutOf(headers), currency: world.organisation.currency };
  const draftAs = (as: Mapping, target: typeof object) => {
    const targets = targetsOf(as, target);
    const drafts = records.map((record) => draftRecord(record, { ...setting, targets }));
    return { mapping: as, targets, drafts };
  };
  const companion = companionOf(world.model, object);
  const brings = companion && mappingOfCompanion(mapping, companion);
  return {
    world,
    zone,
    object,
    ...draftAs(mapping, object),
    brought: companion && brings ? { ...companion, ...draftAs(brings, companion.object) } : null,
  };
}
