/** Every way in which people hold roles, now or soon: by an assignment, in a group, by a post. */
import type { Executor } from "../db/database.ts";

/** One way in which one person holds one role. */
export interface Grant {
  /** The record it rests on. */
  readonly record: string;
  readonly person: string;
  readonly role: string;
  readonly unit: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

export interface HeldGrant extends Grant {
  /** Of the record. */
  readonly object: "assignment" | "post";
  /** By which the person is in the group that the assignment names. */
  readonly member: string | null;
  readonly sandbox: string | null;
}

const LIVE = "deleted_at is null";
const EDGES = `a."from"::text as "from", a.until::text as until`;

const HELD = `
  select 'assignment' as object, a.id as record, null::uuid as member, a.sandbox, p.id as person, a.role,
    coalesce(a.at_unit, p.unit) as unit, ${EDGES} from person p join assignment a on a.${LIVE} and a.person = p.id
    where ($1::uuid[] is null or p.id = any($1::uuid[])) and (a.until is null or a.until > statement_timestamp())
  union all select 'assignment', a.id, m.id, a.sandbox, p.id, a.role, coalesce(a.at_unit, p.unit),
    greatest(a."from", m."from")::text, least(a.until, m.until)::text
    from group_member m join "group" g on g.id = m."group" and g.${LIVE} join person p on p.id = m.person
    join assignment a on a."group" = g.id and a.${LIVE}
    where ($1::uuid[] is null or p.id = any($1::uuid[])) and m.${LIVE} and (a.until is null or a.until > statement_timestamp())
      and (m.until is null or m.until > statement_timestamp())
  union all select 'post', a.id, null, null, a.person, a.role, a.unit, ${EDGES} from post a
    where a.person is not null and ($1::uuid[] is null or a.person = any($1::uuid[])) and a.${LIVE}
      and (a.until is null or a.until > statement_timestamp())`;

/** Of these people; null: of everybody. */
export const readHeld = async (
  executor: Executor,
  people: readonly string[] | null,
): Promise<readonly HeldGrant[]> => (await executor.query<HeldGrant>(HELD, [people])).rows;

/** What a new assignment would give, or a new place in a group: roles, and where. */
export async function rolesGiven(
  executor: Executor,
  object: string,
  {
    person,
    group,
    role,
    atUnit,
  }: Readonly<Record<"person" | "group" | "role" | "atUnit", string | null>>,
): Promise<readonly Pick<Grant, "role" | "unit">[]> {
  const home = "(select unit from person where id = $1::uuid)";
  const { rows } =
    object === "assignment"
      ? await executor.query<Pick<Grant, "role" | "unit">>(
          `select $2::text as role, coalesce($3::uuid, ${home}) as unit`,
          [person, role ?? "", atUnit],
        )
      : await executor.query<Pick<Grant, "role" | "unit">>(
          `select role, coalesce(at_unit, ${home}) as unit from assignment
           where "group" = $2 and ${LIVE} and (until is null or until > statement_timestamp())`,
          [person, group],
        );
  return rows;
}

/** That there is a moment at which both are held. */
export const meet = (one: Grant, other: Grant): boolean =>
  startOf(one) < endOf(other) && startOf(other) < endOf(one);

/** The same person's same role, and no moment at which it was not held before. */
export const isWithin = (grant: Grant, old: Grant): boolean =>
  grant.person === old.person &&
  grant.role === old.role &&
  startOf(old) <= startOf(grant) &&
  endOf(grant) <= endOf(old);

const startOf = ({ from }: Grant): number =>
  from === null ? Number.NEGATIVE_INFINITY : Date.parse(from);
const endOf = ({ until }: Grant): number =>
  until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
