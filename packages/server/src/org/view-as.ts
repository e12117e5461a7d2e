/** Beginning and ending to look as somebody else does (R105). Bound to one session, for half an hour, never one in another. */
import type { AuditTrail } from "../audit/trail.ts";
import type { Database } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import { demandViewAs } from "../gate/view-as.ts";
import type { ViewingReply } from "../http/contract.ts";
import type { Services } from "../services.ts";

const MINUTES = 30;

/** `session`: of whoever calls. */
export async function startViewing(
  { gate }: Services,
  caller: Caller,
  session: string,
  { person }: { readonly person?: unknown },
): Promise<ViewingReply> {
  const target = textOf(person);
  const act = { object: "person", action: "viewAs", records: idsOf(target) };
  return gate.write(caller, act, async (tx, subject) => {
    await demandViewAs(tx, subject, target);
    const { rows } = await tx.query<{ until: Date }>(
      `insert into viewing_as (session, person, target, until)
       select $1, $2, p.id, statement_timestamp() + make_interval(mins => $4) from person p
         where p.id = $3 and p.status = 'active' and p.deleted_at is null
       on conflict (session) do update set person = excluded.person, target = excluded.target, until = excluded.until
       returning until`,
      [session, caller.person, target, MINUTES],
    );
    if (!rows[0]) throw new Refusal("viewing_suspended");
    const until = rows[0].until.toISOString();
    return { result: { until }, detail: { until } };
  });
}

/** Also where it has come to its end already, or must not be any more. */
export async function endViewing(
  { gate }: Services,
  { viewing: _viewing, ...caller }: Caller,
  session: string,
): Promise<{ readonly ok: true }> {
  const act = { object: "person", action: "endViewAs", records: [] };
  return gate.write(caller, act, async (tx) => {
    const { rows } = await tx.query<{ target: string }>(
      "delete from viewing_as where session = $1 returning target",
      [session],
    );
    return { result: { ok: true }, records: rows.map(({ target }) => target) };
  });
}

/** What ended by itself, by its clock or with a right, leaves its line as well. A chore. */
export const noteViewingEnds = (db: Database, trail: AuditTrail): Promise<number> =>
  db.transaction(async (tx) => {
    const { rows } = await tx.query<{ person: string; target: string; until: Date }>(
      `delete from viewing_as where session in (
         select session from viewing_as where until <= statement_timestamp() limit $1 for update skip locked)
       returning person, target, until`,
      [100],
    );
    for (const { person, target, until } of rows)
      await trail.write(tx, {
        person,
        unit: null,
        source: null,
        action: "person.endViewAs",
        object: "person",
        records: [target],
        verdict: "allowed",
        reason: null,
        detail: { until: until.toISOString(), byItself: true },
      });
    return rows.length;
  });

const idsOf = (id: string): readonly string[] => (UUID.test(id) ? [id] : []);
