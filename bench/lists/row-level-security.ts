/**
 * PostgreSQL's row-level security, tuned as its users advise: permissive policies, one a clause, settings read once a
 * statement through a scalar subquery, what a person reaches kept in a small table with a primary key. The role that reads
 * owns nothing and bypasses nothing. The reader is named by a setting of the transaction, as a pooled server must.
 */
import pg from "pg";
import { PAGE, type ListEngine } from "./engine.ts";
import type { Persona } from "./personas.ts";

const ME = "(select nullif(current_setting('app.person', true), '')::uuid)";
const REACH = (kind: string): string =>
  `array(select unit from rls_reach where person = ${ME} and kind = '${kind}')`;

const setup = (vipTag: string): readonly string[] => [
  "drop table if exists rls_reach",
  "create table rls_reach (person uuid, kind text, unit uuid, primary key (person, kind, unit))",
  "do $$ begin create role rls_reader; exception when duplicate_object then null; end $$",
  "grant select on customer, participant, rls_reach to rls_reader",
  ...["owner", "part", "all", "stores", "pools", "vips"].map(
    (name) => `drop policy if exists rls_${name} on customer`,
  ),
  `create policy rls_owner on customer for select to rls_reader using (owner = ${ME} and ${isIn("own")})`,
  `create policy rls_part on customer for select to rls_reader using (${isIn("own")} and exists (select from participant p
     where p.record_id = customer.id and p.principal_id = ${ME} and p.deleted_at is null
       and (p."from" is null or p."from" <= now()) and (p.until is null or p.until > now())))`,
  `create policy rls_all on customer for select to rls_reader using (${isIn("all")})`,
  `create policy rls_stores on customer for select to rls_reader using (unit = any (${REACH("stores")}))`,
  `create policy rls_pools on customer for select to rls_reader using (owner is null and unit = any (${REACH("pools")}))`,
  `create policy rls_vips on customer for select to rls_reader using (tags && array['${vipTag}'::uuid] and unit = any (${REACH("vips")}))`,
  "alter table customer enable row level security",
];

/** Rights without a place are written under this one. */
const EVERYWHERE = "00000000-0000-0000-0000-000000000000";

function isIn(kind: string): string {
  return `(select exists (select from rls_reach where person = ${ME} and kind = '${kind}'))`;
}

export async function rowLevelSecurity(
  url: string,
  personas: readonly Persona[],
  vipTag: string,
): Promise<ListEngine> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of setup(vipTag)) await client.query(statement);
  for (const { person, reach } of personas) {
    const rows = Object.entries(reach).flatMap(([kind, units]) =>
      (units === true ? [EVERYWHERE] : (units as readonly string[])).map((unit) => [kind, unit]),
    );
    for (const [kind, unit] of rows)
      await client.query("insert into rls_reach values ($1, $2, $3)", [person, kind, unit]);
  }
  await client.query("analyze rls_reach");
  return {
    name: "row-level security",
    async firstPage({ person }) {
      await client.query("begin; set local role rls_reader");
      try {
        await client.query("select set_config('app.person', $1, true)", [person]);
        const { rows } = await client.query<{ id: string }>({
          name: "page",
          text: `select * from customer where deleted_at is null order by created_at desc, id desc limit ${PAGE}`,
        });
        return rows.map(({ id }) => id);
      } finally {
        await client.query("commit");
      }
    },
    async close() {
      await client.query("alter table customer disable row level security");
      await client.end();
    },
  };
}
