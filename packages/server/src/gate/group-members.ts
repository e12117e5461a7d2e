/**
 * Who is in groups. Members by a rule are rows like those that somebody put there by hand, so whoever asks who is in a
 * group asks one table; and a write that may change who belongs brings them up to date in its own transaction, under the
 * locks it holds (`rights-effects.ts`), so no right comes or goes later than its reason.
 */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import { writeNotices } from "../inbox/notices.ts";
import { ASKS_FOR_CAMPAIGNS, wantedSql, type GroupRule } from "./group-rule.ts";
import { insertHistory } from "./store.ts";

/** Whenever: also from a later day on. */
export async function membersOf(
  executor: Executor,
  groups: readonly string[],
): Promise<readonly string[]> {
  if (groups.length === 0) return [];
  const { rows } = await executor.query<{ person: string }>(
    `select distinct person from group_member where "group" = any($1::uuid[]) and deleted_at is null`,
    [groups],
  );
  return rows.map(({ person }) => person);
}

export async function haveRule(executor: Executor, groups: readonly string[]): Promise<boolean> {
  const { rows } = await executor.query(
    `select 1 from "group" where id = any($1::uuid[]) and rule is not null limit 1`,
    [groups],
  );
  return rows.length > 0;
}

/** Those with a rule that asks for one of these campaigns. */
export async function groupsOfCampaigns(
  executor: Executor,
  campaigns: readonly string[],
): Promise<readonly string[]> {
  if (campaigns.length === 0) return [];
  const { rows } = await executor.query<{ id: string }>(
    `select id from "group" where ${ASKS_FOR_CAMPAIGNS}`,
    [campaigns],
  );
  return rows.map(({ id }) => id);
}

/** Whether these members come and go by a rule, and so not by hand. */
export async function followRule(executor: Executor, members: readonly string[]): Promise<boolean> {
  const { rows } = await executor.query(
    `select 1 from group_member m join "group" g on g.id = m."group"
     where m.id = any($1::uuid[]) and (m.through is not null or g.rule is not null) limit 1`,
    [members],
  );
  return rows.length > 0;
}

/** Whom, and of which groups; null: everybody, all. */
export interface Around {
  readonly people: readonly string[] | null;
  readonly groups: readonly string[] | null;
}

