/**
 * What stands around every write that changes rights, by whatever door it comes (form, bulk, import, command): nobody
 * raises themselves, nobody gives what they could not grant, and the places that other rules rely on (a unit's own unit,
 * an assignment's unit) are kept by us, not by the writer.
 *
 * Checks run after the write, in its transaction, on the rows as they came to be; a refusal undoes the write.
 */
import type { Executor } from "../db/database.ts";
import { problem, Refusal } from "../errors.ts";
import { demandGrantable, demandRights, reaches, rulesOfRole } from "../policies/grant-width.ts";
import { readRuled, usedBy, usesRecord } from "../policies/rule-uses.ts";
import { objectNamed } from "../derive/model.ts";
import { exceptionIn, needsSecond, refuseUnending, type Giving } from "./beyond-post.ts";
import { lockDuties, refuseConflicts } from "./duties-guard.ts";
import { readHeld, type Grant } from "./held-grants.ts";
import { aroundOf, together } from "./group-around.ts";
import { followRule, followRules, groupsOfCampaigns, type Around } from "./group-members.ts";
import { findRecord } from "./list.ts";
import type { Act } from "./mutate.ts";
import { watchParticipants } from "./participation.ts";
import { IN_PARTS, READING } from "./rights-effects.ts";
import { syncPeople, watchUnits } from "./rights-keeping.ts";
import type { Subject } from "./subject.ts";
import { decide, isGiving } from "./demands.ts";

type AfterCheck = (touched: readonly string[]) => Promise<void>;
type Watcher = (tx: Executor, subject: Subject, act: Act) => Promise<AfterCheck>;

/** Call it before the work of an act, and what it returns after it. */
export async function watchRights(tx: Executor, subject: Subject, act: Act): Promise<AfterCheck> {
  const watch = Object.hasOwn(WATCHERS, act.object) ? WATCHERS[act.object]! : null;
  if (!watch || READING.has(act.action) || IN_PARTS.has(act.action)) return async () => {};
  const check = await watch(tx, subject, act);
  const before = await aroundOf(tx, act.object, act.records);
  return async (touched) => {
    await check(touched);
    const after = await aroundOf(tx, act.object, touched);
    await watchRules(tx, subject, before && after && together(before, after));
  };
}

/** Whoever brings somebody under a group's rule gives them what the group gives, as if they put them there by hand. */
async function watchRules(tx: Executor, subject: Subject, around: Around | null): Promise<void> {
  if (around) await demandJoining(tx, subject, await followRules(tx, subject.person, around));
}

/** Whether the subject could put these members into their groups by hand. */
export async function demandJoining(
  tx: Executor,
  subject: Subject,
  joined: readonly string[],
): Promise<void> {
  const grants = await readGrants(tx, "groupMember", joined);
  for (const grant of grants) {
    if (grant.person === subject.person) throw new Refusal("grant_too_wide");
    demand(subject, "groupMember", grant);
  }
  await refuseConflicts(tx, subject, grants, []);
}

const WATCHERS: Readonly<Record<string, Watcher>> = {
  assignment: (tx, subject, act) => watchGrants(tx, subject, act, "assignment"),
  post: (tx, subject, act) => watchGrants(tx, subject, act, "post"),
  groupMember: (tx, subject, act) => watchGrants(tx, subject, act, "groupMember"),
  group: (tx, subject, act) => watchGrants(tx, subject, act, "group"),
  person: (tx, subject, act) => watchGrants(tx, subject, act, "person"),
  // Refused behind the work: who may not do it at all is told just that.
  role: async (_tx, _subject, act) => async () => {
    if (BY_HAND.has(act.action)) throw new Refusal("roles_by_draft");
  },
  unit: async (tx, subject, act) => {
    const checks = [await watchUnits(tx, subject, act), await watchUsed(tx, subject, act)];
    return async (touched) => {
      for (const check of checks) await check(touched);
    };
  },
  tag: watchUsed,
  campaign: watchAsked,
  participant: watchParticipants,
};

