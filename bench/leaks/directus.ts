/**
 * Directus 11: its own collections, filled and edited through its API; readers sign in with a password. A right is a
 * policy of its own, as its documentation advises for rights that add up. It cannot mask: what is to be masked is closed.
 * Owner and store are columns of all three collections, so that every right is a filter on the collection's own fields.
 */
import { ADMIN_TOKEN, startDirectus } from "../lists/directus-server.ts";
import { Refused, type Crm, type Filter, type Send, type Session } from "./crm.ts";
import { READERS, type Reader, type Right, type SeenRow } from "./readers.ts";
import { FIELDS, WORLD, type Cell, type ObjectName } from "./world.ts";

const PASSWORD = "a password of the leak test";
const emailOf = ({ id }: Reader): string => `${id}@leaks.example.com`;

/** `url`: of an empty database. `directory`: for the server's files. */
export async function directus(url: string, directory: string): Promise<Crm> {
  const child = await startDirectus({ url, directory, settings: { ACCESS_TOKEN_TTL: "2h" } });
  try {
    await arrange(callerOf(child.origin, ADMIN_TOKEN, fetch));
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    name: "Directus 11.17.4",
    masks: false,
    async signIn(reader, send) {
      const call = callerOf(child.origin, null, send);
      const body = { email: emailOf(reader), password: PASSWORD };
      const { access_token } = await call<{ access_token: string }>("auth/login", body);
      return sessionOf(callerOf(child.origin, access_token, send));
    },
    close: () => child.stop(),
  };
}

/** `data` of the reply, or its text where it is a file. Throws {@link Refused} for whatever is refused. */
type Call = <Reply>(path: string, body?: object, method?: "PATCH") => Promise<Reply>;

const callerOf =
  (origin: string, token: string | null, send: Send): Call =>
  async <Reply>(path: string, body?: object, method: "POST" | "PATCH" = "POST") => {
    const reply = await send(`${origin}/${path}`, {
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { method, body: JSON.stringify(body) } : {}),
    });
    const text = await reply.text();
    if (reply.status >= 500) throw new Error(`Directus broke at ${path}: ${text}`);
    if (!reply.ok) throw new Refused(text);
    if (!reply.headers.get("content-type")?.includes("json")) return text as Reply;
    return (JSON.parse(text) as { data: Reply }).data;
  };

const OBJECTS = Object.keys(WORLD) as ObjectName[];

async function arrange(call: Call): Promise<void> {
  for (const collection of OBJECTS) await call("collections", collectionOf(collection));
  for (const [many, alias] of [
    ["order", "orders"],
    ["followUp", "followUps"],
  ]) {
    await call("fields/customer", { field: alias, type: "alias", meta: { special: ["o2m"] } });
    await call("relations", {
      collection: many,
      field: "customer",
      related_collection: "customer",
      meta: { one_field: alias },
    });
  }
  for (const object of OBJECTS)
    await call(
      `items/${object}`,
      WORLD[object].map(({ id, cells, before, owner, store }) => ({
        id,
        ...cells,
        ...before,
        owner,
        store,
      })),
    );
  for (const { id, cells, before } of WORLD.customer) {
    const values = Object.keys(before).map((field) => [field, cells[field]]);
    if (values.length > 0) await call(`items/customer/${id}`, Object.fromEntries(values), "PATCH");
  }
  for (const reader of READERS) await call("users", userOf(reader));
}

function collectionOf(collection: ObjectName): object {
  const typeOf = (field: string): string => {
    if (field === "customer") return "uuid";
    return field === "spend" || field === "amount" ? "integer" : "string";
  };
  const id = { field: "id", type: "uuid", schema: { is_primary_key: true } };
  const fields = [...FIELDS[collection], "owner", "store"].map((field) => ({
    field,
    type: typeOf(field),
    schema: {},
    ...(field === "customer" ? { meta: { special: ["m2o"] } } : {}),
  }));
  return { collection, schema: {}, meta: {}, fields: [id, ...fields] };
}

const userOf = (reader: Reader): object => ({
  email: emailOf(reader),
  password: PASSWORD,
  status: "active",
  policies: {
    create: reader.rights.map((right, index) => ({
      policy: {
        name: `${reader.id} ${index}`,
        permissions: { create: [permissionOf(reader, right)], update: [], delete: [] },
      },
    })),
    update: [],
    delete: [],
  },
});

