/** The open draft and its changes, as rows. Whoever writes them holds the draft's lock to the end of the transaction. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { Refusal, type ErrorCode } from "../errors.ts";
import type { FourEyes } from "../http/contract.ts";
import { writeNotices, type Notice } from "../inbox/notices.ts";
import type { Sensitivity } from "../objects/declaration.ts";
import type { ClassChange, RoleChange } from "./draft-world.ts";

export interface Draft {
  readonly id: string;
  /** Counts drafts. */
  readonly number: number;
  /** Goes up with everything that happens to the draft: who publishes names the one they looked at. */
  readonly version: number;
  readonly state: "open" | "submitted" | "scheduled" | "published" | "discarded";
  readonly note: string | null;
  readonly remark: string | null;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  /** While it is scheduled: when it will be published, and who approved it. */
  readonly publishAt: Date | null;
  readonly scheduledBy: string | null;
  /** Why it was not published when it was due, until somebody does something with it. */
  readonly held: Held | null;
  readonly owner: string | null;
  /** What it sets the rule of four eyes to; null: it stays. */
  readonly fourEyes: FourEyes | null;
  /** Number of the version it goes back to. */
  readonly restores: number | null;
}

/** A refusal, without the names that only its reader may know. */
export interface Held {
  readonly code: ErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;
}

export interface Change extends RoleChange {
  /** Never the same twice for a role, also after a change was dropped or a draft discarded. */
  readonly version: number;
  /** The version of the role it began from; null: there was none. */
  readonly base: number | null;
  readonly by: string;
  readonly at: Date;
}

/** The same of the class of a field. */
export interface StoredClassChange extends ClassChange {
  readonly version: number;
  /** The class it began from. */
  readonly base: Sensitivity;
  readonly by: string;
  readonly at: Date;
}

/** All that a draft changes, the rule of four eyes aside. */
export interface Changes {
  readonly roles: readonly Change[];
  readonly classes: readonly StoredClassChange[];
}

export const NO_CHANGES: Changes = { roles: [], classes: [] };

export const isNothing = ({ roles, classes }: Changes): boolean =>
  roles.length + classes.length === 0;

const DRAFT = `select id, number, version, state, note, remark, submitted_by as "submittedBy", submitted_at as "submittedAt",
  publish_at as "publishAt", scheduled_by as "scheduledBy", held, owner, four_eyes as "fourEyes", restores from policy_draft`;

/** Of the advisory lock. */
const DRAFT_SPACE = 77;

/** The first statement of every transaction that writes a draft: there is one at a time, and one hand on it. */
export async function lockDrafts(tx: Executor): Promise<void> {
  await tx.query("select pg_advisory_xact_lock($1, 0)", [DRAFT_SPACE]);
}

/** The one that changes collect in; null: nothing has been changed since the last publishing. */
export async function readOpenDraft(executor: Executor): Promise<Draft | null> {
  const { rows } = await executor.query<Draft>(
    `${DRAFT} where state in ('open', 'submitted', 'scheduled') and number > 0 and deleted_at is null order by number desc limit 1`,
  );
  return rows[0] ?? null;
}

export async function readDraft(executor: Executor, id: string): Promise<Draft | null> {
  const { rows } = await executor.query<Draft>(
    `${DRAFT} where id = $1 and number > 0 and deleted_at is null`,
    [id],
  );
  return rows[0] ?? null;
}

export async function readDraftNumbered(executor: Executor, number: number): Promise<Draft | null> {
  const { rows } = await executor.query<Draft>(
    `${DRAFT} where number = $1 and number > 0 and deleted_at is null`,
    [number],
  );
  return rows[0] ?? null;
}

/** The open draft if it is still at the version that was looked at. */
export async function demandDraft(tx: Executor, version: unknown): Promise<Draft> {
  const draft = await readOpenDraft(tx);
  if (!draft) throw new Refusal("no_draft");
  if (draft.version !== version) throw new Refusal("draft_moved");
  return draft;
}

export async function beginDraft(
  tx: Executor,
  { by, restores }: { readonly by: string; readonly restores?: number },
): Promise<Draft> {
  await tx.query(
    `insert into policy_draft (id, number, name, state, owner, created_by, restores)
     select $1::uuid, n, '#' || n, 'open', $2::uuid, $2::uuid, $3::int from (select coalesce(max(number), 0) + 1 as n from policy_draft) last`,
    [uuid(), by, restores ?? null],
  );
  return (await readOpenDraft(tx))!;
}

