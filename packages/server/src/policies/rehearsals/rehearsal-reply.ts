/** Rounds of trial as whoever may look at the whole policy reads them, and as who is named in one does. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import type { Model } from "../../derive/model.ts";
import { Refusal } from "../../errors.ts";
import { demandPlan } from "../../gate/guard.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Caller } from "../../gate/mutate.ts";
import type { Subject } from "../../gate/subject.ts";
import type {
  MyRehearsals,
  Reference,
  RehearsalRound,
  RehearsalsReply,
  RoleDifference,
} from "../../http/contract.ts";
import {
  isNothing,
  readChanges,
  readDraftNumbered,
  readOpenDraft,
  type Draft,
} from "../draft-store.ts";
import { namesOf, speechOver } from "../draft-reply.ts";
import { classLine } from "../class-words.ts";
import {
  rolesTouched,
  worldOfDraft,
  type ClassChange,
  type PolicyChanges,
  type RoleChange,
} from "../draft-world.ts";
import { readHoldings } from "../holdings.ts";
import { mayOverPolicy } from "../over-policy.ts";
import { roleDifference } from "../policy-diff.ts";
import { isSameRole, type RoleContent } from "../role-content.ts";
import { readRoles } from "../role-rows.ts";
import {
  readRepresentatives,
  readRounds,
  readRunningFor,
  readVerdicts,
  type Rehearsal,
  type Representative,
  type Verdict,
} from "./rehearsal-store.ts";
import { tasksFor } from "./shipped-tasks.ts";

interface Parts {
  readonly db: Executor;
  readonly gate: Gate;
}

const NONE: RehearsalsReply = { roles: [], rounds: [], mayStart: false };

/** `number`: of the draft; the open one where null. Without rights over the whole policy: as if there were none. */
export const rehearsalsReply = (
  { db, gate }: Parts,
  caller: Caller,
  number: number | null,
): Promise<RehearsalsReply> =>
  gate.read(
    caller,
    { object: "policyDraft", action: "rehearsals", records: [] },
    async (subject) => {
      const draft = mayOverPolicy(subject, "view")
        ? await (number === null ? readOpenDraft(db) : readDraftNumbered(db, number))
        : null;
      if (!draft && number !== null) throw new Refusal("not_found");
      const result = draft ? await describe(db, subject, draft) : NONE;
      // Behind the reads: a right that was taken while they ran gives nothing out.
      await demandPlan(db, subject);
      return { result, records: draft ? [draft.id] : [] };
    },
  );

async function describe(db: Executor, subject: Subject, draft: Draft): Promise<RehearsalsReply> {
  const changes = await readChanges(db, draft.id);
  const rounds = await readRounds(db, draft.id);
  const mayStart =
    draft.state !== "published" && draft.state !== "discarded" && mayOverPolicy(subject, "edit");
  return {
    roles: mayStart ? await rolesToTry(db, subject, changes) : [],
    rounds: await describeRounds(db, subject, rounds, changes),
    mayStart: mayStart && !isNothing(changes),
  };
}

async function rolesToTry(
  db: Executor,
  subject: Subject,
  changes: PolicyChanges,
): Promise<RehearsalsReply["roles"]> {
  const world = worldOfDraft(subject.world, changes);
  const touched = rolesTouched(subject.world, world);
  const roles = world.policy.roles.filter(({ id }) => touched.has(id));
  const stored = await readRoles(db, [...touched]);
  const holdings = [...(await readHoldings(db)).values()];
  return roles.map(({ id, name }) => ({
    role: id,
    name,
    holders: holdings.filter((held) => held.has(id)).length,
    tasks: tasksFor(stored.get(id)?.content.preset ?? null),
  }));
}

async function describeRounds(
  db: Executor,
  subject: Subject,
  rounds: readonly Rehearsal[],
  changes: PolicyChanges,
): Promise<readonly RehearsalRound[]> {
  const ids = rounds.map(({ id }) => id);
  const people = await readRepresentatives(db, ids);
  const verdicts = await readVerdicts(db, ids);
  const roles = await readRoles(db, null);
  const contents = [...rounds.map(({ policy }) => policy), changes].flatMap(({ roles: of }) => of);
  const speech = await speechOver(db, subject, [
    ...contents.map(({ content }) => content),
    ...[...roles.values()].map(({ content }) => content),
  ]);
  const nameOf = await namesOf(db, subject, [
    ...rounds.map(({ by }) => by),
    ...people.map(({ person }) => person),
  ]);
  const published = new Map(
    [...roles].flatMap(([id, { isGone, content }]) => (isGone ? [] : [[id, content] as const])),
  );
  return rounds.map((round, index) => {
    // The latest first: what came after a round stands before it.
    const next = index === 0 ? changes : rounds[index - 1]!.policy;
    return {
      id: round.id,
      round: round.round,
      by: nameOf(round.by)!,
      startedAt: round.startedAt.toISOString(),
      until: round.until.toISOString(),
      endedAt: round.endedAt?.toISOString() ?? null,
      parts: partsOf(round, { people, verdicts, published, nameOf: (id) => nameOf(id)! }),
      followed: differences(round.policy.roles, next.roles, { published, speech }),
      followedClasses: classDifferences(round.policy.classes, next.classes, subject.world.model),
    };
  });
}