const permissionOf = (reader: Reader, { object, rows, readable }: Right): object => ({
  collection: object,
  action: "read",
  fields: ["id", ...readable, ...(object === "customer" ? ["orders", "followUps"] : [])],
  permissions: reachOf(reader, rows),
});

function reachOf({ id }: Reader, rows: Right["rows"]): object {
  if ("own" in rows) return { owner: { _eq: id } };
  if ("stores" in rows) return { store: { _in: rows.stores } };
  return "shared" in rows ? { id: { _in: rows.shared } } : {};
}

type Item = Readonly<Record<string, Cell>> & { readonly id: string };

function sessionOf(call: Call): Session {
  const items = <Reply>(object: ObjectName, query: Readonly<Record<string, unknown>>) =>
    call<Reply>(`items/${object}?${queryOf({ limit: "-1", ...query })}`);
  const ids = (rows: readonly Item[]): readonly string[] => rows.map(({ id }) => id);
  return {
    async list({ object, filter, sort, search, fields }) {
      const rows = await items<readonly Item[]>(object, {
        fields: fields ? ["id", ...fields].join(",") : "*",
        ...(filter ? { filter: filterOf(filter) } : {}),
        ...(sort ? { sort: `${sort.direction === "desc" ? "-" : ""}${sort.field}` } : {}),
        ...(search === undefined ? {} : { search }),
      });
      return rows.map((row) => seen(row, fields ?? FIELDS[object]));
    },
    get: async ({ object, id }) => seen(await call<Item>(`items/${object}/${id}`), FIELDS[object]),
    async count({ object, filter }) {
      const [row] = await items<readonly { count: string | number }[]>(object, {
        "aggregate[count]": "*",
        ...(filter ? { filter: filterOf(filter) } : {}),
      });
      return Number(row?.count ?? 0);
    },
    async group({ object, by }) {
      const groups = await items<readonly Readonly<Record<string, Cell>>[]>(object, {
        "aggregate[count]": "*",
        "groupBy[]": by,
      });
      return groups.map((group) => ({ key: group[by] ?? null, count: Number(group["count"]) }));
    },
    async total({ object, op, field }) {
      const [row] = await items<
        readonly Readonly<Record<string, Readonly<Record<string, Cell>>>>[]
      >(object, { [`aggregate[${op}]`]: field });
      const total = row?.[op]?.[field] ?? null;
      return total === null ? null : Number(total);
    },
    async customersOfOrders() {
      const rows = await items<readonly { id: string; customer: Item | null }[]>("order", {
        fields: "id,customer.*",
      });
      return rows.map(({ id, customer }) => ({
        id,
        cells: seen({ ...customer, id }, FIELDS.customer).cells,
      }));
    },
    async ordersOfCustomers() {
      const rows = await items<readonly { orders?: readonly Item[] }[]>("customer", {
        fields: "id,orders.*",
      });
      return rows.flatMap(({ orders = [] }) => orders.map((order) => seen(order, FIELDS.order)));
    },
    ordersByCustomer: async ({ filter }) =>
      ids(await items<readonly Item[]>("order", { filter: { customer: filterOf(filter) } })),
    customersByOrder: async ({ filter }) =>
      ids(
        await items<readonly Item[]>("customer", {
          filter: { orders: { _some: filterOf(filter) } },
        }),
      ),
    async ordersOf({ customer }) {
      const filter = { customer: { _eq: customer } };
      const rows = await items<readonly Item[]>("order", { fields: "*", filter });
      return rows.map((row) => seen(row, FIELDS.order));
    },
    export: ({ object }) => items<string>(object, { fields: "*", export: "csv" }),
    timeline: "no page of what happened with a record",
    history:
      "revisions are opened for all records of a collection at once, so no reader here may have them",
  };
}

const queryOf = (query: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [
      name,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  ).toString();

const OPERATORS = { is: "_eq", contains: "_contains", atLeast: "_gte", isNotEmpty: "_nnull" };

const filterOf = ({ field, op, value }: Filter): object => ({
  [field]: { [OPERATORS[op]]: value ?? true },
});

/** Fields that are not in the item are null: closed. */
const seen = (item: Item, fields: readonly string[]): SeenRow => ({
  id: item.id,
  cells: Object.fromEntries(fields.map((field) => [field, item[field] ?? null])),
});
