/** The draft, and the versions before it, as whoever may look at the whole policy reads them. */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { Model } from "../derive/model.ts";
import { demandPlan } from "../gate/guard.ts";
import { isAdministered } from "../gate/last-administrator.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject, World } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type {
  PolicyChange,
  PolicyClassChange,
  PolicyDraft,
  PolicyDraftReply,
  PolicyLine,
  PolicyVersionReply,
  PolicyVersionsReply,
  Reference,
  RoleDifference,
} from "../http/contract.ts";
import type { Services } from "../services.ts";
import type { Speech } from "./condition-sentence.ts";
import { classLine, classWarnings } from "./class-words.ts";
import { readClassesBack, readClassMoves, type ClassMove } from "./class-rows.ts";
import {
  readChanges,
  readOpenDraft,
  type Change,
  type Draft,
  type StoredClassChange,
} from "./draft-store.ts";
import { dutiesOf } from "./duties.ts";
import { rolesTouched, worldOfDraft } from "./draft-world.ts";
import { findPublishers, mayOverPolicy, needsFourEyes, type PolicyAction } from "./over-policy.ts";
import { text } from "./phrases.ts";
import { roleDifference } from "./policy-diff.ts";
import { readHoldings } from "./holdings.ts";
import { peopleMet } from "./impact/impact-reply.ts";
import type { CountedImpact } from "./impact/impacts.ts";
import { findWarnings, type Holdings } from "./policy-warnings.ts";
import { isSameRole, type RoleContent } from "./role-content.ts";
import { namedRoles, roleMeta } from "./role-list.ts";
import { rehearsalWarnings } from "./rehearsals/rehearsal-warnings.ts";
import { openRules, readSpeech } from "./rule-parts.ts";
import { readRoles, type StoredRole } from "./role-rows.ts";
import { heldWords } from "./schedule-draft.ts";
import { listVersions, readFourEyes, readPresent, readVersion } from "./versions.ts";

const actOf = (action: string) => ({ object: "policyDraft", action, records: [] }) as const;

/** Versions of one page. */
const PAGE = 30;

type Roles = ReadonlyMap<string, StoredRole>;

export const draftReply = (services: Services, caller: Caller): Promise<PolicyDraftReply> =>
  services.gate.read(caller, actOf("get"), async (subject) => {
    const result = mayOverPolicy(subject, "view") ? await wholeReply(services, subject) : NONE;
    // Behind the reads: a right that was taken while they ran gives nothing out.
    await demandPlan(services.db, subject);
    return { result, records: result.draft ? [result.draft.id] : [] };
  });

/** For who has no rights over the whole policy. */
const NONE: PolicyDraftReply = {
  draft: null,
  policy: null,
  fourEyes: { rule: "auto", isNeeded: false, others: 0 },
  may: { edit: false, submit: false, publish: false },
};

async function wholeReply(services: Services, subject: Subject): Promise<PolicyDraftReply> {
  const { db, subjects } = services;
  const draft = await readOpenDraft(db);
  const [latest] = await listVersions(db, { before: null, limit: 1 });
  const rule = await readFourEyes(db);
  const publishers = await findPublishers(db, subjects, subject.world);
  const may = (action: PolicyAction) => mayOverPolicy(subject, action);
  return {
    draft: draft && (await describe(services, subject, draft)),
    policy: latest?.number ?? null,
    fourEyes: {
      rule,
      isNeeded: needsFourEyes(rule, publishers),
      others: publishers.filter((person) => person !== subject.person).length,
    },
    may: { edit: may("edit"), submit: may("submit"), publish: may("publish") },
  };
}

