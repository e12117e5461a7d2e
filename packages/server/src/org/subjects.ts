/**
 * Loads the world (registry, roles, tree) and subjects (a person with live and coming assignments), and keeps them until
 * a guard finds them stale. Nothing here has a time to live: a plan that does not hold any more is never executed.
 */
import { isDeepStrictEqual } from "node:util";
import { compile, type Assignment, type CompiledSubject, type Text } from "@latchkey/policy";
import type { Database, Executor } from "../db/database.ts";
import { Recent } from "../db/recent.ts";
import { buildModel, type CustomField, type FieldLabel } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import {
  MAX_ATTEMPTS,
  StalePlan,
  withSubject,
  type HeldSandbox,
  type Subject,
  type Subjects,
  type Viewing,
  type World,
} from "../gate/subject.ts";
import { contextAt, nextTurn } from "../gate/day-time.ts";
import { demandViewAs } from "../gate/view-as.ts";
import type { ObjectDeclaration } from "../objects/declaration.ts";
import { policyOf } from "../policies/draft-world.ts";
import { edgesOf, marksOf } from "../policies/rule-parts.ts";
import { ROLE_CONTENT_COLUMNS, roleOfContent, type RoleContent } from "../policies/role-content.ts";
import type { SandboxRow } from "../policies/sandboxes/sandbox-role.ts";
import { functionsOf, withFunctions } from "../policies/team-functions.ts";
import { buildUnitTree, type UnitRow } from "./unit-tree.ts";

/** People whose subjects are kept; the least recently asked for goes first. */
const MAX_KEPT = 5_000;

/** Of those who look as somebody else does; few do so at a time. */
const MAX_VIEWED = 50;

export interface SubjectStore extends Subjects {
  world(): Promise<World>;
  /** Compiled for any person, under the present world: for "who can see this" and for explanations. */
  load(executor: Executor, world: World, person: string): Promise<Subject>;
  /** The same for many at once. */
  loadAll(executor: Executor, world: World, people: readonly string[]): Promise<readonly Subject[]>;
  loadWorld(executor: Executor): Promise<World>;
  /** `<world>-<subject>`, two numbers, as the person was loaded last; null before they were. */
  versionFor(person: string): string | null;
}

export function createSubjects(
  db: Database,
  declarations: readonly ObjectDeclaration[],
): SubjectStore {
  const kept = new Recent<string, Kept>(MAX_KEPT);
  const viewed = new Recent<string, Viewed>(MAX_VIEWED);
  const worlds = keepWorld(db, declarations, () => kept.clear());

  async function reload(person: string, viewing?: Viewing): Promise<Subject> {
    if (viewing) return reloadViewing(person, viewing);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const row = await readPerson(db, person);
      const present = await worlds.at(row.policy);
      // Who they are and what roles there are must be of one moment: just approved, a sandbox is held before it is known.
      if (present.version !== row.policy) continue;
      const before = kept.get(person);
      // Nothing has changed: then what was planned for them stays planned.
      if (before && isStill(before, present, row)) return before.subject;
      const subject = toSubject(present, row);
      kept.set(person, { subject, row });
      return subject;
    }
    throw new StalePlan();
  }

  /** Whether the one may still look as the other is asked whenever a version of either has changed. */
  async function reloadViewing(person: string, viewing: Viewing): Promise<Subject> {
    try {
      const viewer = await withSubject({ reload, current: reload }, { person }, async (asker) => {
        await demandViewAs(db, asker, viewing.target);
        return asker;
      });
      const target = await reload(viewing.target);
      const { rows } = await db.query<{ isOver: boolean }>(
        `select $1::timestamptz <= statement_timestamp() as "isOver"`,
        [viewing.until],
      );
      if (rows[0]!.isOver) throw new Refusal("viewing_over");
      const before = viewed.get(keyOf(person, viewing));
      // As above: what was planned stays planned.
      if (before?.viewer === viewer && before.target === target) return before.subject;
      const subject = viewedBy(viewer, target, viewing.until);
      viewed.set(keyOf(person, viewing), { subject, viewer, target });
      return subject;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await db.query(
        "update viewing_as set until = least(until, statement_timestamp()) where person = $1 and target = $2",
        [person, viewing.target],
      );
      throw new Refusal("viewing_over");
    }
  }

  return {
    world: worlds.present,
    reload,
    current: async (person, viewing) =>
      (viewing ? viewed.get(keyOf(person, viewing)) : kept.get(person))?.subject ??
      reload(person, viewing),
    load: loadSubject,
    loadAll: loadSubjects,
    loadWorld: (executor) => loadWorld(executor, declarations),
    versionFor(person) {
      const subject = kept.get(person)?.subject;
      return subject ? `${subject.world.version}-${subject.version}` : null;
    },
  };
}

