/** Ours: the product's own server in a process of its own; readers sign in as people do. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Rule } from "@latchkey/policy";
import type {
  AggregateReply,
  CountReply,
  ExportJob,
  Filter as OurFilter,
  GetReply,
  HistoryReply,
  ListReply,
  ListRequest,
  Reference,
  Row,
  TimelineReply,
} from "../../packages/server/src/http/contract.ts";
import { openAccounts } from "../../packages/server/src/identity/accounts.ts";
import { createEnterprise, type Enterprise } from "../../packages/server/src/testing/enterprise.ts";
import { startChild } from "../lists/child.ts";
import { NotOffered, Refused, type Crm, type Filter, type Send, type Session } from "./crm.ts";
import { READERS, type Reader, type Right, type SeenRow } from "./readers.ts";
import {
  FIELDS,
  OWNERS,
  STORES,
  WORLD,
  type Cell,
  type ObjectName,
  type WorldRow,
} from "./world.ts";

const MAIN = join(import.meta.dirname, "../../packages/server/src/main.ts");
const PASSWORD = "a password of the leak test";
const EDITOR = "editor";
/** Tags are records; one of them nobody wears. */
const TAGS = ["vip", "quiet", "unworn"];

const emailOf = (person: string): string => `${person}@leaks.example`;

/** `url`: of an empty database. `directory`: for the server's files. */
export async function latchkey(url: string, directory: string): Promise<Crm> {
  const enterprise = await createEnterprise({ url });
  const tags = await arrange(enterprise).finally(() => enterprise.close());
  const child = await startChild({
    name: "Latchkey",
    command: process.execPath,
    arguments: [MAIN, "--empty"],
    environment: (port) => ({ DATABASE_URL: url, LATCHKEY_DATA: directory, PORT: String(port) }),
    health: "/api/health",
  });
  await edit(await callerOf(child.origin, EDITOR, fetch));
  return {
    name: "Latchkey",
    masks: true,
    signIn: async ({ id }, send) => sessionOf(await callerOf(child.origin, id, send), tags),
    close: () => child.stop(),
  };
}

type TagIds = ReadonlyMap<string, string>;

/** Units, people with roles made of their rights, and the records with their cells of before. */
async function arrange(enterprise: Enterprise): Promise<TagIds> {
  const { insert, unit, person, services } = enterprise;
  const units = new Map<string, string>();
  for (const store of STORES) units.set(store, await unit(store));
  const tagIds = await insert(
    "tag",
    TAGS.map((name) => ({ name, unit: enterprise.root })),
  );
  const tags = new Map(TAGS.map((name, index) => [name, tagIds[index]!]));
  const people = new Map<string, string>();
  for (const reader of READERS) people.set(reader.id, await hire(enterprise, reader, units));
  for (const [owner, store] of Object.entries(OWNERS))
    if (!people.has(owner)) people.set(owner, await person(owner, null, units.get(store)!));
  await enterprise.role(roleOf(EDITOR, [EDITING]));
  people.set(EDITOR, await person(EDITOR, EDITOR, enterprise.root));
  for (const object of Object.keys(WORLD) as ObjectName[])
    await insert(
      object,
      WORLD[object].map((row) => ({
        id: row.id,
        ...MORE[object],
        ...stored({ ...row.cells, ...row.before }, tags),
        owner: people.get(row.owner),
        unit: units.get(row.store),
      })),
    );
  await share(enterprise, people);
  await openAccounts(
    services.db,
    [...people].map(([name, id]) => ({ person: id, name, email: emailOf(name) })),
    PASSWORD,
  );
  return tags;
}

/** What our objects demand beside the fields of the world. */
const AT = "2026-01-01T00:00:00.000Z";
const MORE: Readonly<Record<ObjectName, object>> = {
  customer: {},
  order: { placedAt: AT, status: "placed" },
  followUp: { at: AT, kind: "note", state: "draft" },
};

/** By our names of the fields. */
const OURS: Readonly<Record<string, string>> = { tag: "tags", amount: "total" };
const ours = (field: string): string => OURS[field] ?? field;

const isMoney = (field: string): boolean => field === "spend" || field === "amount";
const money = (amount: Cell) => ({ amount: String(amount), currency: "CNY" });

