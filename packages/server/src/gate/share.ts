/** Sharing one record with a person, a unit or a group: to be looked at, for as long as is said. */
import { v7 as uuid } from "uuid";
import { sql } from "kysely";
import type { Database, Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Reference, Row } from "../http/contract.ts";
import type { ReadDone } from "./gate.ts";
import { readGuarded } from "./guard.ts";
import { placeNotices } from "./handing.ts";
import { findRecord } from "./list.ts";
import type { Done } from "./mutate.ts";
import { demandWithin } from "./across.ts";
import { actionFor, lockParticipation, refuseOwnGain } from "./participation.ts";
import { insertHistory } from "./store.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";
import { reachSql, ROW, viewOf } from "./view.ts";
import { decideOn, lockAndFind, reasonsOf } from "./write.ts";
import { decide } from "./demands.ts";

const PRINCIPALS = ["person", "unit", "group"] as const;
type PrincipalKind = (typeof PRINCIPALS)[number];

export interface ShareInput {
  readonly id: string;
  readonly principal: { readonly kind: PrincipalKind; readonly id: string };
  /** A place in the team, which brings work with it; only to be looked at where absent. */
  readonly function?: string;
  readonly until?: string | null;
  readonly reason?: string;
}

export async function shareRecord(
  tx: Executor,
  subject: Subject,
  name: string,
  input: ShareInput,
  isApproved = false,
): Promise<Done<{ participant: string }>> {
  const object = objectNamed(subject.world.model, name);
  const { principal, until, reason, kind } = parseShare(input, functionsOf(subject));
  const action = actionFor(subject, object, kind);
  if (action === null) throw new Refusal("forbidden");
  await lockParticipation(tx, subject, { object: name, id: input.id });
  const record = await lockAndFind(tx, subject, object, input.id);
  const decision = decideOn(subject, object, action, record);
  if (until !== null && Date.parse(until) <= Number(record.context["now"]))
    throw badRequest([problem("until", "window_reversed")]);
  const seen = await readTitles(tx, subject, principal.kind, [principal.id]);
  if (!seen.has(principal.id)) throw badRequest([problem("principal", "no_such_record")]);
  if (action === "share") {
    const unit = (record.cells.get("unit") ?? null) as string | null;
    const now = Number(record.context["now"]);
    await demandWithin(tx, subject, { principal, until, reason }, { unit, now, isApproved });
  }
  const id = uuid();
  await tx.query(
    `insert into participant (id, owner, unit, created_by, object, record_id, principal_kind, principal_id, function, "from", until, reason)
     values ($1, $2, $3, $2, $4, $5, $6, $7, $10, statement_timestamp(), $8, $9)`,
    [
      id,
      subject.person,
      record.cells.get("unit") ?? null,
      name,
      record.id,
      principal.kind,
      principal.id,
      until,
      reason,
      kind,
    ],
  );
  await refuseOwnGain(tx, subject, { object: name, id: record.id }, record);
  const changes = {
    principalKind: [null, principal.kind],
    principalId: [null, principal.id],
    until: [null, until],
  } as const;
  await insertHistory(tx, {
    object: "participant",
    record: id,
    version: 1,
    by: subject.person,
    action: "create",
    changes,
  });
  const place = { object: name, record: record.id, principal, function: kind };
  return {
    result: { participant: id },
    notices: await placeNotices(tx, subject, place),
    records: [record.id],
    reason: reasonsOf(decision),
    detail: { principal, until, participant: id },
  };
}

/** What somebody can be made in the team of a record. */
export const functionsOf = ({ world }: Subject): readonly string[] =>
  (objectNamed(world.model, "participant").fields.get("function")!.declaration.choices ?? [])
    .map(({ value }) => value)
    .filter((value) => value !== "lookedUp");

export function parseShare(
  { principal, until = null, reason, function: kind = "shared" }: Omit<ShareInput, "id">,
  functions: readonly string[],
) {
  const problems: Problem[] = [];
  if (!PRINCIPALS.includes(principal?.kind) || !UUID.test(textOf(principal?.id)))
    problems.push(problem("principal", "no_such_record"));
  if (until !== null && (typeof until !== "string" || Number.isNaN(Date.parse(until)))) {
    problems.push(problem("until", "not_time", { value: textOf(until).slice(0, 40) }));
  }
  if (!functions.includes(kind))
    problems.push(
      problem("function", "not_choice", {
        value: textOf(kind).slice(0, 40),
        choices: functions.join(", "),
      }),
    );
  if (problems.length > 0) throw badRequest(problems);
  return {
    principal,
    kind,
    until: until === null ? null : new Date(until).toISOString(),
    reason: reason ? textOf(reason).slice(0, 400) : null,
  };
}