/** One world is kept until it is found old; `forget` is told that another has taken its place. */
function keepWorld(
  db: Database,
  declarations: readonly ObjectDeclaration[],
  forget: () => void,
): { at(version: string): Promise<World>; present(): Promise<World> } {
  let current: World | null = null;

  /** Of this version if that is the one that is kept, or else as it is by now. */
  async function at(version: string): Promise<World> {
    if (current?.version === version) return current;
    const loaded = await loadWorld(db, declarations);
    current = loaded;
    forget();
    return loaded;
  }

  return {
    at,
    async present() {
      const { rows } = await db.query<{ n: string }>("select n from policy_state");
      return at(rows[0]!.n);
    },
  };
}

async function loadWorld(
  executor: Executor,
  declarations: readonly ObjectDeclaration[],
): Promise<World> {
  // The version first: what is read after it is at least as new, and a newer version is found stale by the guard.
  const state = await executor.query<{ n: string } & Record<string, string | null>>(
    "select n, organisation, zone, currency from policy_state",
  );
  const { n, organisation, zone, currency } = state.rows[0]!;
  const custom = await executor.query<CustomField>(
    `select object, name, declaration, place from custom_field where not archived order by position, created_at, name`,
  );
  const labels = await executor.query<FieldLabel>("select object, name, label from field_label");
  const units = await executor.query<UnitRow>(
    "select id, parent, name from unit where deleted_at is null",
  );
  const roles = await executor.query<RoleContent>(
    `select ${ROLE_CONTENT_COLUMNS} from role where deleted_at is null`,
  );
  const sandboxes = (await executor.query<SandboxRow>(SANDBOXES_SQL)).rows;
  const functions = functionsOf(roles.rows);
  const model = buildModel(withFunctions(declarations, functions), custom.rows, labels.rows);
  const published = roles.rows.map((role) => roleOfContent(role, model));
  const policy = policyOf({ published, functions, sandboxes, model });
  const tree = buildUnitTree(units.rows);
  return {
    version: n,
    model,
    contents: roles.rows,
    published,
    functions,
    policy,
    sandboxes,
    tree,
    organisation: { name: organisation ?? "", zone: zone!, currency: currency! },
    edges: edgesOf(policy),
    marks: marksOf(policy),
  };
}

/** Those that are over stay as long as people look back at what they held. */
const SANDBOXES_SQL = `select id, name, reason, content from sandbox
  where approved_at is not null and content is not null and deleted_at is null
    and until > statement_timestamp() - interval '1 year' order by created_at, id`;

interface SubjectRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly locale: string | null;
  readonly zone: string | null;
  readonly n: string;
  /** `policy_state.n` of the same moment. */
  readonly policy: string;
  readonly now: Date;
  readonly posts: readonly {
    id: string;
    title: string;
    role: string;
    unit: string | null;
    from: string | null;
    until: string | null;
  }[];
  /** One for each time somebody is in it. */
  readonly groups: readonly {
    id: string;
    name: string;
    from: string | null;
    until: string | null;
    /** Ids of the posts that a rule asked for; null: they were put there by hand. */
    through: readonly string[] | null;
  }[];
  readonly assignments: readonly {
    id: string;
    role: string;
    atUnit: string | null;
    group: string | null;
    from: string | null;
    until: string | null;
    reason: string;
    /** Name of the sandbox that brings it, and its id. */
    sandbox: string | null;
    sandboxId: string | null;
  }[];
}

