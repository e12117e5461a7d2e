/**
 * One batch of an import: duplicates found, every record decided on, then written (or, in a dry run,
 * not). Whatever is wrong is wrong with a row; the batch itself fails only if the importer's rights do.
 */
import type { Executor } from "../db/database.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { decideOnNew, insertMany, placeRecords } from "../gate/batch.ts";
import { demandPlan } from "../gate/guard.ts";
import { untoldOf, updateMany } from "../gate/batch-update.ts";
import {
  duplicateKeysOf,
  findDuplicates,
  type DuplicateKey,
  type Found,
} from "../gate/find-keys.ts";
import { defaultsOf, demandedFields } from "../gate/input.ts";
import { PROBE_LIMITS, type ProbeAllowance } from "../gate/probe-allowance.ts";
import type { Subject } from "../gate/subject.ts";
import { readsEverywhere } from "../gate/view.ts";
import { fieldsOfNew } from "../gate/writable.ts";
import type { Draft, RowProblem } from "./draft-record.ts";
import type { Mapping, Target } from "./mapping.ts";
import { selfTargetOf } from "./file-order.ts";
import { newIds } from "./new-ids.ts";
import type { NewRecord, Seen } from "./seen.ts";

export interface Batch {
  readonly object: ObjectModel;
  readonly mapping: Mapping;
  readonly targets: readonly Target[];
  /** Their names looked up (`resolveNames`). */
  readonly drafts: readonly Draft[];
  /** False: a dry run. */
  readonly write: boolean;
  /** Called once the database has the new records to write: there is time for something else. */
  readonly onWriting?: () => void;
  readonly seen: Seen;
  /**
   * How many rows may still be told that they are there already, by records that the importer does not see. Null: a dry run,
   * which leaves no record behind and so tells of no such row.
   */
  readonly allowance: ProbeAllowance | null;
}

export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  /** Created although there seems to be such a record already. */
  readonly flagged: number;
  readonly failed: number;
}

export interface BatchDone {
  readonly counts: Counts;
  readonly problems: readonly RowProblem[];
  /** Ids of the records that the drafts became, or were found to be. */
  readonly written: ReadonlyMap<Draft, string>;
  readonly created: readonly NewRecord[];
  /** Of the batch's own new records. */
  readonly keys: readonly string[];
  /** What an undo would take back. */
  readonly marks: readonly Mark[];
}

/** A version that the import gave a record. */
export interface Mark {
  readonly object: string;
  readonly record: string;
  readonly version: number;
  readonly isNew: boolean;
  /** The first of the file's that made it. */
  readonly row: number;
}

/** Called with the ids of the records that are about to change; what it returns is called with all that were written. */
export type Watch = (
  changing: readonly string[],
) => Promise<(touched: readonly string[]) => Promise<void>>;

export async function importBatch(
  executor: Executor,
  subject: Subject,
  batch: Batch,
  watch?: Watch,
): Promise<BatchDone> {
  const { drafts, write } = batch;
  const plan = await planBatch(executor, subject, batch);
  standOnGround(batch, plan);
  const check = await watch?.(plan.update.map(({ id }) => id));
  const created = await createNew(executor, subject, batch, plan.create);
  for (const { into, draft } of plan.merge)
    if (into && isFailed(into.draft)) addProblems(draft, into.draft.problems);
  const { updated, unseen, versions } = await updateOld(executor, subject, batch, plan.update);
  if (write) await demandPlan(executor, subject);
  const ids = new Set([...created.map(({ id }) => id), ...updated]);
  await check?.([...ids]);
  const counts = {
    created: created.filter(({ isFlagged }) => !isFlagged).length,
    flagged: created.filter(({ isFlagged }) => isFlagged).length,
    updated:
      plan.update.filter(({ id }) => ids.has(id)).length +
      plan.merge.filter(({ draft }) => !isFailed(draft)).length,
    skipped: plan.skipped + unseen,
    failed: drafts.filter(isFailed).length,
  };
  return {
    counts,
    problems: drafts.flatMap(({ problems }) => problems),
    written: new Map(
      [...created, ...plan.update, ...plan.merge]
        .filter(({ id }) => ids.has(id))
        .map(({ id, draft }) => [draft, id]),
    ),
    created,
    keys: plan.keys,
    marks: marksOf(batch, created, plan.update, versions),
  };
}