async function describe(
  { db, impacts }: Services,
  subject: Subject,
  draft: Draft,
): Promise<PolicyDraft> {
  const all = await readChanges(db, draft.id);
  const { roles: changes, classes } = all;
  const world = worldOfDraft(subject.world, all);
  const roles = await readRoles(db, null);
  const holdings = await readHoldings(db);
  const touched = changes.map(({ role }) => roles.get(role)?.content);
  const speech = await speechOver(db, subject, [
    ...touched,
    ...changes.map(({ content }) => content),
  ]);
  const names = await namesOf(db, subject, [
    draft.submittedBy,
    draft.scheduledBy,
    ...[...changes, ...classes].map(({ by }) => by),
  ]);
  const { id, number, version, state, note, remark, submittedAt, fourEyes, restores } = draft;
  const { publishAt, scheduledBy, held } = draft;
  return {
    id,
    number,
    version,
    state: state as PolicyDraft["state"],
    note,
    remark,
    submittedBy: names(draft.submittedBy),
    submittedAt: submittedAt?.toISOString() ?? null,
    schedule: publishAt && { at: publishAt.toISOString(), by: names(scheduledBy)! },
    held: held && heldWords(held),
    fourEyes,
    restores,
    people: peopleCounted(subject, impacts.counted(draft, all, subject.world)) ?? {
      count: countPeople(rolesTouched(subject.world, world), holdings),
      counted: null,
    },
    changes: changes.map((change) => changeReply(change, { speech, roles, holdings, names })),
    classes: classes.map((change) => classReply(change, subject.world.model, names)),
    warnings: [
      ...classWarnings(subject.world, classes, holdings),
      ...(await warningsOf(db, subject, { world, changes, roles, holdings, speech })),
      ...(await rehearsalWarnings(db, draft.id)),
    ],
  };
}

function peopleCounted(
  reader: Subject,
  counted: CountedImpact | null,
): PolicyDraft["people"] | null {
  const count = counted && peopleMet(reader, counted.impact);
  if (count === null) return null;
  const { impact, isOutdated } = counted!;
  return { count, counted: { at: impact.at.toISOString(), isOutdated } };
}

const countPeople = (touched: ReadonlySet<string>, holdings: Holdings): number =>
  [...holdings.values()].filter((held) => [...held].some((role) => touched.has(role))).length;

interface Around {
  readonly speech: Speech;
  readonly roles: Roles;
  readonly holdings: Holdings;
  readonly names: (id: string | null) => Reference | null;
}

function changeReply(change: Change, { speech, roles, holdings, names }: Around): PolicyChange {
  const stored = roles.get(change.role);
  const before = published(stored);
  const people = countPeople(new Set([change.role]), holdings);
  const metaOf = (content: RoleContent | null) =>
    content && {
      ...roleMeta({ ...content, version: stored?.version ?? 0 }, speech, people),
      rules: openRules(content.definition, speech.model),
      ...namedRoles(content.definition),
    };
  // What was new and has been taken away again by a publishing in between is still what it was.
  const difference =
    before === null && change.content === null
      ? { role: change.role, name: { zh: "", en: "" }, kind: "archived" as const, lines: [] }
      : roleDifference(before, change.content, speech);
  return {
    ...difference,
    change: change.version,
    by: names(change.by)!,
    at: change.at.toISOString(),
    isOutdated: (stored?.version ?? null) !== change.base,
    before: metaOf(before),
    after: metaOf(change.content),
  };
}

function classReply(
  { object, field, version, base, sensitivity, by, at }: StoredClassChange,
  model: Model,
  names: Around["names"],
): PolicyClassChange {
  const now = model.objects.get(object)?.fields.get(field)?.declaration.sensitivity;
  return {
    object,
    field,
    from: base,
    sensitivity,
    line: classLine(model, { object, field, from: base, to: sensitivity }),
    change: version,
    by: names(by)!,
    at: at.toISOString(),
    isOutdated: now !== base,
  };
}

const published = (stored: StoredRole | undefined): RoleContent | null =>
  stored && !stored.isGone ? stored.content : null;

async function warningsOf(
  db: Executor,
  { world: present }: Subject,
  {
    world,
    changes,
    roles,
    holdings,
    speech,
  }: {
    readonly world: World;
    readonly changes: readonly Change[];
    readonly roles: Roles;
    readonly holdings: Holdings;
    readonly speech: Speech;
  },
): Promise<PolicyDraft["warnings"]> {
  const live = [...roles.values()].flatMap((stored) => published(stored) ?? []);
  const before = new Map(live.map((content) => [content.id, content]));
  const after = new Map(before);
  for (const { role, content } of changes)
    if (content === null) after.delete(role);
    else after.set(role, content);
  return findWarnings({
    present,
    draft: world,
    changes,
    before,
    holdings,
    speech,
    duties: { present: dutiesOf(live), draft: dutiesOf([...after.values()]) },
    isAdministered: await isAdministered(db, [...after.values()]),
  });
}

