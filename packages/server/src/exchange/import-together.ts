/** A batch together with what its rows bring along: no person is written without the post that their row gives them. */
import type { Executor } from "../db/database.ts";
import type { ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { keepAdministrator } from "../gate/last-administrator.ts";
import { demand, watchRights } from "../gate/rights-guard.ts";
import type { Subject } from "../gate/subject.ts";
import type { Companion } from "./companion.ts";
import type { Draft, RowProblem } from "./draft-record.ts";
import { importBatch, isFailed, type Batch, type BatchDone } from "./import-batch.ts";
import type { Mapping, Target } from "./mapping.ts";
import { resolveNames } from "./resolve-names.ts";
import { nothingSeen } from "./seen.ts";

/** One draft for each of the batch's own, in the same order. */
export interface Brought extends Companion {
  readonly mapping: Mapping;
  readonly targets: readonly Target[];
  readonly drafts: readonly Draft[];
}

/** A refusal undoes nothing by itself: the caller holds a savepoint. */
export async function importTogether(
  tx: Executor,
  subject: Subject,
  batch: Batch,
  brought: Brought | null,
): Promise<BatchDone> {
  await resolveNames(tx, subject, { ...batch, foreseen: batch.seen.names });
  if (!brought) return importWatched(tx, subject, batch);
  await resolveNames(tx, subject, { ...brought, foreseen: new Map() });
  const home = batch.object.fields.get("unit")!;
  const refusalOf = grantsAskedOnce(subject, brought);
  for (const [index, { cells, problems }] of batch.drafts.entries()) {
    const own = brought.drafts[index]!;
    problems.push(...inWordsOf(brought, [...own.problems, ...refusalOf(own, cells.get(home))]));
  }
  const done = await importWatched(tx, subject, batch);
  const marks = await bringAlong(tx, subject, batch, { brought, written: done.written });
  return { ...done, marks: [...done.marks, ...marks] };
}

/** A whole column of roles that may not be given would be found by halving only at length. */
function grantsAskedOnce(subject: Subject, { object, needs }: Brought) {
  const asked = new Map<string, Refusal | null>();
  const ask = (role: string, unit: string): Refusal | null => {
    try {
      demand(subject, "post", { role, unit });
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error;
    }
  };
  return ({ cells, rows }: Draft, home: Json | undefined): readonly RowProblem[] => {
    const role = cells.get(needs);
    const unit = cells.get(object.fields.get("unit")!) ?? home;
    if (typeof role !== "string" || typeof unit !== "string") return [];
    const key = `${role} ${unit}`;
    if (!asked.has(key)) asked.set(key, ask(role, unit));
    const refusal = asked.get(key)!;
    return refusal ? [{ ...problem(needs.name, refusal.code), row: rows[0]! }] : [];
  };
}

/** As the gate watches every write (`mutate`), but for a part of one: what the guard refuses is then found row by row. */
function importWatched(tx: Executor, subject: Subject, batch: Batch): Promise<BatchDone> {
  return importBatch(tx, subject, batch, async (records) => {
    const act = { object: batch.object.name, action: "importPart", records };
    const check = await watchRights(tx, subject, act);
    const keepOne = await keepAdministrator(tx, act);
    return async (touched) => {
      await check(touched);
      await keepOne();
    };
  });
}

async function bringAlong(
  tx: Executor,
  subject: Subject,
  batch: Batch,
  { brought, written }: { brought: Brought; written: BatchDone["written"] },
): Promise<BatchDone["marks"]> {
  const { object, mapping, by, needs } = brought;
  const drafts = batch.drafts.flatMap((draft, index) => {
    const [id, own] = [written.get(draft), brought.drafts[index]!];
    if (id === undefined || (own.cells.get(needs) ?? null) === null) return [];
    own.cells.set(by, id);
    return [own];
  });
  if (drafts.length === 0) return [];
  await completeDrafts(tx, subject, { ...brought, from: batch.object }, drafts);
  const seen = nothingSeen();
  const { allowance } = batch;
  const own = { object, mapping, targets: [], drafts, write: true, seen, allowance };
  const { marks } = await importWatched(tx, subject, own);
  const problems = drafts.filter(isFailed).flatMap((draft) => draft.problems);
  if (problems.length > 0) throw badRequest(inWordsOf(brought, problems));
  return marks;
}

/** Where the row says nothing else: the unit of whoever it comes with, and the title of what it needs (a role's name). */
async function completeDrafts(
  tx: Executor,
  subject: Subject,
  { object, by, needs, from }: Brought & { readonly from: ObjectModel },
  drafts: readonly Draft[],
): Promise<void> {
  const { rows } = await tx.query<{ id: string; unit: string | null }>(
    `select id, unit from "${from.table}" where id = any($1::uuid[])`,
    [drafts.map(({ cells }) => cells.get(by))],
  );
  const homes = new Map(rows.map(({ id, unit }) => [id, unit]));
  const roles = new Map(subject.world.policy.roles.map(({ id, name }) => [id, name.zh]));
  const [unit, title] = [object.fields.get("unit")!, object.fields.get("title")!];
  for (const { cells } of drafts) {
    if ((cells.get(unit) ?? null) === null)
      cells.set(unit, homes.get(String(cells.get(by))) ?? null);
    if ((cells.get(title) ?? null) === null)
      cells.set(title, roles.get(String(cells.get(needs))) ?? null);
  }
}

const inWordsOf = <One extends Problem>(
  { object }: { readonly object: ObjectModel },
  problems: readonly One[],
): readonly One[] =>
  problems.map((one) => ({
    ...one,
    path: one.path === "" ? object.name : `${object.name}.${one.path}`,
  }));
