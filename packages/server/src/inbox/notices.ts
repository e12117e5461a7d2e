/**
 * What somebody is told of, written in the transaction of what it tells. A notice knows that something happened to which
 * record, and nothing of the record: what its reader may see of it is found out when the inbox is opened.
 */
import { v7 as uuid } from "uuid";
import type { Database, Executor } from "../db/database.ts";

/**
 * `handed`: made the owner; `brought`: by an import, told by one of the records. `joined`: given a part in the work.
 * `rights`: an assignment, a post or a role changed. `draft…`: what became of a draft of the policy. `review…`: rules are to
 * be looked at, because what they rest on has changed. `request…`: somebody
 * asks, or what became of what one asked for. `sandboxEnding`: rights for a time are soon over. The others are jobs that
 * ended.
 */
export type NoticeKind =
  | "handed"
  | "brought"
  | "shared"
  | "joined"
  | "rights"
  | "draftSubmitted"
  | "draftReturned"
  | "draftScheduled"
  | "draftUnscheduled"
  | "draftHeld"
  | "draftPublished"
  | "reviewOpened"
  | "reviewOverdue"
  | "requestAsked"
  | "requestApproved"
  | "requestRefused"
  | "requestLapsed"
  | "sandboxEnding"
  | "exported"
  | "exportFailed"
  | "imported"
  | "importFailed";

export interface Notice {
  /** Who is told. */
  readonly person: string;
  readonly kind: NoticeKind;
  /** Of jobs: the object of the file, and the job. */
  readonly object: string;
  readonly record: string;
  /** Who did it; absent: they themselves. */
  readonly by?: string;
  /** Of the record's history, where what changed is told. */
  readonly version?: number;
}

export interface StoredNotice extends Required<Omit<Notice, "by" | "version" | "person">> {
  readonly id: string;
  readonly by: string | null;
  readonly version: number | null;
  readonly at: Date;
  readonly isRead: boolean;
}

export async function writeNotices(tx: Executor, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.query(
    `insert into notice (id, person, kind, object, record, version, "by")
     select id, person, kind, object, record, version, "by"
     from json_to_recordset($1::json) as n (id uuid, person uuid, kind text, object text, record uuid, version int, "by" uuid)`,
    [JSON.stringify(notices.map((notice) => ({ id: uuid(), ...notice })))],
  );
}

/** The latest first. */
export async function readNotices(
  executor: Executor,
  person: string,
  limit: number,
): Promise<readonly StoredNotice[]> {
  const { rows } = await executor.query<StoredNotice>(
    `select id, kind, object, record, version, "by", at, read_at is not null as "isRead"
     from notice where person = $1 order by at desc, id desc limit $2`,
    [person, limit],
  );
  return rows;
}

export async function hasUnread(executor: Executor, person: string): Promise<boolean> {
  const { rows } = await executor.query(
    "select 1 from notice where person = $1 and read_at is null limit 1",
    [person],
  );
  return rows.length > 0;
}

/** One's own only; `ids` null: all of them. */
export async function markRead(
  executor: Executor,
  person: string,
  ids: readonly string[] | null,
): Promise<void> {
  await executor.query(
    `update notice set read_at = statement_timestamp()
     where person = $1 and read_at is null and ($2::uuid[] is null or id = any($2::uuid[]))`,
    [person, ids],
  );
}

/** Whoever has not looked for a quarter finds the records themselves. A chore. */
export async function forgetNotices(db: Database): Promise<number> {
  const { rowCount } = await db.query(
    "delete from notice where at < statement_timestamp() - make_interval(days => $1)",
    [90],
  );
  return rowCount;
}
