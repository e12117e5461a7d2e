/**
 * Posts that are not what their template says (R166): they bring another role than they were made with, or their holder
 * was given something beside it by hand. What came through a group or a sandbox, what the template allows beside it (R10)
 * and what ends by itself, an exception with a reason (R12), is no deviation. Found among the posts and assignments that the reader sees.
 */
import type { Text } from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Sql } from "../fields/module.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { readArms, ROW, viewOf } from "../gate/view.ts";
import type {
  DeviatingPost,
  DeviationsReply,
  PolicyLine,
  Reference,
  TemplateName,
} from "../http/contract.ts";
import { withIncluded } from "../policies/grant-width.ts";
import { text } from "../policies/phrases.ts";
import { readRoles } from "../policies/role-rows.ts";
import { includedRole } from "../policies/templates/registry.ts";

/** Of one page. */
const PAGE = 50;

interface Post {
  readonly id: string;
  readonly version: number;
  readonly title: string | null;
  readonly person: string | null;
  readonly unit: string | null;
  readonly role: string;
  readonly template: string;
  readonly primary: boolean | null;
}

/** Given to a person by hand. */
export interface Given {
  readonly id: string;
  readonly version: number;
  readonly person: string;
  readonly role: string;
  /** Where it holds, and what it names for it. */
  readonly unit: string | null;
  readonly atUnit: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly reason: string | null;
}