/** Ended windows are left out: history is asked of the tables, not of the subject. */
const SUBJECT_SQL = `
  with groups as (
    select m.person, g.id, g.name, m."from", m.until, m.through from group_member m
    join "group" g on g.id = m."group" and g.deleted_at is null
    where m.person = any($1::uuid[]) and m.deleted_at is null and (m.until is null or m.until > statement_timestamp())
  )
  select p.id, p.name, p.unit, p.locale, p.zone, v.n, (select n from policy_state) as policy, statement_timestamp() as now,
    coalesce((select json_agg(json_build_object('id', o.id, 'title', o.title, 'role', o.role, 'unit', o.unit, 'from', o."from", 'until', o.until) order by o.id)
      from post o where o.person = p.id and o.deleted_at is null and (o.until is null or o.until > statement_timestamp())), '[]') as posts,
    coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name, 'from', g."from", 'until', g.until, 'through', g.through) order by g.id, g."from")
      from groups g where g.person = p.id), '[]') as groups,
    coalesce((select json_agg(json_build_object('id', a.id, 'role', a.role, 'atUnit', a.at_unit, 'group', a."group", 'from', a."from", 'until', a.until, 'reason', a.reason, 'sandbox', s.name, 'sandboxId', s.id) order by a.id)
      from assignment a left join sandbox s on s.id = a.sandbox where (a.person = p.id or a."group" = any(array(select g.id from groups g where g.person = p.id)))
        and a.deleted_at is null and (a.until is null or a.until > statement_timestamp())), '[]') as assignments
  from person p join subject_version v on v.person = p.id
  where p.id = any($1::uuid[]) and p.deleted_at is null and p.status = 'active' and not v.suspended`;

interface Kept {
  readonly subject: Subject;
  /** What the subject was made of. */
  readonly row: SubjectRow;
}

const isStill = ({ subject, row: before }: Kept, world: World, row: SubjectRow): boolean =>
  subject.world === world &&
  (subject.validUntil === null || subject.validUntil > row.now) &&
  isDeepStrictEqual({ ...before, now: row.now }, row);

const loadSubject = async (executor: Executor, world: World, person: string): Promise<Subject> =>
  toSubject(world, await readPerson(executor, person));

async function readPerson(executor: Executor, person: string): Promise<SubjectRow> {
  const { rows } = await executor.query<SubjectRow>(SUBJECT_SQL, [[person]]);
  if (!rows[0]) throw new Refusal("suspended");
  return rows[0];
}

async function loadSubjects(
  executor: Executor,
  world: World,
  people: readonly string[],
): Promise<readonly Subject[]> {
  const { rows } = await executor.query<SubjectRow>(SUBJECT_SQL, [people]);
  const subjects = rows.map((row) => toSubject(world, row));
  if (rows[0] && rows[0].policy !== world.version) demandKnownRoles(world, subjects);
  return subjects;
}

/** Throws where somebody holds what came after the world that is asked about. */
function demandKnownRoles({ policy }: World, subjects: readonly Subject[]): void {
  const known = new Set(policy.roles.map(({ id }) => id));
  const held = subjects.flatMap(({ holder }) => holder.assignments);
  if (held.some(({ role }) => !known.has(role))) throw new StalePlan();
}

interface Viewed {
  readonly subject: Subject;
  /** The two it was made of. */
  readonly viewer: Subject;
  readonly target: Subject;
}

const keyOf = (person: string, { target, until }: Viewing): string =>
  `${person} ${target} ${until.toISOString()}`;

/** The target, each of whose assignments does no more than its viewer may as well. */
function viewedBy(viewer: Subject, target: Subject, until: Date): Subject {
  const { world, holder, context } = target;
  const bounded = {
    ...holder,
    assignments: holder.assignments.map((assignment) => ({
      ...assignment,
      bound: { subject: viewer.person },
    })),
  };
  const ends = [viewer.validUntil, target.validUntil, until].filter((end) => end !== null);
  const { person, name, version, unit } = viewer;
  const { model, policy, tree } = world;
  return {
    person: target.person,
    name: target.name,
    locale: target.locale,
    zone: target.zone,
    posts: target.posts,
    sandboxes: target.sandboxes,
    unit: target.unit,
    version: target.version,
    world,
    holder: bounded,
    compiled: compile({
      schema: model.schema,
      policy,
      tree,
      now: Number(context["now"]),
      subject: bounded,
      others: [viewer.holder],
    }),
    validUntil: ends.toSorted((a, b) => a.getTime() - b.getTime())[0]!,
    context,
    viewer: { person, name, version, unit, screens: target, until },
  };
}

const moment = (text: string | null): number | null => (text === null ? null : Date.parse(text));

