/**
 * What somebody is given beyond their posts is an exception, and an exception ends (R12). Who shall have it for good gets a
 * post that brings it, or a template that allows it beside the post. People without any post are given roles by hand, and
 * nothing is beyond.
 */
import type { Executor } from "../db/database.ts";
import { Refusal, problem } from "../errors.ts";
import { includedRole } from "../policies/templates/registry.ts";
import { isWithin, type Grant } from "./held-grants.ts";

const LIVE =
  "o.deleted_at is null and (o.until is null or o.until > statement_timestamp()) and o.person = a.person";

/** `added`: what assignments came to give; `before`: what the same ones gave already. */
export async function refuseUnending(
  tx: Executor,
  added: readonly Grant[],
  before: readonly Grant[],
): Promise<void> {
  const news = added.filter((grant) => !before.some((old) => isWithin(grant, old)));
  if (news.length === 0) return;
  const { rows } = await tx.query<{ role: string; allowed: readonly string[] }>(
    `select a.role, (select coalesce(json_agg(b.role), '[]')
         from post o join role r on r.id = o.template, jsonb_array_elements_text(r.definition->'beyond') as b(role) where ${LIVE}) as allowed
     from assignment a where a.id = any($1::uuid[]) and a.until is null
       and exists (select 1 from post o where ${LIVE}) and not exists (select 1 from post o where ${LIVE} and o.role = a.role)`,
    [news.map(({ record }) => record)],
  );
  if (rows.some(({ role, allowed }) => !allowed.map(includedRole).includes(role)))
    throw new Refusal(
      "exception_unending",
      {},
      {
        problems: [problem("until", "exception_unending")],
      },
    );
}