/** Somebody left it as it is. */
export interface Acceptance {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export interface Deviation {
  readonly post: Post;
  /** Null: nobody has accepted what it is now. */
  readonly accepted: Acceptance | null;
  /** Beside the post; ones that the template does not speak of. */
  readonly given: readonly Given[];
}

interface Found {
  readonly posts: readonly Post[];
  readonly deviations: readonly Deviation[];
}

export async function findDeviations(executor: Executor, reader: Subject): Promise<Found> {
  const live = await readLive<Post>(executor, reader, "post", [
    "title",
    "person",
    "unit",
    "role",
    "template",
    "primary",
  ]);
  const posts = live.filter(({ role, template }) => role && template);
  const given = await readLive<Given & { group: string | null; sandbox: string | null }>(
    executor,
    reader,
    "assignment",
    ["person", "role", "unit", "atUnit", "reason", "group", "sandbox"],
  );
  const byPerson = Map.groupBy(
    given.filter(
      (one) =>
        one.person !== null && one.group === null && one.sandbox === null && one.until === null,
    ),
    ({ person }) => person,
  );
  const speaksOf = await scopeOfTemplates(executor, reader, posts);
  const beside = new Map<string, readonly Given[]>();
  for (const [person, own] of Map.groupBy(posts, (post) => post.person)) {
    if (person === null) continue;
    const isSpokenOf = ({ role, unit }: Given): boolean =>
      own.some((post) => post.unit === unit && speaksOf(post.template).has(role));
    const extra = (byPerson.get(person) ?? []).filter((one) => !isSpokenOf(one));
    // Somebody with two posts deviates once, at the one that is mainly theirs.
    const main = own.toSorted(
      (a, b) => Number(b.primary) - Number(a.primary) || (a.id < b.id ? -1 : 1),
    )[0]!;
    if (extra.length > 0) beside.set(main.id, extra);
  }
  const found = posts
    .map((post) => ({ post, given: beside.get(post.id) ?? [] }))
    .filter(({ post, given: extra }) => post.role !== post.template || extra.length > 0);
  const acceptedOf = await readAcceptances(executor, found);
  return { posts, deviations: found.map((one) => ({ ...one, accepted: acceptedOf(one) })) };
}

type FoundDeviation = Pick<Deviation, "post" | "given">;

/** What was accepted holds for what was there then. */
async function readAcceptances(
  executor: Executor,
  found: readonly FoundDeviation[],
): Promise<(one: FoundDeviation) => Acceptance | null> {
  const { rows } = await executor.query<
    Acceptance & Pick<Post, "role" | "template"> & { post: string; given: readonly string[] }
  >(
    `select post, role, template, given, reason, "by", at from post_acceptance where post = any($1::uuid[])`,
    [found.map(({ post }) => post.id)],
  );
  const byPost = new Map(rows.map((row) => [row.post, row]));
  return ({ post, given }) => {
    const kept = byPost.get(post.id);
    if (!kept || kept.role !== post.role || kept.template !== post.template) return null;
    if (!given.every(({ id }) => kept.given.includes(id))) return null;
    return { reason: kept.reason, by: kept.by, at: kept.at };
  };
}

/** By template: its role, those that come with it, and those that may stand beside it. */
async function scopeOfTemplates(executor: Executor, reader: Subject, posts: readonly Post[]) {
  const templates = [...new Set(posts.map(({ template }) => template))];
  const stored = await readRoles(executor, templates);
  const scopes = new Map(
    templates.map((id) => {
      const carried = withIncluded(reader, id).map((role) => role.id);
      const beyond = stored.get(id)?.content.definition.beyond ?? [];
      return [id, new Set([id, ...carried, ...beyond.map(includedRole)])];
    }),
  );
  return (template: string): ReadonlySet<string> => scopes.get(template)!;
}

/** Of the object, what is live and the reader sees; a cell that they do not read in full is null. */
async function readLive<Row extends object>(
  executor: Executor,
  reader: Subject,
  name: string,
  fields: readonly string[],
): Promise<readonly Row[]> {
  const view = viewOf(reader, name);
  return readArms<Row>(executor, reader, view, (arm) => {
    const cell = (field: string): Sql => arm.cell(view.object.fields.get(field)!)[0]!;
    const cells = [...fields, "from", "until"].map(
      (field) => sql`${cell(field)} as ${sql.ref(field)}`,
    );
    const [from, until] = [cell("from"), cell("until")];
    return sql`select true as present, t.id, t.version, ${sql.join(cells)} from ${sql.table(view.object.table)} as ${sql.ref(ROW)}
      where ${arm.where} and (${from} is null or ${from} <= statement_timestamp()) and (${until} is null or ${until} > statement_timestamp())`;
  });
}

export async function deviationsPage(
  executor: Executor,
  reader: Subject,
  {
    template,
    offset,
    isAccepted,
  }: { readonly template: string | null; readonly offset: number; readonly isAccepted: boolean },
): Promise<DeviationsReply> {
  const { posts, deviations } = await findDeviations(executor, reader);
  const asked = deviations
    .filter(({ accepted }) => (accepted !== null) === isAccepted)
    .filter(({ post }) => template === null || post.template === template)
    .toSorted((a, b) => (a.post.id < b.post.id ? -1 : 1));
  const shown = asked.slice(offset, offset + PAGE);
  const named = await namesFor(executor, reader, posts, shown);
  const perTemplate = Map.groupBy(posts, (post) => post.template);
  const deviating = Map.groupBy(deviations, ({ post }) => post.template);
  return {
    templates: [...perTemplate]
      .map(([id, own]) => ({
        template: templateName(reader, id, named),
        posts: own.length,
        deviating: deviating.get(id)?.filter(({ accepted }) => accepted === null).length ?? 0,
        accepted: deviating.get(id)?.filter(({ accepted }) => accepted !== null).length ?? 0,
      }))
      .toSorted((a, b) => b.posts - a.posts),
    posts: shown.map((one) => deviatingPost(reader, one, named)),
    total: asked.length,
    next: offset + PAGE < asked.length ? offset + PAGE : null,
  };
}

type Names = (object: "role" | "unit" | "person", id: string | null) => Reference | null;

async function namesFor(
  executor: Executor,
  reader: Subject,
  posts: readonly Post[],
  shown: readonly Deviation[],
): Promise<Names> {
  const ids: Readonly<Record<string, readonly (string | null)[]>> = {
    role: [
      ...posts.map(({ template }) => template),
      ...shown.flatMap(({ post, given }) => [post.role, ...given.map(({ role }) => role)]),
    ],
    unit: shown.flatMap(({ post, given }) => [post.unit, ...given.map(({ unit }) => unit)]),
    person: shown.flatMap(({ post, accepted }) => [post.person, accepted?.by ?? null]),
  };
  const titles = new Map<string, ReadonlyMap<string, string | null>>();
  for (const [object, all] of Object.entries(ids)) {
    const known = [...new Set(all.filter((id) => id !== null))];
    titles.set(object, await readTitles(executor, reader, object, known));
  }
  return (object, id) => (id === null ? null : { id, title: titles.get(object)?.get(id) ?? null });
}

function templateName({ world }: Pick<Subject, "world">, id: string, named: Names): TemplateName {
  const { title } = named("role", id)!;
  const role = title === null ? undefined : world.policy.roles.find((one) => one.id === id);
  return { id, name: role?.name ?? text(title ?? "另一个角色", title ?? "another role") };
}

function deviatingPost(
  { world }: Subject,
  { post, given, accepted }: Deviation,
  named: Names,
): DeviatingPost {
  const roleName = (id: string): Text => templateName({ world }, id, named).name;
  const unitName = (id: string | null) => named("unit", id)?.title ?? null;
  const carried = new Set(withIncluded({ world }, post.template).map(({ id }) => id));
  const [is, was] = [roleName(post.role), roleName(post.template)];
  const other: PolicyLine = {
    kind: "changed",
    sentence: text(
      `岗位的角色是“${is.zh}”，模板是“${was.zh}”`,
      `brings ${is.en} instead of ${was.en}`,
    ),
  };
  const lines = given.map(({ role, unit }): PolicyLine => {
    const [name, at] = [roleName(role), unitName(unit)];
    const where = at === null ? text("", "") : text(`在“${at}”`, ` at ${at}`);
    return carried.has(role)
      ? {
          kind: "widened",
          sentence: text(`另${where.zh}持有“${name.zh}”`, `holds ${name.en}${where.en} as well`),
        }
      : {
          kind: "added",
          sentence: text(
            `另有角色“${name.zh}”${where.zh && `（${where.zh}）`}`,
            `was given ${name.en}${where.en}`,
          ),
        };
  });
  return {
    id: post.id,
    title: post.title,
    template: templateName({ world }, post.template, named),
    unit: named("unit", post.unit),
    person: named("person", post.person),
    accepted: accepted && {
      reason: accepted.reason,
      by: named("person", accepted.by)!,
      at: accepted.at.toISOString(),
    },
    differences: [...(post.role === post.template ? [] : [other]), ...lines],
  };
}