function toSubject(world: World, row: SubjectRow): Subject {
  const now = row.now.getTime();
  const isLive = (window: { from: string | null }) =>
    window.from === null || Date.parse(window.from) <= now;
  const livePosts = row.posts.filter(isLive);
  const units = [
    ...new Set([row.unit, ...livePosts.map(({ unit }) => unit)].filter((unit) => unit !== null)),
  ];
  const groups = [...new Set(row.groups.filter(isLive).map(({ id }) => id))];
  const holder = {
    id: row.id,
    attributes: { units, groups, principals: [row.id, ...units, ...groups] },
    assignments: assignmentsOf(world, row),
  };
  const { policy, tree, model } = world;
  let compiled: CompiledSubject | null = null;
  return {
    person: row.id,
    name: row.name,
    unit: row.unit,
    version: row.n,
    world,
    sandboxes: sandboxesOf(row),
    holder,
    get compiled() {
      return (compiled ??= compile({ schema: model.schema, policy, tree, now, subject: holder }));
    },
    locale: row.locale === "en" ? "en" : "zh",
    zone: row.zone ?? world.organisation.zone,
    posts: livePosts.map((post) => postName(world, post)),
    validUntil: nearest(
      [
        ...world.edges,
        nextTurn(now, world.organisation.zone, world.marks),
        ...holder.assignments.flatMap(({ from, until }) => [from, until]),
        ...[...row.posts, ...row.groups].flatMap(({ from, until }) => [
          moment(from),
          moment(until),
        ]),
      ],
      now,
    ),
    context: contextAt(now, world.organisation.zone),
  };
}

/** A post or a group brings its role through an assignment like any other, so that everything explains itself alike. */
function assignmentsOf(world: World, row: SubjectRow): readonly Assignment[] {
  const posts = row.posts.map((post) => {
    const { id, role, unit, from, until } = post;
    const { zh, en } = postName(world, post);
    return {
      id,
      role,
      unit,
      from: moment(from),
      until: moment(until),
      because: { zh: `岗位：${zh}`, en: `Post: ${en}` },
    };
  });
  const granted = row.assignments.flatMap(({ id, role, atUnit, group, from, until, ...why }) => {
    const own = { id, role, unit: atUnit ?? row.unit, from: moment(from), until: moment(until) };
    const because = reasonOf(why);
    if (group === null) return [{ ...own, because }];
    const memberships = row.groups.filter((one) => one.id === group);
    return memberships.map((membership) => ({
      ...own,
      from: latest(own.from, moment(membership.from)),
      until: earliest(own.until, moment(membership.until)),
      because: throughGroup(world, row, membership, because),
    }));
  });
  return [...posts, ...granted];
}

/** By a rule, the post that it asks for is said too. */
function throughGroup(
  world: World,
  { posts }: SubjectRow,
  { name, through }: SubjectRow["groups"][number],
  { zh, en }: Text,
): Text {
  const post = through === null ? undefined : posts.find(({ id }) => through.includes(id));
  if (!post) return { zh: `人员组“${name}”：${zh}`, en: `Group ${name}: ${en}` };
  const title = postName(world, post);
  return {
    zh: `人员组“${name}”（按规则，因岗位“${title.zh}”）：${zh}`,
    en: `Group ${name} (by its rule, for the post ${title.en}): ${en}`,
  };
}

const reasonOf = ({
  sandbox,
  reason,
}: Pick<SubjectRow["assignments"][number], "sandbox" | "reason">): Text =>
  sandbox === null
    ? { zh: reason, en: reason }
    : { zh: `时限沙箱“${sandbox}”：${reason}`, en: `Sandbox ${sandbox}: ${reason}` };

function sandboxesOf({ assignments }: SubjectRow): readonly HeldSandbox[] {
  const held = new Map<string, HeldSandbox>();
  for (const { sandbox, sandboxId: id, from, until } of assignments)
    if (id !== null && from !== null && until !== null)
      held.set(id, { id, name: sandbox ?? "", from: Date.parse(from), until: Date.parse(until) });
  return [...held.values()];
}

/** A title in Chinese says nothing to who reads English: there the name of its role stands for it. */
function postName(world: World, post: { readonly title: string; readonly role: string }): Text {
  const role = world.policy.roles.find(({ id }) => id === post.role);
  return {
    zh: post.title,
    en: /\p{Script=Han}/u.test(post.title) ? role?.name.en || post.title : post.title,
  };
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

function nearest(edges: readonly (number | null)[], now: number): Date | null {
  const ahead = edges.filter((edge) => edge !== null && edge > now) as number[];
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}