/** What a published rule names is archived, and not removed. */
async function watchUsed(tx: Executor, { world }: Subject, { object }: Act): Promise<AfterCheck> {
  const { table } = objectNamed(world.model, object);
  return async (touched) => {
    const { rows } = await tx.query<{ id: string }>(
      `select id from "${table}" where id = any($1::uuid[]) and deleted_at is not null`,
      [touched],
    );
    if (rows.length === 0) return;
    const roles = await readRuled(tx, world.model);
    const gone = new Set(rows.map(({ id }) => id));
    const problems = usedBy(roles, world.model, usesRecord(gone));
    if (problems.length === 0) return;
    const named = roles.filter(({ id }) =>
      problems.some(({ path }) => path.startsWith(`roles.${id}.`)),
    );
    const parameters = {
      count: problems.length,
      roles: named.map(({ name }) => name).join("、"),
    };
    throw new Refusal("used_by_rules", parameters, { problems });
  };
}

/** What a group's rule asks for is not removed under its members. */
async function watchAsked(tx: Executor): Promise<AfterCheck> {
  return async (touched) => {
    const { rows } = await tx.query<{ id: string }>(
      "select id from campaign where id = any($1::uuid[]) and deleted_at is not null",
      [touched],
    );
    const gone = rows.map(({ id }) => id);
    if ((await groupsOfCampaigns(tx, gone)).length > 0) throw new Refusal("asked_by_group");
  };
}

/** Roles change by publishing a draft of the policy, and by nothing else (R144). */
const BY_HAND: ReadonlySet<string> = new Set(["create", "update", "delete", "restore"]);

/** Acts on a person that end, or begin again, what they may do. */
const RANKED: ReadonlySet<string> = new Set([
  "suspend",
  "reinstate",
  "delete",
  "restore",
  "update",
  "importPart",
]);

type Source = "assignment" | "post" | "groupMember" | "group" | "person";

const LIVE = "deleted_at is null";
const EDGES = `a."from"::text as "from", a.until::text as until`;

/** Every grant that rests on the given records; ids in $1. */
const GRANTS: Readonly<Record<Source, string>> = {
  assignment: `
    select a.id as record, p.id as person, a.role, coalesce(a.at_unit, p.unit) as unit, ${EDGES} from assignment a join person p on p.id = a.person
      where a.id = any($1::uuid[]) and a.${LIVE}
    union all select a.id, p.id, a.role, coalesce(a.at_unit, p.unit), ${EDGES} from assignment a
      join group_member m on m."group" = a."group" and m.${LIVE} join person p on p.id = m.person
      where a.id = any($1::uuid[]) and a.${LIVE}
    union all select a.id, null, a.role, a.at_unit, ${EDGES} from assignment a
      where a.id = any($1::uuid[]) and a.${LIVE} and a."group" is not null and a.at_unit is not null`,
  post: `select a.id as record, a.person, a.role, a.unit, ${EDGES} from post a where a.id = any($1::uuid[]) and a.${LIVE} and a.person is not null`,
  groupMember: `
    select m.id as record, p.id as person, a.role, coalesce(a.at_unit, p.unit) as unit, m."from"::text as "from", m.until::text as until
      from group_member m join person p on p.id = m.person join "group" g on g.id = m."group" and g.${LIVE}
      join assignment a on a."group" = m."group" and a.${LIVE}
      where m.id = any($1::uuid[]) and m.${LIVE}`,
  group: `
    select g.id as record, p.id as person, a.role, coalesce(a.at_unit, p.unit) as unit, ${EDGES} from "group" g
      join assignment a on a."group" = g.id and a.${LIVE} join group_member m on m."group" = g.id and m.${LIVE}
      join person p on p.id = m.person where g.id = any($1::uuid[]) and g.${LIVE}`,
  person: `
    select p.id as record, p.id as person, a.role, p.unit, ${EDGES} from person p join assignment a on a.person = p.id and a.at_unit is null and a.${LIVE}
      where p.id = any($1::uuid[]) and p.${LIVE}
    union all select p.id, p.id, a.role, p.unit, ${EDGES} from person p join group_member m on m.person = p.id and m.${LIVE}
      join assignment a on a."group" = m."group" and a.at_unit is null and a.${LIVE}
      where p.id = any($1::uuid[]) and p.${LIVE}`,
};