function marksOf(
  { object: { name: object } }: Batch,
  created: readonly Creation[],
  updates: Plan["update"],
  versions: ReadonlyMap<string, number>,
): readonly Mark[] {
  const firstRows = new Map(updates.toReversed().map(({ id, draft }) => [id, draft.rows[0]!]));
  return [
    ...created.map(({ id, draft }) => ({
      object,
      record: id,
      version: 1,
      isNew: true,
      row: draft.rows[0]!,
    })),
    ...[...versions].map(([record, version]) => ({
      object,
      record,
      version,
      isNew: false,
      row: firstRows.get(record)!,
    })),
  ];
}

/** What refers to a record that a dry run would have written refers to its anchor; see `seen.ts`. */
function standOnGround({ object, targets, seen }: Batch, plan: Plan): void {
  const self = selfTargetOf(object, targets)?.field;
  if (!self || seen.anchors.size === 0) return;
  for (const { cells } of [...plan.create, ...plan.update.map(({ draft }) => draft)]) {
    const above = cells.get(self);
    if (typeof above === "string" && seen.anchors.has(above))
      cells.set(self, seen.anchors.get(above)!);
  }
}

/** A note about a duplicate is no failure. */
export const isFailed = ({ problems }: Draft): boolean =>
  problems.some(({ code }) => code !== "duplicate");

interface Creation {
  readonly id: string;
  readonly draft: Draft;
  readonly cells: Map<FieldModel, Json>;
  /** The fields that this row, or a later one that completes it, gives a value. */
  readonly given: Set<FieldModel>;
  readonly isFlagged: boolean;
}

interface Completion {
  readonly id: string;
  readonly draft: Draft;
}

interface Update extends Completion {
  /** Names of the fields by which the record was found. */
  readonly by: readonly string[];
}

interface Merge extends Completion {
  /** Of the same batch. */
  readonly into: Creation | undefined;
}

interface Plan {
  readonly create: Creation[];
  readonly update: Update[];
  skipped: number;
  /** Rows that complete a record which an earlier row of the same batch creates, or of a dry run's file would have. */
  readonly merge: Merge[];
  keys: readonly string[];
}

/** What a draft is a duplicate of: a record, or an earlier row that is still to be written, or was in a dry run. */
interface Twin {
  readonly key: DuplicateKey;
  /** What the row says, as it is told back. */
  readonly value: string;
  readonly ids: readonly string[];
  readonly pending: Creation | undefined;
  /** That there is such a record is told within the allowance. */
  readonly isUntold: boolean;
}

/** Not by what the importer may not write: a row that says so is refused, whether there is such a record or not. */
function keysFor(subject: Subject, { object, mapping, targets }: Batch): readonly DuplicateKey[] {
  const writable = new Set(fieldsOfNew(subject, object));
  const closed = new Set(
    targets.filter(({ field }) => !writable.has(field)).map(({ field }) => field.name),
  );
  return duplicateKeysOf(object, mapping.key).filter(
    ({ fields }) => !fields.some((name) => closed.has(name)),
  );
}

