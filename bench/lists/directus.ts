/**
 * Directus over HTTP, on the same tables of the same PostgreSQL.
 *
 * Its own tables lie in a schema of their own. The records' tables are its collections, with relations between them; a
 * persona is a user with a static token and one policy, whose permissions carry the persona's reach as filters. As its
 * documentation advises for production: NODE_ENV, a quiet log, no telemetry. The cache of answers is off, since every
 * permission is to be enforced on live data; its caches of schema and permissions are as they come. Neither the rate
 * limiter nor the limiter that turns requests away under load is on. Its pool is as large as that of the others.
 *
 * Helped: it knows no array columns, so tags are a relation as it would store them, in an indexed table that the setup
 * fills. Hindered: nothing that we know of.
 */
import pg from "pg";
import type { Child } from "./child.ts";
import { ADMIN_TOKEN, startDirectus } from "./directus-server.ts";
import {
  MASKED,
  PATIENCE_SECONDS,
  type Cannot,
  type HttpEngine,
  type HttpRequest,
} from "./engine.ts";
import { CONNECTIONS } from "./load.ts";
import type { Persona } from "./personas.ts";
import { columnsOf, PAGE, type Question } from "./questions.ts";
import { columnsFor, isPhone } from "./search.ts";
import { searchesMasked, SHAPES } from "./statements.ts";
import { describeWorld } from "./world.ts";

const ROLE = "directus_bench";
const PASSWORD = "directus";

type Filter = Readonly<Record<string, unknown>>;

const tokenOf = (person: string): string => `token-of-${person}`;

export async function directus(
  url: string,
  personas: readonly Persona[],
  directory: string,
): Promise<HttpEngine> {
  await inDatabase(url, PREPARATION);
  const child = await startDirectus({
    url: asRole(url),
    directory,
    settings: {
      DB_SEARCH_PATH: "array:directus,public",
      DB_POOL__MIN: "0",
      DB_POOL__MAX: String(CONNECTIONS),
    },
    arrange: () => inDatabase(url, RELATIONS),
  });
  for (const persona of personas) await addUser(child, persona);
  return {
    name: "Directus",
    origin: child.origin,
    request: async (persona, question) => requestFor(persona, question),
    answerOf(body, { page }) {
      const { data } = body as { data: readonly { id: string; count: string }[] };
      return page === "count" ? Number(data[0]?.count ?? 0) : data.map(({ id }) => id);
    },
    close: () => child.stop(),
  };
}

const PREPARATION: readonly string[] = [
  "drop schema if exists directus cascade",
  `do $$ begin create role ${ROLE} login password '${PASSWORD}'; exception when duplicate_object then null; end $$`,
  // Row-level security is another peer's and must not reach this one.
  `alter role ${ROLE} bypassrls`,
  `alter role ${ROLE} set statement_timeout = '${PATIENCE_SECONDS}s'`,
  `create schema directus authorization ${ROLE}`,
  `grant usage on schema public to ${ROLE}`,
  `grant select on customer, "order", participant to ${ROLE}`,
  `create table directus.customer_tag (id bigint generated always as identity primary key, customer uuid not null, tag uuid not null)`,
  `insert into directus.customer_tag (customer, tag) select id, unnest(tags) from customer where tags <> '{}'`,
  `create index on directus.customer_tag (customer, tag)`,
  `create index on directus.customer_tag (tag, customer)`,
  `alter table directus.customer_tag owner to ${ROLE}`,
  `analyze directus.customer_tag`,
];

/** Of tables that are there already, without foreign keys of its own: what `participant` points to may be of any kind. */
const RELATIONS: readonly string[] = [
  relation("participant", "record_id", "customer", "participants"),
  relation("customer_tag", "customer", "customer", "worn_tags"),
  relation("order", "customer", "customer", "orders"),
  ...["participants", "worn_tags", "orders"].map(
    (field) =>
      `insert into directus.directus_fields (collection, field, special) values ('customer', '${field}', 'o2m')`,
  ),
  `insert into directus.directus_fields (collection, field, special) values ('participant', 'record_id', 'm2o'), ('order', 'customer', 'm2o'), ('customer_tag', 'customer', 'm2o')`,
];