/** Whoever gets into somebody's place gets all they hold: it takes the right to grant it. */
export async function demandPlaceOf(tx: Executor, subject: Subject, person: string): Promise<void> {
  if (person === subject.person) return;
  for (const grant of await readHeld(tx, [person])) demand(subject, "assignment", grant);
}

/** Nobody stops or removes an administrator whose rights reach further than their own. */
async function demandOutranked(
  tx: Executor,
  subject: Subject,
  people: readonly string[],
): Promise<void> {
  const others = people.filter((id) => id !== subject.person);
  for (const { role, unit } of await readHeld(tx, others))
    demandRights(subject, rulesOfRole(subject, role), unit);
}

const readGrants = async (
  tx: Executor,
  source: Source,
  ids: readonly string[],
): Promise<readonly Grant[]> =>
  ids.length === 0 ? [] : (await tx.query<Grant>(GRANTS[source], [ids])).rows;

async function watchGrants(
  tx: Executor,
  subject: Subject,
  act: Act,
  source: Source,
): Promise<AfterCheck> {
  const before = await readGrants(tx, source, act.records);
  const stood = await readUnits(tx, source, act.records);
  return async (touched) => {
    if (source === "assignment") await refuseOfSandbox(tx, touched);
    if (source === "groupMember" && (await followRule(tx, touched)))
      throw new Refusal("kept_by_rule");
    await refuseReversedWindow(tx, source, touched);
    await keepPlaces(tx, subject, source, touched);
    for (const [id, unit] of await readUnits(tx, source, touched))
      if (stood.get(id) !== unit) demandStanding(subject, source, unit);
    if (source === "person") {
      await syncPeople(tx, touched);
      if (RANKED.has(act.action)) await demandOutranked(tx, subject, touched);
    }
    await lockDuties(tx);
    const after = await readGrants(tx, source, touched);
    const added = notIn(before, after);
    const changed = new Set(touched);
    const removed = notIn(after, before).filter(({ record }) => changed.has(record));
    for (const grant of added) {
      const isOwn = grant.person === subject.person;
      if (isOwn && !before.some((old) => isNarrower(grant, old)))
        throw new Refusal("grant_too_wide");
      demand(subject, source, grant);
    }
    // What one could not give, one cannot take away either; one's own can always be given back.
    for (const grant of removed)
      if (grant.person !== subject.person && source !== "person") demand(subject, source, grant);
    if (!isGiving(source)) return refuseConflicts(tx, subject, added, before);
    const giving = { source, records: touched, added, before };
    const isApproved = act.isApproved === true;
    if ((await weighGiving(tx, subject, giving)) && !isApproved) throw unapproved(act);
  };
}

/** Asked for is what begins; what is to become wider begins anew. */
function unapproved({ object, action }: Act): Refusal {
  const path = object === "assignment" ? "role" : "group";
  const isNew = action === "create";
  return isNew
    ? new Refusal("approval_needed", {}, { problems: [problem(path, "beyond_post")] })
    : new Refusal("beyond_anew", {}, { problems: [problem(path, "beyond_anew")] });
}

/** Whether what is just written gives what a second person has to approve; throws where it may not be given at all. */
export async function waitsForSecond(
  tx: Executor,
  subject: Subject,
  source: Giving["source"],
  records: readonly string[],
): Promise<boolean> {
  const added = await readGrants(tx, source, records);
  for (const grant of added) demand(subject, source, grant);
  return weighGiving(tx, subject, { source, records, added, before: [] });
}

/** The same of what somebody may give: its end, its duties, its second person. */
async function weighGiving(tx: Executor, subject: Subject, giving: Giving): Promise<boolean> {
  const exception = await exceptionIn(tx, subject, giving);
  await refuseUnending(tx, giving, exception);
  await refuseConflicts(tx, subject, giving.added, giving.before);
  return needsSecond(tx, subject, giving, exception);
}