interface DraftWrite {
  readonly state: Draft["state"];
  readonly note?: string | null;
  readonly remark?: string | null;
  /** Null: nobody, from now on. */
  readonly submittedBy?: string | null;
  readonly fourEyes?: FourEyes | null;
  /** Of a draft that becomes `scheduled`. */
  readonly schedule?: { readonly at: Date; readonly by: string };
  readonly held?: Held;
}

/**
 * Whatever is written, the draft has moved on: a moment it was to be published at holds no longer, and those who counted
 * on it are told. What nobody names stays.
 */
export async function writeDraft(
  tx: Executor,
  id: string,
  { state, note, remark, submittedBy, fourEyes, schedule, held }: DraftWrite,
): Promise<void> {
  if (state !== "published" && !schedule) await tellUnscheduled(tx, id, held);
  await tx.query(
    `update policy_draft set state = $2,
       note = case when $3 then $4 else note end, remark = case when $5 then $6 else remark end,
       submitted_by = case when $7 then $8::uuid else submitted_by end,
       submitted_at = case when $7 then case when $8::uuid is null then null else statement_timestamp() end else submitted_at end,
       four_eyes = case when $9 then $10 else four_eyes end,
       publish_at = $11, scheduled_by = $12, held = $13::jsonb,
       version = version + 1, updated_at = statement_timestamp() where id = $1`,
    [
      id,
      state,
      note !== undefined,
      note ?? null,
      remark !== undefined,
      remark ?? null,
      submittedBy !== undefined,
      submittedBy ?? null,
      fourEyes !== undefined,
      fourEyes ?? null,
      schedule?.at ?? null,
      schedule?.by ?? null,
      held ? JSON.stringify(held) : null,
    ],
  );
}

async function tellUnscheduled(tx: Executor, id: string, held: Held | undefined): Promise<void> {
  const draft = await readDraft(tx, id);
  if (draft?.state !== "scheduled") return;
  const people = new Set([draft.scheduledBy, draft.submittedBy].filter((one) => one !== null));
  const kind = held ? "draftHeld" : "draftUnscheduled";
  const notice = (person: string): Notice => ({ person, kind, object: "policyDraft", record: id });
  await writeNotices(tx, [...people].map(notice));
}

export async function readChanges(executor: Executor, draft: string): Promise<Changes> {
  const roles = await executor.query<Change>(
    `select role, version, base, content, "by", at from policy_change where draft = $1 order by at, role`,
    [draft],
  );
  const classes = await executor.query<StoredClassChange>(
    `select object, field, version, base, sensitivity, "by", at from policy_class_change
     where draft = $1 order by at, object, field`,
    [draft],
  );
  return { roles: roles.rows, classes: classes.rows };
}

/** Returns the version of the change. Every write of a draft counts up one of what it is the sum of. */
export async function putChange(
  tx: Executor,
  draft: string,
  { role, base, content, by }: Pick<Change, "role" | "base" | "content" | "by">,
): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `insert into policy_change (draft, role, version, base, content, "by")
     select $1::uuid, $2::uuid, (select sum(version)::int from policy_draft), $3::int, $4::jsonb, $5::uuid
     on conflict (draft, role) do update set version = excluded.version, base = excluded.base, content = excluded.content,
       "by" = excluded."by", at = statement_timestamp() returning version`,
    [draft, role, base, content === null ? null : JSON.stringify(content), by],
  );
  return rows[0]!.version;
}

export async function dropChange(tx: Executor, draft: string, role: string): Promise<void> {
  await tx.query("delete from policy_change where draft = $1 and role = $2", [draft, role]);
}

/** Returns the version of the change. */
export async function putClassChange(
  tx: Executor,
  draft: string,
  { object, field, base, sensitivity, by }: Omit<StoredClassChange, "version" | "at">,
): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `insert into policy_class_change (draft, object, field, version, base, sensitivity, "by")
     select $1::uuid, $2, $3, (select sum(version)::int from policy_draft), $4, $5, $6::uuid
     on conflict (draft, object, field) do update set version = excluded.version, base = excluded.base,
       sensitivity = excluded.sensitivity, "by" = excluded."by", at = statement_timestamp() returning version`,
    [draft, object, field, base, sensitivity, by],
  );
  return rows[0]!.version;
}

export async function dropClassChange(
  tx: Executor,
  draft: string,
  { object, field }: Pick<ClassChange, "object" | "field">,
): Promise<void> {
  await tx.query(
    "delete from policy_class_change where draft = $1 and object = $2 and field = $3",
    [draft, object, field],
  );
}
