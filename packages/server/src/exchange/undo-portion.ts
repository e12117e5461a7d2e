/** Some of what an import wrote, taken back in one transaction: decided record by record, with the rights of now. */
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import { removeMany } from "../gate/batch-remove.ts";
import { keepAdministrator } from "../gate/last-administrator.ts";
import type { Act } from "../gate/mutate.ts";
import { putBackMany } from "../gate/put-back.ts";
import { watchRights } from "../gate/rights-guard.ts";
import type { Subject } from "../gate/subject.ts";
import { halveRefused } from "./halve-refused.ts";
import type { ImportRow } from "./import-store.ts";
import type { Claim } from "./job-runner.ts";
import { TRANSACTION_MS } from "./pace.ts";
import type { ImportParts } from "./run-import.ts";
import { saveOutcomes, type UndoOutcome, type Written } from "./undo-store.ts";

export interface UndoWorker extends Pick<ImportParts, "gate"> {
  readonly claim: Claim;
  readonly job: ImportRow;
}

/** `written`: of one object. Returns how many of them are dealt with, from the first on: at least one. */
export async function undoPortion(
  { gate, claim, job }: UndoWorker,
  written: readonly Written[],
): Promise<{ count: number; milliseconds: number }> {
  const { object } = written[0]!;
  const caller = { person: job.owner, source: job.source };
  const act = { object, action: "undoImport", records: [], detail: { job: job.id } };
  // What it waits for others is not its own time.
  let started = 0;
  const count = await gate.write(caller, act, async (tx, subject) => {
    started = performance.now();
    const model = objectNamed(subject.world.model, object);
    const done = await halveRefused<Written, readonly UndoOutcome[]>(tx, written, {
      deadline: started + TRANSACTION_MS,
      attempt: (some) => takeBack(tx, subject, model, some),
      refuse: ({ record }, { code, text, extras }) => [
        kept(record, extras.problems?.[0] ?? { path: "", code, message: text }),
      ],
    });
    const outcomes = done.outcomes.flat();
    await saveOutcomes(tx, claim, outcomes);
    const touched = outcomes.filter(({ outcome }) => outcome !== "kept");
    return {
      result: done.count,
      records: touched.map(({ record }) => record),
      detail: { kept: outcomes.length - touched.length },
    };
  });
  return { count, milliseconds: performance.now() - started };
}

const kept = (record: string, why: Problem): UndoOutcome => ({
  record,
  outcome: "kept",
  problem: why,
});

async function takeBack(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  written: readonly Written[],
): Promise<readonly UndoOutcome[]> {
  const made = written.filter((one) => one.is_new);
  const changed = written.filter((one) => !one.is_new);
  return [
    ...(made.length === 0 ? [] : await removeMade(tx, subject, object, made)),
    ...(changed.length === 0 ? [] : await putBackChanged(tx, subject, object, changed)),
  ];
}

/**
 * Whoever may bring such a record there may also take their own back, while it is as they brought it: most importers may
 * delete nothing, and would else have to live with the wrong file. Everything else takes the right to delete.
 */
const TAKING_BACK = ["delete", "import"];

async function removeMade(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  made: readonly Written[],
): Promise<readonly UndoOutcome[]> {
  const removals = made.map(({ record, versions }) => ({
    id: record,
    version: Math.max(...versions),
  }));
  const act = { object: object.name, action: "delete", records: removals.map(({ id }) => id) };
  const done = await watched(tx, subject, act, async () => {
    const question = { removals, actions: TAKING_BACK };
    const { removed, refused, unseen } = await removeMany(tx, subject, object, question);
    return { touched: removed, refused, unseen };
  });
  return made.map(({ record }) => outcomeOf(record, "removed", done));
}

async function putBackChanged(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  changed: readonly Written[],
): Promise<readonly UndoOutcome[]> {
  const records = changed.map(({ record, versions }) => ({ id: record, versions }));
  const act = { object: object.name, action: "update", records: records.map(({ id }) => id) };
  const done = await watched(tx, subject, act, async () => {
    const { restored, refused, unseen, partly } = await putBackMany(tx, subject, object, records);
    return { touched: restored, refused, unseen, partly };
  });
  return changed.map(({ record }) => {
    const outcome = outcomeOf(record, "restored", done);
    return outcome.outcome === "restored" && done.partly.has(record)
      ? { ...outcome, problem: problem("", "partly_since") }
      : outcome;
  });
}

interface TakenBack {
  readonly touched: readonly string[];
  readonly refused: ReadonlyMap<string, readonly Problem[]>;
  readonly unseen: ReadonlySet<string>;
}

/** As the gate watches every write (`mutate`), but for a part of one: what the guard refuses is then found row by row. */
async function watched<Done extends TakenBack>(
  tx: Executor,
  subject: Subject,
  act: Act,
  work: () => Promise<Done>,
): Promise<Done> {
  const check = await watchRights(tx, subject, act);
  const keepOne = await keepAdministrator(tx, act);
  const done = await work();
  await check(done.touched);
  await keepOne();
  return done;
}

function outcomeOf(
  record: string,
  outcome: "removed" | "restored",
  { refused, unseen }: TakenBack,
): UndoOutcome {
  if (unseen.has(record)) return kept(record, problem("", "gone_since"));
  const why = refused.get(record)?.[0];
  return why ? kept(record, why) : { record, outcome, problem: null };
}