/** Also asked beforehand, where a row that is refused shall cost no write; what counts is the look afterwards. */
export function demand(
  subject: Subject,
  source: Source,
  { role, unit }: Pick<Grant, "role" | "unit">,
): void {
  const object = source === "person" ? "assignment" : source === "group" ? "groupMember" : source;
  const by = ["create", "edit"].map((action) => ({ object, action }));
  demandGrantable(subject, rulesOfRole(subject, role), { by, unit });
}

/** A file may change thousands at once: looked up, not compared one with each. */
function notIn(known: readonly Grant[], grants: readonly Grant[]): readonly Grant[] {
  const keys = new Set(known.map((grant) => JSON.stringify(grant)));
  return grants.filter((grant) => !keys.has(JSON.stringify(grant)));
}

/** The same grant with an earlier end. */
const isNarrower = (grant: Grant, old: Grant): boolean =>
  grant.person === old.person &&
  grant.role === old.role &&
  grant.unit === old.unit &&
  grant.from === old.from &&
  grant.until !== null &&
  (old.until === null || Date.parse(grant.until) <= Date.parse(old.until));

/** What a second person approved is changed by asking again, and by no other door. */
async function refuseOfSandbox(tx: Executor, ids: readonly string[]): Promise<void> {
  const { rows } = await tx.query(
    "select 1 from assignment where id = any($1::uuid[]) and sandbox is not null limit 1",
    [ids],
  );
  if (rows.length > 0) throw new Refusal("kept_by_sandbox");
}

const WINDOWED: ReadonlySet<Source> = new Set<Source>(["assignment", "post", "groupMember"]);
const TABLES: Readonly<Record<Source, string>> = {
  assignment: "assignment",
  post: "post",
  groupMember: "group_member",
  group: `"group"`,
  person: "person",
};

async function refuseReversedWindow(
  tx: Executor,
  source: Source,
  ids: readonly string[],
): Promise<void> {
  if (!WINDOWED.has(source)) return;
  const { rows } = await tx.query(
    `select 1 from ${TABLES[source]} where id = any($1::uuid[]) and "from" >= until`,
    [ids],
  );
  if (rows.length > 0) throw new Refusal("window_reversed");
}

/** Owner and unit of these records follow from what they say. */
const PLACES: Readonly<Partial<Record<Source, string>>> = {
  assignment: `update assignment a set owner = coalesce(a.person, a.owner),
    unit = coalesce(a.at_unit, (select p.unit from person p where p.id = a.person), a.unit) where a.id = any($1::uuid[])`,
  post: "update post set owner = coalesce(person, owner) where id = any($1::uuid[])",
  groupMember: "update group_member set owner = person where id = any($1::uuid[])",
  person: "update person set owner = id where id = any($1::uuid[])",
};

/** What somebody makes is theirs at first, wherever it stands: that alone lets nobody appoint in another's region (R154). */
const STANDING: ReadonlySet<Source> = new Set<Source>(["person", "post", "group"]);

async function readUnits(
  tx: Executor,
  source: Source,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (!STANDING.has(source) || ids.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; unit: string | null }>(
    `select id, unit from ${TABLES[source]} where id = any($1::uuid[]) and ${LIVE}`,
    [ids],
  );
  return new Map(rows.map(({ id, unit }) => [id, unit]));
}

function demandStanding(subject: Subject, object: Source, unit: string | null): void {
  const by = ["create", "edit", "import"].map((action) => ({ object, action }));
  if (!by.some((action) => reaches(subject, action, "unit", unit))) throw new Refusal("forbidden");
}

/** The writer's right is asked once more, of the record where it really stands. */
async function keepPlaces(
  tx: Executor,
  subject: Subject,
  source: Source,
  ids: readonly string[],
): Promise<void> {
  const place = PLACES[source];
  if (!place) return;
  await tx.query(place, [ids]);
  if (source !== "assignment") return;
  for (const id of ids) {
    const { rows } = await tx.query(
      `select 1 from assignment where id = $1 and deleted_at is null`,
      [id],
    );
    if (rows.length === 0) continue;
    const record = await findRecord(tx, subject, { object: "assignment" }, id);
    const may = (action: string) =>
      record && decide(subject.compiled, "assignment", action, record.facts, record.context).allow;
    if (!may("create") && !may("edit")) throw new Refusal("forbidden");
  }
}