interface Around {
  readonly people: readonly Representative[];
  readonly verdicts: readonly Verdict[];
  readonly published: ReadonlyMap<string, RoleContent>;
  readonly nameOf: (id: string) => Reference;
}

function partsOf(
  { id, tasks, policy }: Rehearsal,
  { people, verdicts, published, nameOf }: Around,
): RehearsalRound["parts"] {
  return [...Map.groupBy(tasks, ({ role }) => role)].map(([role, own]) => ({
    role,
    name: wordsOf(policy.roles.find((one) => one.role === role)?.content ?? published.get(role)),
    people: people
      .filter((one) => one.rehearsal === id && one.roles.includes(role))
      .map(({ person, begunAt }) => ({ ...nameOf(person), hasBegun: begunAt !== null })),
    tasks: own.map((task) => ({
      id: task.id,
      text: task.text,
      expect: task.expect,
      verdicts: verdicts
        .filter((one) => one.task === task.id)
        .map(({ person, verdict, remark, at }) => ({
          person: nameOf(person),
          verdict,
          remark,
          at: at.toISOString(),
        })),
    })),
  }));
}

const wordsOf = (content: RoleContent | undefined): Text =>
  content
    ? { zh: content.name, en: content.nameEnglish ?? content.name }
    : { zh: "已归档的角色", en: "An archived role" };

type Speech = Awaited<ReturnType<typeof speechOver>>;

/** What one state of the draft has that the other had not. */
function differences(
  before: readonly RoleChange[],
  after: readonly RoleChange[],
  {
    published,
    speech,
  }: { readonly published: ReadonlyMap<string, RoleContent>; readonly speech: Speech },
): readonly RoleDifference[] {
  const stateIn = (changes: readonly RoleChange[], role: string): RoleContent | null => {
    const change = changes.find((one) => one.role === role);
    return change ? change.content : (published.get(role) ?? null);
  };
  const touched = [...new Set([...before, ...after].map(({ role }) => role))];
  return touched.flatMap((role) => {
    const [was, is] = [stateIn(before, role), stateIn(after, role)];
    const isSame = was === is || (was !== null && is !== null && isSameRole(was, is));
    return isSame ? [] : [roleDifference(was, is, speech)];
  });
}

/** The same of the classes of fields; what a state does not speak of is as published. */
function classDifferences(
  before: PolicyChanges["classes"],
  after: PolicyChanges["classes"],
  model: Model,
): RehearsalRound["followedClasses"] {
  const keyOf = ({ object, field }: ClassChange): string => `${object}.${field}`;
  const touched = new Map([...before, ...after].map((change) => [keyOf(change), change]));
  return [...touched].flatMap(([key, { object, field }]) => {
    const published = model.objects.get(object)?.fields.get(field)?.declaration.sensitivity;
    const stateIn = (changes: PolicyChanges["classes"]) =>
      changes.find((one) => keyOf(one) === key)?.sensitivity ?? published;
    const [from, to] = [stateIn(before), stateIn(after)];
    return from && to && from !== to ? [classLine(model, { object, field, from, to })] : [];
  });
}

/** The reader's own: their tasks and what they said of them, and nobody else's. */
export async function myRehearsals(
  { db }: Parts,
  { person, viewing }: Caller,
): Promise<MyRehearsals> {
  if (viewing) return { rehearsals: [] };
  const running = await readRunningFor(db, person);
  const verdicts = await readVerdicts(
    db,
    running.map(({ id }) => id),
  );
  return {
    rehearsals: running.map(({ id, number, round, until, tasks, roles }) => ({
      id,
      number,
      round,
      until: until.toISOString(),
      tasks: tasks
        .filter(({ role }) => roles.includes(role))
        .map((task) => {
          const own = verdicts.find((one) => one.task === task.id && one.person === person);
          return {
            id: task.id,
            text: task.text,
            expect: task.expect,
            verdict: own?.verdict ?? null,
            remark: own?.remark ?? null,
          };
        }),
    })),
  };
}
