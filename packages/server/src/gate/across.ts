/**
 * A share across departments is an exception: it has an end, a reason and somebody who approved it (R60). An invariant, kept
 * at the two doors by which a share is written. What it lends beyond looking is a place in the team, and takes `assign`.
 */
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { membersOf } from "./group-members.ts";
import type { Subject } from "./subject.ts";

/** Whatever lasts longer than a season is no exception any more and belongs in a role. */
export const LONGEST_DAYS = 90;
const DAY = 86_400_000;

export interface Lent {
  readonly principal: { readonly kind: string; readonly id: string };
  /** ISO. */
  readonly until: string | null;
  readonly reason: string | null;
}

interface Where {
  /** Of the record. */
  readonly unit: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly isApproved: boolean;
}

/** Throws with what it lacks, or `approval_needed`. */
export async function demandWithin(
  tx: Executor,
  subject: Subject,
  lent: Lent,
  { unit, now, isApproved }: Where,
): Promise<void> {
  const isAcross = await acrossTo(tx, subject, lent.principal);
  if (!isAcross(unit)) return;
  const problems: Problem[] = [];
  if (lent.until === null || Date.parse(lent.until) > now + LONGEST_DAYS * DAY)
    problems.push(problem("until", "across_without_end", { days: LONGEST_DAYS }));
  if (lent.reason === null) problems.push(problem("reason", "across_without_reason"));
  if (problems.length > 0) throw badRequest(problems);
  if (!isApproved) throw new Refusal("approval_needed");
}

/** Tells of a record's unit whether the share reaches anybody who works neither there nor above or below it. */
export async function acrossTo(
  executor: Executor,
  { world: { tree } }: Pick<Subject, "world">,
  { kind, id }: Lent["principal"],
): Promise<(unit: string | null) => boolean> {
  const isNear = (one: string, unit: string): boolean =>
    tree.isWithin(one, unit) === true || tree.isWithin(unit, one) === true;
  if (kind === "unit") return (unit) => unit === null || !isNear(id, unit);
  const people = kind === "group" ? await membersOf(executor, [id]) : [id];
  const places = await unitsOf(executor, people);
  return (unit) =>
    unit === null ||
    people.length === 0 ||
    people.some((person) => !places.get(person)?.some((one) => isNear(one, unit)));
}

/** Where they are, and where they hold a post now. */
async function unitsOf(
  executor: Executor,
  people: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await executor.query<{ person: string; units: string[] }>(
    `select person, array_agg(unit) as units from (
       select id as person, unit from person where id = any($1::uuid[]) and unit is not null
       union all select person, unit from post where person = any($1::uuid[]) and unit is not null and deleted_at is null
         and ("from" is null or "from" <= statement_timestamp()) and (until is null or until > statement_timestamp())) places
     group by person`,
    [people],
  );
  return new Map(rows.map(({ person, units }) => [person, units]));
}
