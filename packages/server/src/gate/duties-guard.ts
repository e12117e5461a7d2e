/** No grant makes duties meet in one person that are kept apart (R153). An invariant, looked at behind every write. */
import type { Executor } from "../db/database.ts";
import { Refusal, problem } from "../errors.ts";
import { readDuties } from "../policies/duties.ts";
import { isWithin, meet, readHeld, type Grant, type HeldGrant } from "./held-grants.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";

/** Of the advisory lock. */
const DUTIES_SPACE = 82;

/**
 * Before what a write gave is looked at, where anything is kept apart: a person joins a group while the group is given a
 * role, and without it neither of the two would see the other.
 */
export async function lockDuties(tx: Executor): Promise<void> {
  const { rows } = await tx.query(
    "select 1 from role where deleted_at is null and definition -> 'apart' is not null limit 1",
  );
  if (rows.length > 0) await tx.query("select pg_advisory_xact_lock($1, 0)", [DUTIES_SPACE]);
}

/** `added`: what the write gave; `before`: what there was of the same records, which is no news. */
export async function refuseConflicts(
  tx: Executor,
  subject: Subject,
  added: readonly Grant[],
  before: readonly Grant[],
): Promise<void> {
  const news = added.filter((grant) => !before.some((old) => isWithin(grant, old)));
  if (news.length === 0) return;
  const duties = await readDuties(tx);
  if (duties.isEmpty) return;
  const people = [...new Set(news.map(({ person }) => person))];
  const held = Map.groupBy(await readHeld(tx, people), ({ person }) => person);
  for (const grant of news)
    for (const other of held.get(grant.person) ?? [])
      if (duties.areApart(grant.role, other.role) && meet(grant, other))
        throw await conflict(tx, subject, grant, other);
}

/** The role that is in the way is named to who sees that the person holds it. */
async function conflict(
  tx: Executor,
  subject: Subject,
  grant: Grant,
  other: HeldGrant,
): Promise<Refusal> {
  const names = new Map(subject.world.policy.roles.map(({ id, name }) => [id, name]));
  const seen = await readTitles(tx, subject, other.object, [other.record]);
  const person = (await readTitles(tx, subject, "person", [grant.person])).get(grant.person);
  const given = names.get(grant.role) ?? { zh: "", en: "" };
  const known = seen.has(other.record) ? names.get(other.role) : undefined;
  const parameters = {
    person: person ?? "该人员",
    personEnglish: person ?? "this person",
    role: given.zh,
    roleEnglish: given.en,
    other: known ? `“${known.zh}”` : "另一个角色",
    otherEnglish: known?.en ?? "another role",
  };
  return new Refusal("duties_conflict", parameters, {
    problems: [problem("role", "duties_conflict", parameters)],
  });
}