async function planBatch(executor: Executor, subject: Subject, batch: Batch): Promise<Plan> {
  const { object, drafts, seen } = batch;
  const keys = keysFor(subject, batch);
  const wholes = newRecords(
    object,
    drafts.filter((draft) => !isFailed(draft)),
  );
  const values = wholes.map(({ cells }) => {
    const cellOf = (name: string) => cells.get(object.fields.get(name)!);
    return keys.map((key) => key.read(cellOf));
  });
  const found: Twins[] = [];
  for (const [index, key] of keys.entries()) {
    const wanted = present(values.map((own) => own[index]!));
    found.push(await findTwins(executor, subject, batch, { key, values: wanted }));
  }
  // Whoever reads every record there is asks nothing.
  const isAsked = keys.map((key) => key.isNatural && !readsEverywhere(subject, object, key.fields));
  const pending = new Map<string, Creation>();
  const plan: Plan = { create: [], update: [], skipped: 0, merge: [], keys: [] };
  for (const [row, whole] of wholes.entries()) {
    const own = values[row]!;
    if (batch.allowance?.isSpent && own.some((value, at) => value !== null && isAsked[at])) {
      refuseUnasked(whole);
      continue;
    }
    const twins = keys.flatMap((key, index): Twin[] => {
      const value = own[index];
      if (value === null || value === undefined) return [];
      const name = `${key.name}\u0001${value}`;
      const { byKey, untold } = found[index]!;
      const ids = byKey.get(value) ?? [];
      const isUntold = ids.some((id) => untold.has(id));
      return ids.length > 0 || pending.has(name) || seen.keys.has(name)
        ? [{ key, value: key.show?.(value) ?? value, ids, pending: pending.get(name), isUntold }]
        : [];
    });
    if (twins[0]?.isUntold && !batch.allowance?.spend(`${twins[0].key.name} ${twins[0].value}`)) {
      refuseUnasked(whole);
      continue;
    }
    const creation = decideDuplicate(plan, batch, whole, twins[0]);
    if (!creation) continue;
    keys.forEach((key, index) => {
      if (own[index] !== null) pending.set(`${key.name}\u0001${own[index]}`, creation);
    });
  }
  plan.keys = [...pending.keys()];
  return plan;
}

interface Twins {
  readonly byKey: Found;
  /** Those of which the importer may not be told by themselves. */
  readonly untold: ReadonlySet<string>;
}

async function findTwins(
  executor: Executor,
  subject: Subject,
  { object, allowance }: Batch,
  question: { readonly key: DuplicateKey; readonly values: readonly string[] },
): Promise<Twins> {
  const byKey = await findDuplicates(executor, subject, object, question);
  if (!question.key.isNatural) return { byKey, untold: new Set() };
  const ids = [...byKey.values()].flat();
  const untold = await untoldOf(executor, subject, object, { ids, by: question.key.fields });
  if (allowance) return { byKey, untold };
  const told = [...byKey].map(([key, all]) => [key, all.filter((id) => !untold.has(id))] as const);
  return { byKey: new Map(told), untold: new Set() };
}

/** Nothing more is told, so what has a key is not looked for, whether it is there or not: it waits for another import. */
function refuseUnasked({ draft }: Creation): void {
  draft.problems.push({ ...problem("", "probes_spent", PROBE_LIMITS), row: draft.rows[0]! });
}

/** The record to create, or null where the row goes another way. */
function decideDuplicate(
  plan: Plan,
  { object, mapping }: Batch,
  whole: Creation,
  twin: Twin | undefined,
): Creation | null {
  const { draft } = whole;
  if (!twin) {
    plan.create.push(whole);
    return whole;
  }
  const note = (code: "duplicate" | "taken" | "ambiguous") =>
    draft.problems.push({
      ...problem(twin.key.name, code, { value: twin.value.slice(0, 60) }),
      row: draft.rows[0]!,
    });
  const isUnique = object.fields.get(twin.key.name)?.declaration.unique === true;
  if (mapping.duplicates === "flag" && !isUnique) {
    note("duplicate");
    const creation = { ...whole, isFlagged: true };
    plan.create.push(creation);
    return creation;
  }
  if (mapping.duplicates === "flag") note("taken");
  else if (mapping.duplicates === "skip") {
    note("duplicate");
    plan.skipped++;
  } else if (twin.ids.length > 1) note("ambiguous");
  else if (twin.ids.length === 1)
    plan.update.push({ id: twin.ids[0]!, draft, by: twin.key.fields });
  else {
    const into = twin.pending;
    if (into) completeCreation(into, object, draft);
    plan.merge.push({ id: into?.id ?? "", draft, into });
  }
  return null;
}

