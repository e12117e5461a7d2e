/** Published versions of the policy: numbered, whole, and never changed again (a trigger keeps it so). */
import type { Executor } from "../db/database.ts";
import type { FourEyes } from "../http/contract.ts";
import { ROLE_CONTENT_JSON, type RoleContent } from "./role-content.ts";

export interface PolicyContent {
  readonly roles: readonly RoleContent[];
  readonly fourEyes: FourEyes;
}

export interface StoredVersion {
  readonly number: number;
  readonly at: Date;
  /** Null: it is what there was before anybody published. */
  readonly publishedBy: string | null;
  /** Who asked for it, where somebody else approved. */
  readonly submittedBy: string | null;
  readonly note: string | null;
  /** Number of its draft. */
  readonly draft: number | null;
  /** Number of the version it went back to. */
  readonly restores: number | null;
  /** The moment it was to be published at; null: it was published by hand. */
  readonly scheduledFor: Date | null;
}

interface Publishing {
  readonly publishedBy: string;
  readonly submittedBy: string | null;
  readonly note: string | null;
  readonly draft: string;
  readonly restores: number | null;
  readonly scheduledFor: Date | null;
}

const CONTENT = `jsonb_build_object('fourEyes', (select four_eyes from policy_state),
  'roles', coalesce((select jsonb_agg(${ROLE_CONTENT_JSON} order by created_at, id) from role where deleted_at is null), '[]'))`;

/** What there is becomes version 1, if there is no version yet. */
export async function keepFirstVersion(tx: Executor): Promise<void> {
  await tx.query(
    `insert into policy_version (number, content) select $1::int, ${CONTENT} where not exists (select 1 from policy_version)`,
    [1],
  );
}

/** What there is becomes the next version; returns its number. */
export async function writeVersion(tx: Executor, version: Publishing): Promise<number> {
  const { rows } = await tx.query<{ number: number }>(
    `insert into policy_version (number, content, published_by, submitted_by, note, draft, restores, scheduled_for)
     select (select coalesce(max(number), 0) + 1 from policy_version), ${CONTENT}, $1, $2, $3, $4, $5, $6 returning number`,
    [
      version.publishedBy,
      version.submittedBy,
      version.note,
      version.draft,
      version.restores,
      version.scheduledFor,
    ],
  );
  return rows[0]!.number;
}

/** The latest first. */
export async function listVersions(
  executor: Executor,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly StoredVersion[]> {
  const { rows } = await executor.query<StoredVersion>(
    `select v.number, v.at, v.published_by as "publishedBy", v.submitted_by as "submittedBy", v.note, d.number as draft, v.restores, v.scheduled_for as "scheduledFor"
     from policy_version v left join policy_draft d on d.id = v.draft
     where $1::int is null or v.number < $1 order by v.number desc limit $2`,
    [before, limit],
  );
  return rows;
}

export async function readVersion(
  executor: Executor,
  number: number,
): Promise<PolicyContent | null> {
  const { rows } = await executor.query<{ content: PolicyContent }>(
    "select content from policy_version where number = $1",
    [number],
  );
  return rows[0]?.content ?? null;
}

/** The policy that decides now. */
export async function readPresent(executor: Executor): Promise<PolicyContent> {
  const { rows } = await executor.query<{ content: PolicyContent }>(
    `select ${CONTENT} as content where $1`,
    [true],
  );
  return rows[0]!.content;
}

export async function readFourEyes(executor: Executor): Promise<FourEyes> {
  const { rows } = await executor.query<{ rule: FourEyes }>(
    "select four_eyes as rule from policy_state",
  );
  return rows[0]!.rule;
}
