/**
 * A post that deviates from its template may be left as it is, with a reason (R166). What is accepted is what was found: once
 * the post brings yet another role, or its holder is given more beside it, it deviates again.
 */
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Act, Caller } from "../gate/mutate.ts";
import { decideOn, lockAndFind } from "../gate/write.ts";
import type { DeviationsAccepted } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { findDeviations, type Acceptance, type Deviation } from "./post-deviations.ts";
import { parseIds } from "./realign-posts.ts";

const MAX_REASON = 500;

interface AcceptInput {
  readonly ids?: unknown;
  readonly reason?: unknown;
}

const actOf = (action: string, records: readonly string[]): Act => ({
  object: "post",
  action,
  records,
});

/** All of them or none: whoever may edit a post decides whether it stays as it is. */
export const acceptDeviations = (
  { gate }: Services,
  caller: Caller,
  { ids, reason: given }: AcceptInput,
): Promise<DeviationsAccepted> => {
  const wanted = parseIds(ids, "ids");
  const reason = textOf(given ?? "").trim();
  if (reason === "") throw badRequest([problem("reason", "required")]);
  if (reason.length > MAX_REASON)
    throw badRequest([problem("reason", "too_long", { limit: MAX_REASON })]);
  return gate.write(caller, actOf("acceptDeviation", wanted), async (tx, subject) => {
    const post = objectNamed(subject.world.model, "post");
    for (const id of wanted)
      decideOn(subject, post, "edit", await lockAndFind(tx, subject, post, id));
    const { deviations } = await findDeviations(tx, subject);
    const asked = deviations.filter((one) => wanted.includes(one.post.id));
    if (asked.some((one) => one.post.person === subject.person))
      throw badRequest([problem("ids", "own_deviation")]);
    for (const one of asked) await keep(tx, one, { reason, by: subject.person });
    const result = { posts: asked.map((one) => one.post.id) };
    return { result, records: result.posts, detail: { reason } };
  });
};

const keep = (
  tx: Executor,
  { post, given }: Deviation,
  { reason, by }: Pick<Acceptance, "reason" | "by">,
): Promise<unknown> =>
  tx.query(
    `insert into post_acceptance (post, role, template, given, reason, "by") values ($1, $2, $3, $4, $5, $6)
     on conflict (post) do update set role = excluded.role, template = excluded.template, given = excluded.given,
       reason = excluded.reason, "by" = excluded."by", at = statement_timestamp()`,
    [post.id, post.role, post.template, given.map(({ id }) => id), reason, by],
  );

/** They are listed as deviating again. */
export const dropAcceptances = (
  { gate }: Services,
  caller: Caller,
  { ids }: AcceptInput,
): Promise<DeviationsAccepted> => {
  const wanted = parseIds(ids, "ids");
  return gate.write(caller, actOf("dropAcceptance", wanted), async (tx, subject) => {
    const post = objectNamed(subject.world.model, "post");
    for (const id of wanted)
      decideOn(subject, post, "edit", await lockAndFind(tx, subject, post, id));
    const { rows } = await tx.query<{ post: string }>(
      "delete from post_acceptance where post = any($1::uuid[]) returning post",
      [wanted],
    );
    const result = { posts: rows.map((row) => row.post) };
    return { result, records: result.posts };
  });
};
