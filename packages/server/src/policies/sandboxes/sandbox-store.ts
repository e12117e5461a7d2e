/** Sandboxes and the assignments that bring them, as rows. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../../db/database.ts";
import { insertHistory } from "../../gate/store.ts";
import type { SandboxContent, SandboxInput, SandboxKind } from "../../http/contract.ts";
import type { Notice } from "../../inbox/notices.ts";

export interface StoredSandbox {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: SandboxKind;
  readonly reason: string;
  readonly content: SandboxContent;
  readonly owner: string;
  readonly unit: string;
  readonly approver: string;
  readonly approvedAt: Date | null;
  readonly from: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly request: string | null;
  readonly extension: string | null;
  /** By the clock of the database. */
  readonly isOver: boolean;
  readonly isComing: boolean;
}

/** Rows that the system did not write by these commands have no content, and are none. */
const SANDBOX = `select id, version, name, kind, reason, content, owner, unit, approver, approved_at as "approvedAt", "from", until,
  ended_at as "endedAt", ended_by as "endedBy", request, extension,
  ended_at is not null or until <= statement_timestamp() as "isOver", "from" > statement_timestamp() as "isComing"
  from sandbox where deleted_at is null and content is not null`;

export async function readSandboxes(
  executor: Executor,
  ids: readonly string[],
): Promise<readonly StoredSandbox[]> {
  const { rows } = await executor.query<StoredSandbox>(
    `${SANDBOX} and id = any($1::uuid[]) order by created_at desc, id`,
    [ids],
  );
  return rows;
}

export async function readSandbox(executor: Executor, id: string): Promise<StoredSandbox | null> {
  return (await readSandboxes(executor, [id]))[0] ?? null;
}

/** Those that are not over and give what they give of some records alone. */
export async function readNarrowed(
  executor: Executor,
): Promise<readonly Pick<StoredSandbox, "id" | "name" | "reason" | "content">[]> {
  const { rows } = await executor.query<StoredSandbox>(
    `${SANDBOX} and approved_at is not null and content ? 'only' and coalesce(ended_at, until) > statement_timestamp() order by name`,
  );
  return rows;
}

/** Locked first, by a statement of its own: what is then read is as it is now. */
export async function lockSandbox(tx: Executor, id: string): Promise<StoredSandbox | null> {
  await tx.query("select id from sandbox where id = $1 for update", [id]);
  return readSandbox(tx, id);
}

interface Initiated {
  readonly id: string;
  readonly owner: string;
  readonly unit: string;
  readonly input: SandboxInput;
}

export async function insertSandbox(
  tx: Executor,
  { id, owner, unit, input }: Initiated,
): Promise<void> {
  const { name, kind, reason, approver, from, until, ...content } = input;
  await tx.query(
    `insert into sandbox (id, name, kind, reason, content, approver, "from", until, owner, unit, created_by)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9::uuid, $10, $9::uuid)`,
    [id, name, kind, reason, JSON.stringify(content), approver, from, until, owner, unit],
  );
  await noteHistory(tx, {
    id,
    version: 1,
    by: owner,
    action: "initiate",
    changes: { name: [null, name] },
  });
}

interface Written {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  readonly action: string;
  readonly changes: Parameters<typeof insertHistory>[1]["changes"];
}

const noteHistory = (tx: Executor, { id, ...entry }: Written): Promise<void> =>
  insertHistory(tx, { object: "sandbox", record: id, ...entry });

/** Each person and each group at each place. */
export async function openSandboxRow(
  tx: Executor,
  { id, version, name, reason, content, from, until, owner }: StoredSandbox,
  by: string,
): Promise<readonly Notice[]> {
  const { rows } = await tx.query<{ at: Date }>(
    `update sandbox set approved_at = date_trunc('milliseconds', statement_timestamp()), version = version + 1,
       updated_at = statement_timestamp() where id = $1 returning approved_at as at`,
    [id],
  );
  const at = rows[0]!.at.toISOString();
  await noteHistory(tx, {
    id,
    version: version + 1,
    by,
    action: "approve",
    changes: { approvedAt: [null, at] },
  });
  const holders = [
    ...content.people.map((person) => ({ person, group: null, owner: person })),
    ...content.groups.map((group) => ({ person: null, group, owner })),
  ];
  const given = content.places.flatMap((place) =>
    holders.map((holder) => ({ id: uuid(), ...holder, place })),
  );
  await tx.query(
    `insert into assignment (id, person, "group", owner, unit, at_unit, role, sandbox, "from", until, reason, created_by)
     select g.id, g.person, g."group", g.owner, g.place, g.place, $2::uuid, $2::uuid, $3::timestamptz, $4::timestamptz, $5, $6::uuid
     from json_to_recordset($1::json) as g (id uuid, person uuid, "group" uuid, owner uuid, place uuid)`,
    [JSON.stringify(given), id, from, until, reason, by],
  );
  for (const one of given)
    await insertHistory(tx, {
      object: "assignment",
      record: one.id,
      version: 1,
      by,
      action: "create",
      changes: { reason: [null, `${name}:${reason}`], until: [null, until.toISOString()] },
    });
  return noticesOf(given, 1, by);
}

interface Given {
  readonly id: string;
  readonly person: string | null;
}