/** With the names that rules of these roles name, and the names of those roles. */
export async function speechOver(
  db: Executor,
  subject: Subject,
  roles: readonly (RoleContent | null | undefined)[],
): Promise<Speech> {
  const there = roles.flatMap((role) => role ?? []);
  const rules = there.flatMap(({ definition }) => definition.rules ?? []);
  const speech = await readSpeech(db, subject, rules);
  const names = new Map(
    there.map(({ id, name, nameEnglish }) => [id, text(name, nameEnglish ?? name)]),
  );
  return { ...speech, role: (id) => names.get(id) ?? speech.role?.(id) ?? null };
}

export async function namesOf(
  db: Executor,
  subject: Subject,
  ids: readonly (string | null)[],
): Promise<Around["names"]> {
  const people = [...new Set(ids.filter((id) => id !== null))];
  const titles = await readTitles(db, subject, "person", people);
  return (id) => (id === null ? null : { id, title: titles.get(id) ?? null });
}

/** Without rights over the whole policy: as if there were none. */
export const versionsReply = (
  { gate, db }: Services,
  caller: Caller,
  before: number | null,
): Promise<PolicyVersionsReply> =>
  gate.read(caller, actOf("versions"), async (subject) => {
    const mayView = mayOverPolicy(subject, "view");
    const found = mayView ? await listVersions(db, { before, limit: PAGE + 1 }) : [];
    const shown = found.slice(0, PAGE);
    const people = shown.flatMap(({ publishedBy, submittedBy }) => [publishedBy, submittedBy]);
    const names = await namesOf(db, subject, people);
    const versions = shown.map((one) => ({
      ...one,
      at: one.at.toISOString(),
      scheduledFor: one.scheduledFor?.toISOString() ?? null,
      publishedBy: names(one.publishedBy),
      submittedBy: names(one.submittedBy),
    }));
    await demandPlan(db, subject);
    const next = found.length > PAGE ? shown.at(-1)!.number : null;
    return { result: { versions, next }, records: [] };
  });

export const versionReply = (
  { gate, db }: Services,
  caller: Caller,
  number: number,
): Promise<PolicyVersionReply> =>
  gate.read(caller, actOf("versions"), async (subject) => {
    const version = mayOverPolicy(subject, "view") ? await readVersion(db, number) : null;
    if (!version) throw new Refusal("not_found");
    const before = await readVersion(db, number - 1);
    const present = await readPresent(db);
    const all = [version, present, ...(before ? [before] : [])].flatMap(({ roles }) => roles);
    const speech = await speechOver(db, subject, all);
    const classes = {
      since: classLines(await readClassMoves(db, number), speech),
      back: classLines(await readClassesBack(db, number), speech),
    };
    await demandPlan(db, subject);
    const result = {
      number,
      since: before ? differencesBetween(before.roles, version.roles, speech) : [],
      back: differencesBetween(present.roles, version.roles, speech),
      classes,
    };
    return { result, records: [] };
  });

function differencesBetween(
  before: readonly RoleContent[],
  after: readonly RoleContent[],
  speech: Speech,
): readonly RoleDifference[] {
  const [old, now] = [before, after].map(
    (roles) => new Map(roles.map((role) => [role.id, role])),
  ) as [Map<string, RoleContent>, Map<string, RoleContent>];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id) ?? null, now.get(id) ?? null];
    return was && is && isSameRole(was, is) ? [] : [roleDifference(was, is, speech)];
  });
}

const classLines = (moves: readonly ClassMove[], { model }: Speech): readonly PolicyLine[] =>
  moves.map(({ base, sensitivity, ...place }) =>
    classLine(model, { ...place, from: base, to: sensitivity }),
  );