const stored = (cells: WorldRow["cells"], tags: TagIds): object =>
  Object.fromEntries(
    Object.entries(cells)
      .filter(([, cell]) => cell !== null)
      .map(([field, cell]) => {
        if (isMoney(field)) return [ours(field), money(cell)];
        return [ours(field), field === "tag" ? [tags.get(String(cell))] : cell];
      }),
  );

async function hire(
  { person, assign, role }: Enterprise,
  { id, home, rights }: Reader,
  units: ReadonlyMap<string, string>,
): Promise<string> {
  const hired = await person(id, null, units.get(home[0]!)!);
  if (rights.length === 0) return hired;
  await role(roleOf(id, rights.map(ruleOf)));
  for (const store of home) await assign(hired, id, units.get(store)!);
  return hired;
}

function roleOf(id: string, rules: readonly Rule[]): Parameters<Enterprise["role"]>[0] {
  const name = { zh: id, en: id };
  return { id, name, duties: name, grants: {}, classes: {}, rules };
}

const ACTIONS = ["view", "export", "history", "aggregate"];

const ruleOf = ({ object, rows, readable, masked = [] }: Right, index: number): Rule => ({
  id: `right${index}`,
  effect: "permit",
  actions: ACTIONS.map((action) => `${object}.${action}`),
  scope: scopeOf(rows),
  fields: { read: readable.map(ours), mask: masked.map(ours) },
});

const EDITING: Rule = {
  id: "editing",
  effect: "permit",
  actions: ["customer.view", "customer.edit"],
  scope: "all",
  fields: { read: ["name", "phone", "note"], write: ["phone", "note"] },
};

/** Stores are where the role is held. */
function scopeOf(rows: Right["rows"]): string {
  if ("own" in rows) return "own";
  if ("stores" in rows) return "unit";
  return "shared" in rows ? "shared" : "all";
}

async function share({ insert }: Enterprise, people: ReadonlyMap<string, string>): Promise<void> {
  for (const { id, rights } of READERS)
    for (const { object, rows } of rights)
      if ("shared" in rows)
        await insert(
          "participant",
          rows.shared.map((recordId) => ({
            object,
            recordId,
            principalKind: "person",
            principalId: people.get(id),
            function: "shared",
          })),
        );
}

/** `POST /api/<call>`, or GET without a body. Throws {@link Refused} for whatever is refused. */
type Call = <Reply>(path: string, body?: object) => Promise<Reply>;

