/**
 * Records that decide what people may do. Whoever writes one makes the plans of those it concerns stale, and waits,
 * before changing anything, for the writes those people have under way (R148).
 *
 * The locks are taken before the shared ones of the same transaction: going from shared to exclusive would let two
 * administrators wait for each other for ever.
 */
import type { Executor } from "../db/database.ts";
import { UUID } from "../fields/shared.ts";
import { groupsOfCampaigns, haveRule, membersOf } from "./group-members.ts";
import { bumpPolicy, bumpSubjects, lockForWrite, lockPolicy, lockSubjects } from "./guard.ts";
import type { Act } from "./mutate.ts";
import { StalePlan } from "./subject.ts";

/** What collects in a draft decides nothing until then. */
export const isPublishing = ({ object, action }: Pick<Act, "object" | "action">): boolean =>
  object === "policyDraft" && action === "publish";

/** Everybody, or these people. */
export type Concerned = "everybody" | readonly string[];

type FindConcerned = (
  executor: Executor,
  act: Act,
  values: Readonly<Record<string, unknown>>,
) => Promise<Concerned>;

const everybody: FindConcerned = async () => "everybody";

const EFFECTS: Readonly<Record<string, FindConcerned>> = {
  role: everybody,
  unit: everybody,
  person: async (_, { records }) => records,
  post: (executor, act, values) => peopleOf(executor, "post", act, values),
  groupMember: (executor, act, values) => peopleOf(executor, "group_member", act, values),
  group: membersNowAndThen,
  assignment: holdersOf,
};

/** A sandbox is a role while it lasts: the world has one more, or some people hold one for another time. */
const OF_SANDBOXES: Readonly<Record<string, FindConcerned>> = {
  open: everybody,
  prolong: (executor, act) => inSandboxes(executor, act.records),
  end: (executor, act) => inSandboxes(executor, act.records),
};

const OF_TEAMS: FindConcerned = async (executor, act, values) =>
  (await groupsOfPlaces(executor, act, values)).length === 0 ? [] : "everybody";

const PLACING: ReadonlySet<string> = new Set(["share", "unshare"]);

export const decidesRights = (object: string): boolean => Object.hasOwn(EFFECTS, object);

/** Acts that run as writes for the sake of their trace and change nothing. */
export const READING: ReadonlySet<string> = new Set([
  "history",
  "reveal",
  "allowReveal",
  "probe",
  "print",
  "prepareImport",
  "viewAs",
  "endViewAs",
]);

/** Acts that change many records, which become known part by part only (exchange/import-together.ts, undo-portion.ts). */
export const IN_PARTS: ReadonlySet<string> = new Set(["import", "undoImport"]);

/** Acts on what an object's records are made of: every plan names fields. */
const RESHAPING: ReadonlySet<string> = new Set([
  "addField",
  "changeField",
  "archiveField",
  "restoreField",
  "orderFields",
  "relabelField",
]);

function effectOf({ object, action }: Act): FindConcerned | undefined {
  if (RESHAPING.has(action) || isPublishing({ object, action })) return everybody;
  if (object === "sandbox") return OF_SANDBOXES[action];
  if (object === "participant" || (object === "campaign" && PLACING.has(action)))
    return READING.has(action) ? undefined : OF_TEAMS;
  return READING.has(action) ? undefined : EFFECTS[object];
}

/**
 * Takes every lock a write of this act needs. Returns what to do once the write is done, with the records it touched; that
 * gives whom it concerned, null where it decides no rights.
 */
export async function lockForAct(
  tx: Executor,
  person: string,
  act: Act,
  values: Readonly<Record<string, unknown>> = {},
): Promise<(touched: readonly string[]) => Promise<Concerned | null>> {
  const find = effectOf(act);
  if (!find) {
    await lockForWrite(tx, person);
    return async () => null;
  }
  // A file names its people row by row, after the locks: everybody waits for it.
  const concerned = IN_PARTS.has(act.action) ? "everybody" : await find(tx, act, values);
  if (concerned === "everybody") await lockPolicy(tx);
  else await lockSubjects(tx, concerned);
  await lockForWrite(tx, person);
  return async (touched) => {
    if (concerned === "everybody") {
      if (act.object === "person") await bumpSubjects(tx, touched);
      await bumpPolicy(tx);
      return concerned;
    }
    const now = await find(tx, act, values);
    // Between looking and locking, the record may have come to concern somebody else: start again.
    if (now === "everybody" || now.some((one) => !concerned.includes(one))) throw new StalePlan();
    // A new person gets their first version with their record.
    await bumpSubjects(tx, act.object === "person" ? [...concerned, ...touched] : concerned);
    return concerned;
  };
}

const idsIn = (values: readonly unknown[]): readonly string[] =>
  values
    .map((value) =>
      typeof value === "object" && value !== null ? (value as { id?: unknown }).id : value,
    )
    .filter((id): id is string => typeof id === "string" && UUID.test(id));

const MEMBER = `m.deleted_at is null and m."group"`;

/** The person a record names now, and the one it is about to name. */
async function peopleOf(
  executor: Executor,
  table: string,
  { records }: Act,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const named = await ids(
    executor,
    `select person as id from ${table} where id = any($1::uuid[]) and person is not null`,
    [records],
  );
  return [...new Set([...named, ...idsIn([values["person"]])])];
}

/** Whom a rule will bring in is not known before it has. */
async function membersNowAndThen(executor: Executor, { action, records }: Act): Promise<Concerned> {
  if (action === "setRule" || (await haveRule(executor, records))) return "everybody";
  return membersOf(executor, records);
}

/** The groups whose rules ask for the campaigns in whose teams places are written. */
export async function groupsOfPlaces(
  executor: Executor,
  { object, records }: Pick<Act, "object" | "records">,
  values: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  if (object === "campaign") return groupsOfCampaigns(executor, records);
  const named = await ids(
    executor,
    "select record_id as id from participant where id = any($1::uuid[]) and object = 'campaign'",
    [records],
  );
  return groupsOfCampaigns(executor, [...named, ...idsIn([values["recordId"]])]);
}

const inSandboxes = (
  executor: Executor,
  sandboxes: readonly string[],
): Promise<readonly string[]> =>
  ids(
    executor,
    `select person as id from assignment where sandbox = any($1::uuid[]) and person is not null
     union select m.person from assignment a join group_member m on ${MEMBER} = a."group" where a.sandbox = any($1::uuid[])`,
    [sandboxes],
  );

/** An assignment names a person or a group, now and soon; a group is whoever is in it. */
async function holdersOf(
  executor: Executor,
  { records }: Act,
  values: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const named = await ids(
    executor,
    `select person as id from assignment where id = any($1::uuid[]) and person is not null
     union select m.person from group_member m where ${MEMBER} = any($2::uuid[])
     union select m.person from assignment a join group_member m on ${MEMBER} = a."group" where a.id = any($1::uuid[])`,
    [records, idsIn([values["group"]])],
  );
  return [...new Set([...named, ...idsIn([values["person"]])])];
}

async function ids(
  executor: Executor,
  text: string,
  values: readonly unknown[],
): Promise<readonly string[]> {
  const { rows } = await executor.query<{ id: string }>(text, values);
  return rows.map(({ id }) => id);
}
