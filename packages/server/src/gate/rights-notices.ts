/** Those whose rights an act changed are told of it, whoever did it themselves aside. */
import type { Executor } from "../db/database.ts";
import type { Notice } from "../inbox/notices.ts";
import type { Act } from "./mutate.ts";
import type { Concerned } from "./rights-effects.ts";

const TOLD: ReadonlySet<string> = new Set(["assignment", "post", "groupMember", "policyDraft"]);

interface Version {
  readonly object: string;
  readonly record: string;
  readonly version: number;
}

/** `concerned`: those whose plans the act made stale; null where it decides no rights. */
export async function rightsNotices(
  tx: Executor,
  by: string,
  { object }: Act,
  touched: readonly string[],
  concerned: Concerned | null,
): Promise<readonly Notice[]> {
  if (concerned === null || !TOLD.has(object)) return [];
  const versions = await versionsOfThisAct(tx, touched);
  if (versions.length === 0) return [];
  const notices: Notice[] = [];
  for (const changed of versions) {
    const people = concerned === "everybody" ? await holdersOf(tx, changed.record) : concerned;
    for (const person of people)
      if (person !== by) notices.push({ person, kind: "rights", ...changed, by });
  }
  return notices;
}

/** What was saved without a change is no news, and neither are a role's words. */
async function versionsOfThisAct(
  tx: Executor,
  records: readonly string[],
): Promise<readonly Version[]> {
  const { rows } = await tx.query<Version>(
    `select object, record, version from record_history
     where record = any($1::uuid[]) and at >= date_trunc('milliseconds', transaction_timestamp())
       and (object <> 'role'
         or (changes -> 'definition' -> 0)::jsonb is distinct from (changes -> 'definition' -> 1)::jsonb)`,
    [records],
  );
  return rows;
}

/** Now or soon: by themselves, by a post or in a group. */
export async function holdersOf(tx: Executor, role: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ person: string }>(
    `with held as (
       select person, "group" from assignment where role = $1 and deleted_at is null
         and (until is null or until > statement_timestamp())
       union all select person, null from post where role = $1 and deleted_at is null
         and (until is null or until > statement_timestamp()))
     select person from held where person is not null
     union select m.person from held join group_member m on m."group" = held."group" and m.deleted_at is null`,
    [role],
  );
  return rows.map(({ person }) => person);
}