export interface UnshareInput {
  readonly id: string;
  readonly participant: string;
}

export async function unshareRecord(
  tx: Executor,
  subject: Subject,
  name: string,
  { id, participant }: UnshareInput,
): Promise<Done<{ ok: true }>> {
  const object = objectNamed(subject.world.model, name);
  await lockParticipation(tx, subject, { object: name, id });
  const record = await lockAndFind(tx, subject, object, id);
  const { rows } = await tx.query<{ function: string; version: number }>(
    "select function, version from participant where id = $1 and object = $2 and record_id = $3 and deleted_at is null",
    [UUID.test(textOf(participant)) ? participant : null, name, id],
  );
  const action = rows[0] && actionFor(subject, object, rows[0].function);
  if (!rows[0] || !action) throw new Refusal("not_found");
  const decision = decideOn(subject, object, action, record);
  await tx.query(
    "update participant set deleted_at = statement_timestamp(), version = version + 1, updated_at = statement_timestamp() where id = $1",
    [participant],
  );
  const version = rows[0].version + 1;
  await insertHistory(tx, {
    object: "participant",
    record: participant,
    version,
    by: subject.person,
    action: "delete",
    changes: {},
  });
  return {
    result: { ok: true },
    records: [id],
    reason: reasonsOf(decision),
    detail: { participant },
  };
}

interface ParticipantRow {
  readonly id: string;
  readonly version: number;
  readonly function: string;
  readonly principal_kind: PrincipalKind;
  readonly principal_id: string;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly reason: string | null;
  readonly owner: string | null;
}

/**
 * Those who may share a record see everybody who takes part in it, or they could take no share back; others see the
 * rows that their rights over participants show them.
 */
export async function participantsOf(
  db: Database,
  subject: Subject,
  name: string,
  { id }: { readonly id: string },
): Promise<ReadDone<{ rows: readonly Row[] }>> {
  const object = objectNamed(subject.world.model, name);
  const record =
    typeof id === "string" && UUID.test(id)
      ? await findRecord(db, subject, { object: name }, id)
      : null;
  if (!record) throw new Refusal("not_found");
  const mayShare =
    object.declaration.actions["share"] !== undefined &&
    decide(subject.compiled, name, "share", record.facts, record.context).allow;
  const which = mayShare
    ? sql`g.ok and ${sql.ref(`${ROW}.deleted_at`)} is null`
    : reachSql(viewOf(subject, "participant"));
  const rows = await readGuarded<ParticipantRow>(
    db,
    subject,
    sql`select true as present, t.id, t.version, t.function, t.principal_kind, t.principal_id, t."from", t.until, t.reason, t.owner
      from participant as ${sql.ref(ROW)} where t.object = ${name} and t.record_id = ${id}::uuid and (${which})
      and (t.until is null or t.until > statement_timestamp()) order by t.created_at, t.id`,
  );
  const names = new Map<string, string | null>();
  for (const kind of PRINCIPALS) {
    const ids = rows.filter((row) => row.principal_kind === kind).map((row) => row.principal_id);
    for (const [principal, title] of await readTitles(db, subject, kind, ids))
      names.set(principal, title);
  }
  const sharers = await readTitles(db, subject, "person", [
    ...new Set(rows.flatMap(({ owner }) => (owner === null ? [] : [owner]))),
  ]);
  return {
    result: {
      rows: rows.map((row) => rowOf(row, { object: name, record: id, mayShare, names, sharers })),
    },
    records: [id],
  };
}

interface Presenting {
  readonly object: string;
  readonly record: string;
  readonly mayShare: boolean;
  readonly names: ReadonlyMap<string, string | null>;
  readonly sharers: ReadonlyMap<string, string | null>;
}

function rowOf(row: ParticipantRow, { object, record, mayShare, names, sharers }: Presenting): Row {
  const refer = (id: string, titles: ReadonlyMap<string, string | null>): Reference => ({
    id,
    title: titles.get(id) ?? null,
  });
  const values = {
    object,
    recordId: record,
    principalKind: row.principal_kind,
    principalId: refer(row.principal_id, names),
    function: row.function,
    from: row.from?.toISOString() ?? null,
    until: row.until?.toISOString() ?? null,
    reason: row.reason,
    owner: row.owner === null ? null : refer(row.owner, sharers),
  };
  return {
    id: row.id,
    version: row.version,
    values,
    masked: [],
    hidden: [],
    can: { view: true, delete: mayShare },
    writable: [],
    revealable: [],
  };
}
