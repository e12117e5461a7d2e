/**
 * What somebody is given beyond their posts is an exception: it ends (R12), and a second person approves it (R103) where
 * one publishes the policy too. Who shall have it for good gets a post that brings it, or a template that allows it beside
 * the post. People without any post are given roles by hand, and nothing is beyond.
 */
import type { Executor } from "../db/database.ts";
import { Refusal, problem } from "../errors.ts";
import { withIncluded } from "../policies/grant-width.ts";
import { includedRole } from "../policies/templates/registry.ts";
import { readFourEyes } from "../policies/versions.ts";
import { isWithin, type Grant } from "./held-grants.ts";
import { hasAdministrator } from "./last-administrator.ts";
import type { Subject } from "./subject.ts";

/** What a write came to give. */
export interface Giving {
  /** What the grants rest on: a membership gives what its group holds. */
  readonly source: "assignment" | "groupMember";
  readonly records: readonly string[];
  readonly added: readonly Grant[];
  /** What the same records gave already. */
  readonly before: readonly Grant[];
}

/** At no other place either than before. */
const newsOf = ({ world }: Subject, { added, before }: Giving): readonly Grant[] =>
  added.filter(
    (grant) => !before.some((old) => isWithin(grant, old) && isInside(world, grant, old.unit)),
  );

const isInside = ({ tree }: Subject["world"], { unit }: Grant, place: string | null): boolean =>
  unit === place || (unit !== null && place !== null && tree.isWithin(unit, place) === true);

/** What a write gives that was not given before, and what of that lies beyond the posts of whoever gets it. */
export interface Exception {
  readonly news: readonly Grant[];
  readonly beyond: readonly Grant[];
}

export async function exceptionIn(
  tx: Executor,
  subject: Subject,
  giving: Giving,
): Promise<Exception> {
  const news = newsOf(subject, giving);
  return { news, beyond: await findBeyond(tx, subject, news) };
}

export async function refuseUnending(
  tx: Executor,
  { source }: Giving,
  { beyond }: Exception,
): Promise<void> {
  if (source !== "assignment") return;
  const { rows } = await tx.query(
    "select 1 from assignment where id = any($1::uuid[]) and person is not null and until is null limit 1",
    [beyond.map(({ record }) => record)],
  );
  if (rows.length > 0)
    throw new Refusal(
      "exception_unending",
      {},
      {
        problems: [problem("until", "exception_unending")],
      },
    );
}

/** Whether a second person has to approve it. */
export async function needsSecond(
  tx: Executor,
  subject: Subject,
  giving: Giving,
  { news, beyond }: Exception,
): Promise<boolean> {
  if (beyond.length === 0 && !(await isToWhomever(tx, giving, news))) return false;
  const rule = await readFourEyes(tx);
  if (rule !== "auto") return rule === "always";
  const gaining = news.flatMap(({ person }) => person ?? []);
  return hasAdministrator(tx, [subject.person, ...gaining]);
}

/** Those that no post of whoever gets them brings, where it stands, and that no template allows beside it. */
async function findBeyond(
  executor: Executor,
  { world }: Subject,
  grants: readonly Grant[],
): Promise<readonly Grant[]> {
  if (grants.length === 0) return [];
  const { rows } = await executor.query<Post>(
    `select o.person, o.role, o.unit, coalesce(r.definition -> 'beyond', '[]') as beyond
     from post o left join role r on r.id = o.template
     where o.person = any($1::uuid[]) and o.deleted_at is null and (o.until is null or o.until > statement_timestamp())`,
    [grants.flatMap(({ person }) => person ?? [])],
  );
  const postsOf = Map.groupBy(rows, ({ person }) => person);
  const isBrought = (grant: Grant, post: Post): boolean =>
    isInside(world, grant, post.unit) &&
    (post.beyond.map(includedRole).includes(grant.role) ||
      withIncluded({ world }, post.role).some(({ id }) => id === grant.role));
  return grants.filter((grant) => {
    const posts = postsOf.get(grant.person);
    return posts !== undefined && !posts.some((post) => isBrought(grant, post));
  });
}

interface Post {
  readonly person: string;
  readonly role: string;
  readonly unit: string | null;
  readonly beyond: readonly string[];
}

/** What a group with a rule holds is given to whoever will be under it, in whatever post. */
async function isToWhomever(
  executor: Executor,
  { source, records, before }: Giving,
  news: readonly Grant[],
): Promise<boolean> {
  if (source !== "assignment" || (news.length === 0 && before.length > 0)) return false;
  const { rows } = await executor.query(
    `select 1 from assignment a join "group" g on g.id = a."group" and g.rule is not null
     where a.id = any($1::uuid[]) and a.deleted_at is null limit 1`,
    [records],
  );
  return rows.length > 0;
}