async function callerOf(origin: string, person: string, send: Send): Promise<Call> {
  const reply = await send(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    // As a browser does; without it a client that fetches is taken for a forged one.
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
  });
  if (!reply.ok) throw new Error(`${person} cannot sign in: ${await reply.text()}`);
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return async <Reply>(path: string, body?: object) => {
    const answer = await send(`${origin}/api/${path}`, {
      headers: { cookie, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (answer.status >= 500) throw new Error(`Latchkey broke at ${path}: ${text}`);
    if (!answer.ok) throw new Refused(text);
    const isJson = answer.headers.get("content-type")?.includes("json");
    return (isJson ? JSON.parse(text) : text) as Reply;
  };
}

/** What the cells of before become today's by. */
async function edit(call: Call): Promise<void> {
  for (const { id, cells, before } of WORLD.customer) {
    const fields = Object.keys(before);
    if (fields.length === 0) continue;
    const { record } = await call<GetReply>("customer.get", { id });
    const values = Object.fromEntries(fields.map((field) => [field, cells[field]]));
    await call("customer.update", { id, version: record.version, values });
  }
}

function sessionOf(call: Call, tags: TagIds): Session {
  const read = seenBy(tags);
  const list = async (object: ObjectName, request: ListRequest): Promise<readonly Row[]> =>
    (await call<ListReply>(`${object}.list`, { limit: 200, ...request })).rows;
  return {
    async list({ object, filter, sort, search, fields }) {
      if (sort) demandOrder(sort.field);
      const rows = await list(object, {
        ...(filter ? { filter: filterOf(filter, tags) } : {}),
        ...(sort ? { sort: [{ ...sort, field: ours(sort.field) }] } : {}),
        ...(search === undefined ? {} : { search }),
        ...(fields ? { fields: fields.map(ours) } : {}),
      });
      return rows.map((row) => read(object, row, fields));
    },
    get: async ({ object, id }) =>
      read(object, (await call<GetReply>(`${object}.get`, { id })).record),
    async count({ object, filter }) {
      const body = filter ? { filter: filterOf(filter, tags) } : {};
      return (await call<CountReply>(`${object}.count`, body)).count;
    },
    async group({ object, by }) {
      if (NOT_GROUPED.has(by)) throw new NotOffered(`no groups by ${by}`);
      const body = { group: [ours(by)], measures: [{ op: "count" }] };
      const { groups } = await call<AggregateReply>(`${object}.aggregate`, body);
      return groups.map(({ key, values }) => ({
        key: plain(key[0]),
        count: Number(values[0]),
      }));
    },
    async total({ object, op, field }) {
      const body = { group: [], measures: [{ op, field: ours(field) }] };
      const { groups } = await call<AggregateReply>(`${object}.aggregate`, body);
      const [sum] = (groups[0]?.values[0] ?? []) as readonly { amount: string }[];
      return sum ? Number(sum.amount) : null;
    },
    async customersOfOrders() {
      const rows = await list("order", {});
      return rows.map(({ id, values }) => ({
        id,
        cells: { name: (values["customer"] as Reference | undefined)?.title ?? null },
      }));
    },
    ordersOfCustomers: "no lists with other records in their rows",
    ordersByCustomer: "filters end at the object",
    customersByOrder: "filters end at the object",
    async ordersOf({ customer }) {
      const filter: OurFilter = { field: "customer", op: "is", value: customer };
      return (await list("order", { filter })).map((row) => read("order", row));
    },
    async export({ object }) {
      const { id } = await call<ExportJob>(`${object}.export`, { format: "csv" });
      await finished(call, id);
      return call<string>(`exports/${id}/file`);
    },
    async timeline({ customer }) {
      const { items } = await call<TimelineReply>("customer.timeline", { id: customer });
      return items.flatMap((item) => (item.kind === "record" ? [item.row.id] : []));
    },
    async history({ customer }) {
      const { versions } = await call<HistoryReply>("customer.history", { id: customer });
      return versions.flatMap(({ changes }) =>
        changes.map(({ field, before }) => ({ field, before: plain(before) })),
      );
    },
  };
}

/** Long texts are not sorted. */
function demandOrder(field: string): void {
  if (field === "note") throw new NotOffered("no order by long texts");
}

const NOT_GROUPED: ReadonlySet<string> = new Set(["spend", "amount", "note", "tag"]);

function filterOf({ field, op, value }: Filter, tags: TagIds): OurFilter {
  if (field === "tag") return { field: "tags", op: "anyOf", value: [tags.get(String(value))] };
  const operand = isMoney(field) && value !== undefined ? money(value) : value;
  return { field: ours(field), op, ...(operand === undefined ? {} : { value: operand }) };
}

/** What is not in the row is null: hidden. */
const seenBy =
  (tags: TagIds) =>
  (object: ObjectName, { id, values }: Row, fields = FIELDS[object]): SeenRow => ({
    id,
    cells: Object.fromEntries(
      fields.map((field) => {
        const value = values[ours(field)] ?? null;
        if (field !== "tag") return [field, plain(value)];
        const [worn] = (value ?? []) as readonly Reference[];
        return [field, worn ? nameOf(tags, worn.id) : null];
      }),
    ),
  });

const nameOf = (tags: TagIds, id: string): string => [...tags].find(([, one]) => one === id)![0];

/** Money as its minor units, a reference as its id. */
function plain(value: unknown): Cell {
  if (typeof value !== "object" || value === null) return (value ?? null) as Cell;
  if ("amount" in value) return Number(value.amount);
  return (value as Reference).id;
}

async function finished(call: Call, id: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { state, error } = await call<ExportJob>(`exports/${id}`);
    if (state === "failed") throw new Refused(JSON.stringify(error));
    if (state === "done") return;
    await sleep(50);
  }
  throw new Error("an export does not end");
}