/** A row that is not as the rule says. */
interface Difference {
  readonly kind: "joins" | "leaves" | "moves";
  /** Null: it joins. */
  readonly id: string | null;
  readonly group: string;
  readonly person: string;
  readonly unit: string | null;
  readonly through: readonly string[] | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

const DIFFERENCES = `with recursive ${wantedSql(
  `select id, rule from "group" where rule is not null and deleted_at is null and ($2::uuid[] is null or id = any($2))`,
  "$1::uuid[]",
)},
  present as (select id, "group", person, unit, through, "from", until from group_member
    where through is not null and deleted_at is null and ($1::uuid[] is null or person = any($1)) and ($2::uuid[] is null or "group" = any($2)))
  select case when p.id is null then 'joins' when w.person is null then 'leaves' else 'moves' end as kind, p.id,
    coalesce(w."group", p."group") as "group", coalesce(w.person, p.person) as person, w.unit, w.through,
    coalesce(w."from", p."from") as "from", coalesce(w.until, p.until) as until
  from wanted w full join present p on p."group" = w."group" and p.person = w.person
    and coalesce(p."from", '-infinity') = coalesce(w."from", '-infinity') and coalesce(p.until, 'infinity') = coalesce(w.until, 'infinity')
  where p.id is null or w.person is null or (p.unit, p.through) is distinct from (w.unit, w.through)`;

/**
 * Makes the members by rules what the rules say, and tells those who join or leave as if it were done by hand. Returns the
 * ids of those who came to belong at a time when they did not.
 */
export async function followRules(
  tx: Executor,
  by: string,
  { people, groups }: Around,
): Promise<readonly string[]> {
  if (people?.length === 0 || groups?.length === 0) return [];
  const { rows } = await tx.query<Difference>(DIFFERENCES, [people, groups]);
  const of = (kind: Difference["kind"]) => rows.filter((row) => row.kind === kind);
  const [left, joined, moved] = [of("leaves"), of("joins"), of("moves")];
  const removed = left.length > 0 ? await remove(tx, by, left) : [];
  if (moved.length > 0)
    await tx.query(
      `update group_member m set unit = d.unit, through = d.through from jsonb_to_recordset($1::jsonb) as d (id uuid, unit uuid, through uuid[]) where m.id = d.id`,
      [JSON.stringify(moved)],
    );
  const ids = joined.length > 0 ? await insert(tx, by, joined) : [];
  const born = joined.map((row, index) => ({ ...row, id: ids[index]!, version: 1 }));
  await tell(tx, by, [...born, ...removed]);
  const before = Map.groupBy(left, keyOf);
  return ids.filter((_, index) => {
    const now = joined[index]!;
    return !(before.get(keyOf(now)) ?? []).some((old) => contains(old, now));
  });
}

const keyOf = ({ group, person }: Pick<Difference, "group" | "person">): string =>
  `${group} ${person}`;

const contains = (outer: Difference, inner: Difference): boolean =>
  (outer.from === null || (inner.from !== null && inner.from >= outer.from)) &&
  (outer.until === null || (inner.until !== null && inner.until <= outer.until));

interface Member {
  readonly group: string;
  readonly person: string;
  readonly id: string;
  /** That came of joining or leaving. */
  readonly version: number;
}

/** Once for each group; who leaves it and joins it at another time is told what is so from now on. */
async function tell(tx: Executor, by: string, changed: readonly Member[]): Promise<void> {
  const told = new Map<string, Member>();
  for (const one of changed.filter(({ person }) => person !== by))
    if (!told.has(keyOf(one))) told.set(keyOf(one), one);
  const about = { kind: "rights", object: "groupMember", by } as const;
  await writeNotices(
    tx,
    [...told.values()].map(({ person, id, version }) => ({
      ...about,
      person,
      record: id,
      version,
    })),
  );
}

/** What they were in is kept in the trash, for what could be seen once. */
async function remove(
  tx: Executor,
  by: string,
  left: readonly Difference[],
): Promise<readonly Member[]> {
  const { rows } = await tx.query<Member>(
    `with gone as (update group_member set deleted_at = statement_timestamp(), version = version + 1, updated_at = statement_timestamp()
       where id = any($1::uuid[]) returning id, version, "group", person),
       told as (insert into record_history (object, record, version, "by", action, changes)
         select 'groupMember', id, version, $2::uuid, 'delete', '{}' from gone)
     select id, version, "group", person from gone`,
    [left.map(({ id }) => id), by],
  );
  return rows;
}

/** Returns the ids, in the order of who joins. */
async function insert(
  tx: Executor,
  by: string,
  joined: readonly Difference[],
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with d as (select gen_random_uuid() as id, d.* from jsonb_to_recordset($1::jsonb)
         as d (at int, "group" uuid, person uuid, unit uuid, through uuid[], "from" timestamptz, until timestamptz)),
       born as (insert into group_member (id, "group", person, unit, owner, through, "from", until)
         select id, "group", person, unit, person, through, "from", until from d returning id),
       told as (insert into record_history (object, record, version, "by", action, changes)
         select 'groupMember', id, 1, $2::uuid, 'create', '{}' from born)
     select id from d order by at`,
    [JSON.stringify(joined.map((row, at) => ({ ...row, at }))), by],
  );
  return rows.map(({ id }) => id);
}

/** Who would belong by a rule, with the posts that it asks for. */
export async function membersBy(
  executor: Executor,
  rule: GroupRule,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await executor.query<{ person: string; through: readonly string[] }>(
    `with recursive ${wantedSql("select '00000000-0000-0000-0000-000000000000'::uuid as id, $1::jsonb as rule", "null::uuid[]")}
     select distinct on (person) person, through from wanted order by person`,
    [JSON.stringify(rule)],
  );
  return new Map(rows.map(({ person, through }) => [person, through]));
}

/** The rule of a group, and what its members hold by it, now or from a later day on. */
export async function readRule(
  executor: Executor,
  group: string,
): Promise<{
  readonly rule: GroupRule | null;
  readonly hasMembers: boolean;
  readonly givesRights: boolean;
}> {
  const { rows } = await executor.query<{
    rule: GroupRule | null;
    hasMembers: boolean;
    givesRights: boolean;
  }>(
    `select rule, exists (select from group_member where "group" = g.id and through is null and deleted_at is null) as "hasMembers",
       exists (select from assignment where "group" = g.id and deleted_at is null and (until is null or until > statement_timestamp()))
       or exists (select from participant where principal_id = g.id and deleted_at is null and (until is null or until > statement_timestamp())) as "givesRights"
     from "group" g where id = $1`,
    [group],
  );
  return rows[0]!;
}

export async function writeRule(
  tx: Executor,
  { id, version, by }: { readonly id: string; readonly version: number; readonly by: string },
  rule: GroupRule | null,
): Promise<void> {
  const { rows } = await tx.query<{ old: GroupRule | null }>(
    `with old as (select rule from "group" where id = $1)
     update "group" set rule = $3::jsonb, version = version + 1, updated_at = statement_timestamp()
     where id = $1 and version = $2 and deleted_at is null returning (select rule from old) as old`,
    [id, version, rule === null ? null : JSON.stringify(rule)],
  );
  if (rows.length === 0) throw new Refusal("stale");
  const changes = { rule: [rows[0]!.old, rule] as never };
  await insertHistory(tx, {
    object: "group",
    record: id,
    version: version + 1,
    by,
    action: "edit",
    changes,
  });
}