function completeCreation({ cells, given }: Creation, object: ObjectModel, draft: Draft): void {
  for (const [field, cell] of completingCells(object, draft)) {
    cells.set(field, cell);
    given.add(field);
  }
}

/** An import completes records; it hands none over, so owner, unit and parent stay as they are. */
function completingCells(
  { declaration: { follows } }: ObjectModel,
  { cells }: Draft,
): readonly (readonly [FieldModel, Json])[] {
  return [...cells].filter(
    ([{ name }, cell]) => name !== "owner" && name !== "unit" && name !== follows && cell !== null,
  );
}

async function createNew(
  executor: Executor,
  subject: Subject,
  { object, write, onWriting }: Batch,
  creations: readonly Creation[],
): Promise<readonly Creation[]> {
  const required = demandedFields(subject, object);
  for (const { draft, cells } of creations) addProblems(draft, missingCells(required, cells));
  const whole = creations.filter(({ draft }) => !isFailed(draft));
  await placeRecords(executor, subject, object, {
    records: whole.map(({ cells }) => cells),
    lock: write,
  });
  const records = whole.map(({ id, cells, given }) => ({ id, cells, given: [...given] }));
  const actions = ["create", "import"].filter((action) => object.declaration.actions[action]);
  const refused = await decideOnNew(executor, subject, object, records, actions);
  for (const { id, draft } of whole) addProblems(draft, refused.get(id) ?? []);
  if (write) {
    const allowed = records.filter(({ id }) => !refused.has(id));
    const writing = insertMany(executor, subject, object, allowed);
    onWriting?.();
    await writing;
  }
  return whole.filter(({ id }) => !refused.has(id));
}

async function updateOld(
  executor: Executor,
  subject: Subject,
  { object, write }: Batch,
  updates: Plan["update"],
): Promise<{
  updated: readonly string[];
  unseen: number;
  versions: ReadonlyMap<string, number>;
}> {
  if (updates.length === 0) return { updated: [], unseen: 0, versions: new Map() };
  const changes = new Map<string, { cells: Map<FieldModel, Json>; by: readonly string[] }>();
  for (const { id, draft, by } of updates) {
    const earlier = changes.get(id);
    const cells = new Map([...(earlier?.cells ?? []), ...completingCells(object, draft)]);
    changes.set(id, { cells, by: [...(earlier?.by ?? []), ...by] });
  }
  const done = await updateMany(
    executor,
    subject,
    object,
    [...changes].map(([id, change]) => ({ id, ...change })),
    write,
  );
  for (const { id, draft } of updates) {
    addProblems(draft, done.refused.get(id) ?? []);
    if (done.unseen.has(id)) addProblems(draft, [problem("", "duplicate", { value: "…" })]);
  }
  const unseen = updates.filter(({ id }) => done.unseen.has(id)).length;
  return { updated: done.updated, versions: done.versions, unseen };
}

function newRecords(object: ObjectModel, drafts: readonly Draft[]): readonly Creation[] {
  const ids = newIds(drafts.length);
  const defaults = [...defaultsOf(object)];
  return drafts.map((draft, index) => {
    const cells = new Map(defaults);
    for (const [field, cell] of draft.cells) cells.set(field, cell);
    return { id: ids[index]!, draft, isFlagged: false, cells, given: new Set(draft.cells.keys()) };
  });
}

const addProblems = ({ problems, rows }: Draft, more: readonly Problem[]): void => {
  problems.push(...more.map((one) => ({ ...one, row: rows[0]! })));
};

const missingCells = (
  required: readonly FieldModel[],
  cells: ReadonlyMap<FieldModel, Json>,
): readonly Problem[] =>
  required
    .filter((field) => (cells.get(field) ?? null) === null)
    .map(({ name }) => problem(name, "required"));

const present = (values: readonly (string | null)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== null)),
];