function relation(many: string, field: string, one: string, alias: string): string {
  return `insert into directus.directus_relations (many_collection, many_field, one_collection, one_field) values ('${many}', '${field}', '${one}', '${alias}')`;
}

async function inDatabase(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

function asRole(url: string): string {
  const address = new URL(url);
  address.username = ROLE;
  address.password = PASSWORD;
  return address.href;
}

async function addUser({ origin }: Child, persona: Persona): Promise<void> {
  const { name, person } = persona;
  const permissions = (["customer", "order"] as const).map((collection) => ({
    collection,
    action: "read",
    fields: ["*"],
    permissions: { _and: [{ deleted_at: { _null: true } }, reachFilter(persona, collection)] },
  }));
  const reply = await fetch(`${origin}/users`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify({
      email: `${person}@example.com`,
      token: tokenOf(person),
      status: "active",
      policies: {
        create: [
          { policy: { name, permissions: { create: permissions, update: [], delete: [] } } },
        ],
        update: [],
        delete: [],
      },
    }),
  });
  if (!reply.ok) throw new Error(`Directus refused ${name}: ${await reply.text()}`);
}

/** The persona's clauses joined by OR, as its permission screen writes them. */
function reachFilter({ person, reach }: Persona, collection: Question["object"]): Filter {
  if (reach.all) return { id: { _nnull: true } };
  const ofCustomer = (filter: Filter): Filter =>
    collection === "customer" ? filter : { customer: filter };
  const clauses: Filter[] = [];
  if (reach.own) {
    clauses.push({ owner: { _eq: person } });
    // Not `_some`: more than one condition inside it is passed over in silence. These share one joined row.
    const of = (field: string, filter: Filter): Filter =>
      ofCustomer({ participants: { [field]: filter } });
    const open = (field: string, filter: Filter): Filter => ({
      _or: [of(field, { _null: true }), of(field, filter)],
    });
    clauses.push({
      _and: [
        of("principal_id", { _eq: person }),
        of("deleted_at", { _null: true }),
        open("from", { _lte: "$NOW" }),
        open("until", { _gt: "$NOW" }),
      ],
    });
  }
  if (reach.stores) clauses.push({ unit: { _in: reach.stores } });
  if (collection === "customer") {
    if (reach.pools)
      clauses.push({ _and: [{ owner: { _null: true } }, { unit: { _in: reach.pools } }] });
    if (reach.vips) {
      const worn = { worn_tags: { _some: { tag: { _eq: describeWorld().vipTag } } } };
      clauses.push({ _and: [{ unit: { _in: reach.vips } }, worn] });
    }
  }
  return clauses.length === 0 ? { id: { _null: true } } : { _or: clauses };
}

function requestFor(persona: Persona, question: Question): HttpRequest | Cannot {
  if (searchesMasked(persona, question)) return MASKED;
  const { object, page, search } = question;
  const query = new URLSearchParams();
  if (search !== undefined) query.set("filter", JSON.stringify(searchFilter(search)));
  if (page === "count") query.set("aggregate[count]", "*");
  else {
    query.set("sort", `-${SHAPES[object].key},-id`);
    query.set("fields", columnsOf(question)?.join() ?? "*");
    query.set("limit", String(PAGE));
    // Its pages are offsets.
    query.set("page", String(page));
  }
  return {
    method: "GET",
    path: `/items/${object}?${query.toString()}`,
    headers: { authorization: `Bearer ${tokenOf(persona.person)}` },
  };
}

const searchFilter = (search: string): Filter => ({
  _and: search.split(" ").map((word) => ({
    _or: columnsFor(word).map((column) => ({
      [column]: isPhone(column) ? { _contains: word } : { _icontains: word },
    })),
  })),
});