/** One each, however many places. */
const noticesOf = (given: readonly Given[], version: number, by: string): readonly Notice[] => {
  const byPerson = new Map(
    given.flatMap(({ id, person }) => (person === null ? [] : [[person, id]])),
  );
  return [...byPerson].map(([person, record]) => ({
    person,
    kind: "rights",
    object: "assignment",
    record,
    version,
    by,
  }));
};

/** The sandbox and its assignments end at another moment; `isEarly`: at this one, by somebody's hand. */
export async function moveEnd(
  tx: Executor,
  { id, version, until }: StoredSandbox,
  { to, by }: { readonly to: Date | "now"; readonly by: string },
): Promise<readonly Notice[]> {
  const early = to === "now";
  const moment = early ? "date_trunc('milliseconds', statement_timestamp())" : "$3::timestamptz(3)";
  const { rows } = await tx.query<{ at: Date }>(
    `update sandbox set ${early ? `ended_at = ${moment}, ended_by = $2::uuid` : `until = ${moment}, end_noted = false`},
       version = version + 1, updated_at = statement_timestamp() where id = $1 and $2::uuid is not null
     returning ${early ? "ended_at" : "until"} as at`,
    early ? [id, by] : [id, by, to],
  );
  const at = rows[0]!.at;
  await noteHistory(tx, {
    id,
    version: version + 1,
    by,
    action: early ? "end" : "extend",
    changes: early
      ? { endedAt: [null, at.toISOString()] }
      : { until: [until.toISOString(), at.toISOString()] },
  });
  // What had not begun never was.
  const moved = await tx.query<Given & { version: number }>(
    `update assignment set until = case when "from" < $2::timestamptz then $2::timestamptz else until end,
       deleted_at = case when "from" < $2::timestamptz then null else statement_timestamp() end,
       version = version + 1, updated_at = statement_timestamp()
     where sandbox = $1 and deleted_at is null returning id, person, version`,
    [id, at],
  );
  for (const one of moved.rows)
    await insertHistory(tx, {
      object: "assignment",
      record: one.id,
      version: one.version,
      by,
      action: "edit",
      changes: { until: [until.toISOString(), at.toISOString()] },
    });
  return noticesOf(moved.rows, moved.rows[0]?.version ?? 1, by);
}

/** One person's part in it is over at this moment; what has not begun never was. */
export async function dropPerson(
  tx: Executor,
  { id, version, content }: StoredSandbox,
  { person, by }: { readonly person: string; readonly by: string },
): Promise<readonly Notice[]> {
  const people = content.people.filter((one) => one !== person);
  await tx.query(
    `update sandbox set content = $2::jsonb, version = version + 1, updated_at = statement_timestamp() where id = $1`,
    [id, JSON.stringify({ ...content, people })],
  );
  await noteHistory(tx, {
    id,
    version: version + 1,
    by,
    action: "dropPerson",
    changes: {},
  });
  const moved = await tx.query<Given & { version: number; until: Date }>(
    `update assignment set until = case when "from" < statement_timestamp() then date_trunc('milliseconds', statement_timestamp()) else until end,
       deleted_at = case when "from" < statement_timestamp() then null else statement_timestamp() end,
       version = version + 1, updated_at = statement_timestamp()
     where sandbox = $1 and person = $2 and deleted_at is null returning id, person, version, until`,
    [id, person],
  );
  for (const one of moved.rows)
    await insertHistory(tx, {
      object: "assignment",
      record: one.id,
      version: one.version,
      by,
      action: "edit",
      changes: { until: [null, one.until.toISOString()] },
    });
  return noticesOf(moved.rows, moved.rows[0]?.version ?? 1, by);
}

/** Those that are over and have no line of it yet; the node that takes one writes it. */
export async function takeEnded(
  tx: Executor,
): Promise<readonly Pick<StoredSandbox, "id" | "name" | "until" | "endedAt" | "endedBy">[]> {
  const { rows } = await tx.query<StoredSandbox>(
    `update sandbox set end_noted = true where id in (
       select id from sandbox where not end_noted and approved_at is not null and content is not null
         and coalesce(ended_at, until) <= statement_timestamp() limit $1 for update skip locked)
     returning id, name, until, ended_at as "endedAt", ended_by as "endedBy"`,
    [100],
  );
  return rows;
}

/**
 * Those that end within a day, or within a tenth of how long they last where that is shorter, and whose people have not
 * been told of this end; the node that takes one tells them.
 */
export async function takeEnding(
  tx: Executor,
): Promise<readonly Pick<StoredSandbox, "id" | "owner" | "approver" | "content">[]> {
  const { rows } = await tx.query<StoredSandbox>(
    `update sandbox set end_told = until where id in (
       select id from sandbox where approved_at is not null and content is not null and deleted_at is null
         and ended_at is null and end_told is distinct from until and until > statement_timestamp()
         and statement_timestamp() >= until - least(interval '1 day', (until - "from") / 10)
       limit $1 for update skip locked)
     returning id, owner, approver, content`,
    [100],
  );
  return rows;
}

/** `request` asks for its approval, `extension` for a later end. */
export async function noteRequest(
  tx: Executor,
  id: string,
  { request, extension }: { readonly request?: string; readonly extension?: string },
): Promise<void> {
  await tx.query(
    `update sandbox set request = coalesce($2::uuid, request), extension = coalesce($3::uuid, extension) where id = $1`,
    [id, request ?? null, extension ?? null],
  );
}
