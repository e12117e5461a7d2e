/**
 * Who takes part in a record is a fact about that record. Whoever changes it locks the record first, and those that
 * follow it, so that a write decided on the old facts ends before they change (R148); needs the record's own action
 * for it; and gains nothing by it.
 */
import type { Level } from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { objectNamed, snakeCase, type ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import { isForLooking } from "../policies/team-functions.ts";
import { demandWithin } from "./across.ts";
import { findRecord } from "./list.ts";
import type { Act } from "./mutate.ts";
import { decideAll } from "./present.ts";
import type { StoredRecord } from "./record.ts";
import type { Subject } from "./subject.ts";
import { decide } from "./demands.ts";

export interface Target {
  readonly object: string;
  readonly id: string;
}

/** Locks the record and all that follow it, in one order: the record before its followers. */
export async function lockParticipation(
  tx: Executor,
  subject: Subject,
  { object: name, id }: Target,
): Promise<void> {
  const { model } = subject.world;
  const object = model.objects.get(name);
  if (!object) return;
  await run(
    tx,
    sql`select id from ${sql.table(object.table)} where id = ${id}::uuid for no key update`,
  );
  for (const child of model.objects.values()) {
    const { follows } = child.declaration;
    if (follows === undefined || child.fields.get(follows)?.declaration.target !== name) continue;
    await run(
      tx,
      sql`select id from ${sql.table(child.table)} where ${sql.ref(snakeCase(follows))} = ${id}::uuid order by id for no key update`,
    );
  }
}

/** When what the subject has by taking part in the record next changes by itself; null: never. */
export async function nextEdgeOf(
  executor: Executor,
  { holder }: Subject,
  { object, id }: Target,
): Promise<Date | null> {
  const { rows } = await executor.query<{ edge: Date | null }>(
    `select min(edge) as edge from participant, lateral (values ("from"), (until)) as edges (edge)
     where object = $1 and record_id = $2::uuid and principal_id = any($3::uuid[]) and deleted_at is null
       and edge > statement_timestamp()`,
    [object, id, holder.attributes["principals"]],
  );
  return rows[0]?.edge ?? null;
}

/** When the next of all their shares and places in teams ends by itself: lists show what they open. */
export async function nextEndOf(executor: Executor, { holder }: Subject): Promise<Date | null> {
  const { rows } = await executor.query<{ end: Date | null }>(
    `select min(until) as "end" from participant
     where principal_id = any($1::uuid[]) and deleted_at is null and until > statement_timestamp()`,
    [holder.attributes["principals"]],
  );
  return rows[0]?.end ?? null;
}

/** A share needs `share`, and so does what only looks; a place in the team, which brings work with it, needs `assign`. */
export function actionFor(
  { world: { model, functions } }: Subject,
  object: ObjectModel,
  kind: unknown,
): string | null {
  const named = functions.find(({ name }) => name === kind);
  const isLooking = named ? isForLooking(named, model) : kind === "shared";
  const action = isLooking ? "share" : "assign";
  return object.declaration.actions[action] ? action : null;
}

export async function demandAction(
  tx: Executor,
  subject: Subject,
  target: Target,
  kind: unknown,
): Promise<StoredRecord> {
  const object = subject.world.model.objects.get(target.object);
  const record = object
    ? await findRecord(tx, subject, { object: target.object }, target.id)
    : null;
  if (!object || !record) throw badRequest([problem("recordId", "no_such_record")]);
  const action = actionFor(subject, object, kind);
  if (
    action === null ||
    !decide(subject.compiled, object.name, action, record.facts, record.context).allow
  )
    throw new Refusal("forbidden");
  return record;
}

const HEIGHT: Readonly<Record<Level, number>> = { absent: 0, masked: 1, plain: 2 };

/** Nobody shares with themselves what they do not have: levels and actions of the sharer stay what they were. */
export async function refuseOwnGain(
  tx: Executor,
  subject: Subject,
  target: Target,
  before: StoredRecord,
): Promise<void> {
  const object = objectNamed(subject.world.model, target.object);
  const after = await findRecord(tx, subject, { object: target.object }, target.id);
  if (!after) return;
  const old = decideAll(subject, object, before);
  for (const [action, { allow, levels, write }] of decideAll(subject, object, after)) {
    const had = old.get(action)!;
    const rises = Object.entries(levels).some(
      ([field, level]) => HEIGHT[level] > HEIGHT[had.levels[field] ?? "absent"],
    );
    if ((allow && !had.allow) || rises || write.some((field) => !had.write.includes(field)))
      throw new Refusal("grant_too_wide");
  }
}

interface ParticipantRow {
  readonly id: string;
  readonly object: string;
  readonly record_id: string;
  readonly function: string;
  readonly principal_kind: string;
  readonly principal_id: string;
  readonly until: Date | null;
  readonly reason: string | null;
  readonly isLive: boolean;
}

const readParticipants = async (
  tx: Executor,
  ids: readonly string[],
): Promise<readonly ParticipantRow[]> =>
  (
    await tx.query<ParticipantRow>(
      `select id, object, record_id, function, principal_kind, principal_id, until, reason, deleted_at is null as "isLive"
       from participant where id = any($1::uuid[]) order by record_id`,
      [ids],
    )
  ).rows;

/** Generic writes of `participant` records go the same way: lock before, demand the record's action before and after. */
export async function watchParticipants(
  tx: Executor,
  subject: Subject,
  act: Act,
): Promise<(touched: readonly string[]) => Promise<void>> {
  const named = targetNamed(act.values);
  const before = await readParticipants(tx, act.records);
  const targets = [
    ...before.map((row) => ({ object: row.object, id: row.record_id })),
    ...(named ? [named] : []),
  ];
  for (const target of targets) await lockParticipation(tx, subject, target);
  // Told after the write: whoever does not see the participant is answered by the write that there is none.
  const refusal = await refusalOf(async () => {
    for (const row of before)
      await demandAction(tx, subject, { object: row.object, id: row.record_id }, row.function);
  });
  const records = new Map<string, StoredRecord>();
  for (const target of targets) {
    const record = subject.world.model.objects.has(target.object)
      ? await findRecord(tx, subject, { object: target.object }, target.id)
      : null;
    if (record) records.set(target.id, record);
  }
  return async (touched) => {
    if (refusal) throw refusal;
    for (const row of await readParticipants(tx, touched)) {
      const target = { object: row.object, id: row.record_id };
      const known = records.get(target.id);
      // Only what was named beforehand was locked.
      if (!known) throw badRequest([problem("recordId", "no_such_record")]);
      const record = await demandAction(tx, subject, target, row.function);
      await refuseOwnGain(tx, subject, target, known);
      if (row.isLive) await demandLent(tx, subject, row, record);
    }
  };
}

/** By this door nobody has approved anything. */
async function demandLent(
  tx: Executor,
  subject: Subject,
  row: ParticipantRow,
  { cells, context }: StoredRecord,
): Promise<void> {
  const object = objectNamed(subject.world.model, row.object);
  if (actionFor(subject, object, row.function) !== "share") return;
  const lent = {
    principal: { kind: row.principal_kind, id: row.principal_id },
    until: row.until?.toISOString() ?? null,
    reason: row.reason,
  };
  const unit = (cells.get("unit") ?? null) as string | null;
  const where = { unit, now: Number(context["now"]), isApproved: false };
  await demandWithin(tx, subject, lent, where);
}

async function refusalOf(work: () => Promise<void>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function targetNamed(values: Act["values"]): Target | null {
  const { object, recordId } = values ?? {};
  const id =
    typeof recordId === "object" && recordId !== null
      ? (recordId as { id?: unknown }).id
      : recordId;
  return typeof object === "string" && typeof id === "string" && UUID.test(id)
    ? { object, id }
    : null;
}
