import type { Executor } from "../db/database.ts";
import type { Holdings } from "./policy-warnings.ts";

/** Who holds what now, by themselves, by a post or in a group. */
export async function readHoldings(db: Executor): Promise<Holdings> {
  const live = (alias: string): string =>
    `${alias}.deleted_at is null and (${alias}."from" is null or ${alias}."from" <= statement_timestamp())
     and (${alias}.until is null or ${alias}.until > statement_timestamp())`;
  const { rows } = await db.query<{ person: string; roles: readonly string[] }>(
    `select h.person, array_agg(distinct h.role) as roles from (
       select person, role from assignment a where person is not null and ${live("a")}
       union all select o.person, o.role from post o where o.person is not null and ${live("o")}
       union all select m.person, a.role from assignment a join group_member m on m."group" = a."group" and ${live("m")}
         where ${live("a")}) h
     join person p on p.id = h.person and p.deleted_at is null and p.status = 'active' group by h.person`,
  );
  return new Map(rows.map(({ person, roles }) => [person, new Set(roles)]));
}
