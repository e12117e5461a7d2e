/**
 * PostgreSQL's row-level security, tuned as its users advise: permissive policies, one a clause, settings read once a
 * statement through a scalar subquery, what a person reaches kept in a small table with a primary key. The role that reads
 * owns nothing and bypasses nothing. The reader is named by a setting of the transaction, as a pooled server must.
 */
import { MASKED, type ListEngine } from "./engine.ts";
import type { Persona } from "./personas.ts";
import { connect, sqlEngine } from "./sql-engine.ts";
import { ALIVE_PARTICIPANT, limit, searchesMasked } from "./statements.ts";
import { describeWorld } from "./world.ts";

const ME = "(select nullif(current_setting('app.person', true), '')::uuid)";
const REACH = (kind: string): string =>
  `array(select unit from rls_reach where person = ${ME} and kind = '${kind}')`;
const IS = (kind: string): string =>
  `(select exists (select from rls_reach where person = ${ME} and kind = '${kind}'))`;
/** Rights without a place are written under this one. */
const EVERYWHERE = "00000000-0000-0000-0000-000000000000";

const TABLES = { customer: "id", '"order"': "customer" } as const;

/** Of a table whose column `customer` holds the customer's id. */
const policies = (customer: string): Readonly<Record<string, string>> => ({
  owner: `owner = ${ME} and ${IS("own")}`,
  part: `${IS("own")} and exists (select from participant p where p.record_id = ${customer} and p.principal_id = ${ME} and ${ALIVE_PARTICIPANT})`,
  all: IS("all"),
  stores: `unit = any (${REACH("stores")})`,
});

const POLICIES_OF_CUSTOMERS = {
  pools: `owner is null and unit = any (${REACH("pools")})`,
  vips: `tags && array['${describeWorld().vipTag}'::uuid] and unit = any (${REACH("vips")})`,
};

function setup(): readonly string[] {
  return [
    "drop table if exists rls_reach cascade",
    "create table rls_reach (person uuid, kind text, unit uuid, primary key (person, kind, unit))",
    "do $$ begin create role rls_reader; exception when duplicate_object then null; end $$",
    'grant select on customer, "order", participant, customer_search, rls_reach to rls_reader',
    ...Object.entries(TABLES).flatMap(([table, customer]) => [
      ...Object.entries({
        ...policies(`${table}.${customer}`),
        ...(table === "customer" ? POLICIES_OF_CUSTOMERS : {}),
      }).flatMap(([name, using]) => [
        `drop policy if exists rls_${name} on ${table}`,
        `create policy rls_${name} on ${table} for select to rls_reader using (${using})`,
      ]),
      `alter table ${table} enable row level security`,
    ]),
  ];
}

export async function rowLevelSecurity(
  url: string,
  personas: readonly Persona[],
): Promise<ListEngine> {
  const client = await connect(url);
  for (const statement of setup()) await client.query(statement);
  for (const { person, reach } of personas) {
    const rows = Object.entries(reach).flatMap(([kind, units]) =>
      (units === true ? [EVERYWHERE] : (units as readonly string[])).map((unit) => [kind, unit]),
    );
    for (const [kind, unit] of rows)
      await client.query("insert into rls_reach values ($1, $2, $3)", [person, kind, unit]);
  }
  await client.query("analyze rls_reach");
  await client.end();
  return sqlEngine(url, {
    name: "row-level security",
    write: (persona, question, slice) =>
      searchesMasked(persona, question) ? MASKED : limit({ question, slice }),
    async around(session, { person }, work) {
      await session.query("begin; set local role rls_reader");
      try {
        await session.query("select set_config('app.person', $1, true)", [person]);
        return await work();
      } finally {
        await session.query("rollback");
      }
    },
    async close(session) {
      for (const table of Object.keys(TABLES))
        await session.query(`alter table ${table} disable row level security`);
    },
  });
}
