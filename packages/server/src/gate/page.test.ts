/**
 * Whatever shape a list is read in, it answers what the plain form answers: the same rows in the same order, page by page.
 */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "../db/database.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { createRandom, type Random } from "../demo/random.ts";
import type { ListRequest } from "../http/contract.ts";
import { OBJECTS } from "../objects/registry.ts";
import { foldSearch } from "../search/fold.ts";
import { searchIndexesOf } from "../search/search-index.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { customer } from "../objects/customer.ts";
import { foldTally } from "../tally/fold.ts";
import { tallyOf } from "../tally/tally.ts";
import { parseQuestion, readPage } from "./list.ts";
import { keyName, matchSql, orderSqlOf } from "./page.ts";
import { keySql } from "./sort.ts";
import { readArms, ROW } from "./view.ts";
import type { Subject } from "./subject.ts";

const DAY = 86_400_000;
const STORES = 30;

/** Sees who the customers of a region are, and not what they spend. */
const RECEPTION: RoleTemplate = {
  id: "reception",
  name: { zh: "前台", en: "Reception" },
  duties: { zh: "前台", en: "Reception" },
  grants: {},
  classes: {},
  rules: [
    {
      id: "names",
      effect: "permit",
      actions: ["customer.view"],
      scope: "subtree",
      fields: { read: ["@basic"] },
    },
  ],
};

let world: Enterprise;
let people: readonly { readonly name: string; readonly person: string }[];
let units: readonly string[];
let tags: readonly string[];

/** Sees who wears a tag within a unit, and nothing else. */
const adviser = (tag: string): RoleTemplate => ({
  id: "tagAdviser",
  name: { zh: "标签顾问", en: "Tag adviser" },
  duties: { zh: "服务佩戴标签的客户。", en: "Serves who wears a tag." },
  grants: {},
  classes: {},
  rules: [
    {
      id: "tagged",
      effect: "permit",
      actions: ["customer.view"],
      scope: "subtree",
      when: { kind: "overlaps", left: { path: "record.tags" }, right: { value: [tag] } },
      fields: { read: ["@basic", "@commercial"], mask: ["@contact"] },
    },
  ],
});

beforeAll(async () => {
  world = await createEnterprise();
  const random = createRandom("pages");
  const regions: string[] = [];
  for (const name of ["北区", "南区", "西区"])
    regions.push(await world.unit(name, world.root, "region"));
  const stores: string[] = [];
  for (let index = 0; index < STORES; index++)
    stores.push(await world.unit(`店${index}`, regions[index % 10 < 6 ? 0 : 1]!));
  const area = await world.unit("片区", regions[2]!, "area");
  for (const name of ["甲店", "乙店", "丙店"]) stores.unshift(await world.unit(name, area));
  units = stores;
  const person = (name: string, role: string | null, unit: string) =>
    world.person(name, role, unit);
  const sellers: string[] = [];
  for (const store of stores.slice(0, 12)) sellers.push(await person("销售", "seller", store));
  const shared = await person("共享", "intern", regions[2]!);
  const several = await person("三店", "storeHead", stores[3]!);
  await world.assign(several, "storeHead", stores[17]!);
  await world.assign(several, "seller", stores[5]!);
  await world.assign(several, "wealthAdviser", regions[1]!);
  tags = await world.insert(
    "tag",
    ["VIP", "新客"].map((name) => ({ name, unit: world.root })),
  );
  await world.role(adviser(tags[0]!));
  await world.assign(several, "tagAdviser", regions[0]!);
  await world.role(RECEPTION);
  const reception = await person("前台", "reception", regions[0]!);
  await world.assign(reception, "seller", stores[2]!);
  const quiet = await person("清静", "storeHead", stores[25]!);
  await world.assign(quiet, "storeHead", stores[26]!);
  people = [
    { name: "several stores", person: quiet },
    { name: "tag adviser", person: await person("顾问", "tagAdviser", regions[0]!) },
    { name: "tag adviser of all", person: await person("总顾问", "tagAdviser", world.root) },
    { name: "seller", person: sellers[0]! },
    { name: "another seller", person: sellers[5]! },
    { name: "intern with shares", person: shared },
    { name: "store head", person: await person("店长", "storeHead", stores[1]!) },
    { name: "head of a wide region", person: await person("北", "areaManager", regions[0]!) },
    { name: "head of a narrow region", person: await person("南", "areaManager", regions[1]!) },
    { name: "head of an area", person: await person("片区主管", "areaManager", area) },
    { name: "several posts", person: several },
    { name: "reception", person: reception },
    { name: "boss", person: await person("老板", "boss", world.root) },
    { name: "service", person: await person("客服", "serviceAgent", world.root) },
    { name: "nobody", person: await person("无", null, stores[0]!) },
  ];
  const customers = await world.insert(
    "customer",
    Array.from({ length: 700 }, (_, index) => customerRow(random, index, stores, sellers)),
  );
  await world.services.db.query("update customer set deleted_at = now() where id = any($1)", [
    customers.slice(650),
  ]);
  // Some records are found by their tokens, others wait in the queue.
  const { db } = world.services;
  for (const index of searchIndexesOf(Object.values(OBJECTS))) await foldSearch(db, index);
  await db.query("update customer set name = name || '号' where id = any($1)", [
    customers.slice(0, 120),
  ]);
  await world.insert(
    "participant",
    customers.slice(0, 160).map((recordId, index) => ({
      object: "customer",
      recordId,
      principalKind: "person",
      principalId: random.pick([shared, several, ...sellers]),
      function: index % 2 ? "shared" : "collaborator",
      from: new Date(Date.now() - DAY).toISOString(),
      unit: stores[0]!,
      owner: shared,
    })),
  );
  await world.insert(
    "order",
    customers.slice(0, 400).map((customer, index) => ({
      customer,
      number: `N${index}`,
      status: random.pick(["placed", "paid", "completed"]),
      ...(random.chance(0.8) ? { placedAt: momentOf(random) } : {}),
      store: random.pick(stores),
      unit: random.pick(stores),
      owner: random.pick(sellers),
      createdAt: momentOf(random),
    })),
  );
  const children = customers.slice(200, 500).map((of, index) => ({
    customer: of,
    subject: `客户${index}`,
    unit: random.pick(stores),
    owner: random.pick(sellers),
    createdAt: momentOf(random),
  }));
  await world.insert(
    "followUp",
    children.map((row) => ({
      ...row,
      kind: random.pick(["call", "visit"]),
      at: momentOf(random),
    })),
  );
  await world.insert(
    "ticket",
    children.map((row, index) => ({
      ...row,
      number: `T${index}`,
      status: random.pick(["open", "closed"]),
    })),
  );
  await foldAll();
});

/** What is known of sizes says the same in every run. */
async function foldAll(): Promise<void> {
  const { db } = world.services;
  const left = async () =>
    (await db.query<{ n: string }>("select count(*) as n from customer_tally_delta")).rows[0]!.n;
  while (Number(await left()) > 0) await foldTally(db, tallyOf(customer)!);
}

afterAll(() => world.close());

/** Few different moments, so that many rows share one. */
const momentOf = (random: Random): string =>
  new Date(Date.UTC(2026, 0, 1) + random.whole(0, 60) * DAY).toISOString();

/** Some stores are busy, some have nothing new, some nothing at all. */
function customerRow(
  random: Random,
  index: number,
  stores: readonly string[],
  sellers: readonly string[],
): Record<string, unknown> {
  const store = Math.floor(random.next() ** 2 * (stores.length - 4));
  const createdAt = store % 5 === 3 ? "2024-03-01T00:00:00.000Z" : momentOf(random);
  return {
    name: index % 9 === 0 ? `Anna ${index}` : `客户${index % 97}`,
    ...(random.chance(0.7) ? { phone: `+8613900${String(index % 230).padStart(6, "0")}` } : {}),
    ...(random.chance(0.3)
      ? { email: `a${index}@example.test`, note: `备注 ${index}\n老客户` }
      : {}),
    unit: random.chance(0.02) ? null : stores[store],
    owner: random.chance(0.15) ? null : random.pick(sellers),
    stage: random.pick(["new", "developing", "signed", "lost"]),
    level: random.pick(["guest", "gold", "vip"]),
    tags: tags.filter(() => random.chance(0.3)),
    createdAt,
    updatedAt: createdAt,
    ...(random.chance(0.5) ? { lastFollowUpAt: momentOf(random) } : {}),
    ...(random.chance(0.7)
      ? { spend: { amount: String(random.whole(0, 40) * 100), currency: "CNY" } }
      : {}),
  };
}

/** All ids in order: every arm's clause over the whole table, one sort. */
async function plainly(subject: Subject, object: string, request: ListRequest): Promise<string[]> {
  const question = parseQuestion(subject, { object }, request);
  const { view, keys } = question;
  const rows = await readArms<{ id: string }>(
    world.services.db,
    subject,
    view,
    (arm) => {
      const columns = keys.map(
        (key, index) => sql`${keySql(key, arm, keys)} as ${sql.ref(keyName(index))}`,
      );
      return sql`select ${sql.join([sql`true as present`, sql`${sql.ref(`${ROW}.id`)} as id`, ...columns])}
        from ${sql.table(view.object.table)} as ${sql.ref(ROW)} where ${matchSql(question, arm)}`;
    },
    (arms) => sql`select * from (${arms}) page order by ${orderSqlOf(question)}`,
  );
  return rows.map(({ id }) => id);
}

async function byPages(subject: Subject, object: string, request: ListRequest): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const question = parseQuestion(
      subject,
      { object },
      { ...request, ...(cursor ? { cursor } : {}) },
    );
    const { records, next } = await readPage(world.services.db, subject, question);
    ids.push(...records.map(({ id }) => id));
    if (next === null) return ids;
    cursor = next;
  }
}

const SORTS: Readonly<Record<string, readonly string[]>> = {
  customer: ["createdAt", "updatedAt", "name", "spend", "lastFollowUpAt", "owner"],
  order: ["placedAt", "createdAt", "number"],
  followUp: ["at", "createdAt"],
  ticket: ["createdAt", "number"],
};

const CHILD_FILTERS: Readonly<Record<string, object>> = {
  order: { field: "status", op: "is", value: "paid" },
  followUp: { field: "kind", op: "is", value: "visit" },
  ticket: { field: "status", op: "is", value: "open" },
};

/** Names, digits of phones as they are and as they are masked, letters of addresses; none, too short, not there. */
function randomSearch(random: Random): string {
  const digits = String(random.whole(0, 99));
  const words = ["客户", `户${digits}`, `139-00${digits}`, `00${digits}`, "ANNA", `a${digits}@ex`];
  const odd = ["客", "n", "***", "l***", "没有的", "%", "_户", "nna 139", " ", `N${digits}`];
  return random.pick([...words, ...odd, `${random.pick(words)} ${random.pick(words)}`]);
}

function randomRequest(random: Random, object: string): ListRequest {
  const filters = [
    undefined,
    undefined,
    { field: "owner", op: "is", value: random.pick(people).person },
    { field: "unit", op: "anyOf", value: [random.pick(units), random.pick(units)] },
    ...(object === "customer"
      ? [
          { field: "stage", op: "is", value: "signed" },
          { field: "tags", op: "anyOf", value: [random.pick(tags)] },
          {
            and: [
              { field: "tags", op: "anyOf", value: tags },
              { field: "level", op: "is", value: "vip" },
            ],
          },
          {
            and: [
              { field: "level", op: "is", value: "vip" },
              {
                or: [
                  { field: "unit", op: "is", value: random.pick(units) },
                  { field: "name", op: "contains", value: "1" },
                ],
              },
            ],
          },
        ]
      : [CHILD_FILTERS[object]!]),
  ];
  const sort = random.chance(0.4)
    ? []
    : [0, 1].slice(0, random.whole(1, 2)).map(() => ({
        field: random.pick(SORTS[object]!),
        direction: random.pick(["asc", "desc"] as const),
      }));
  const filter = random.pick(filters);
  const search = random.chance(0.4) ? randomSearch(random) : undefined;
  return {
    ...(search === undefined ? {} : { search }),
    ...(sort.length > 0 ? { sort } : {}),
    ...(filter ? { filter } : {}),
  } as ListRequest;
}

describe.each(["customer", "order", "followUp", "ticket"])("%s lists", (object) => {
  test("R149: every reader gets the rows of the plain form, in its order, whatever the shape", async () => {
    const random = createRandom(`questions ${object}`);
    for (const { name, person } of people) {
      const subject = await world.services.subjects.current(person);
      for (let round = 0; round < 6; round++) {
        const request = randomRequest(random, object);
        const told = `${name} ${JSON.stringify(request)}`;
        const expected = await plainly(subject, object, request);
        const limit = Math.min(200, Math.max(1, Math.ceil(expected.length / random.whole(1, 6))));
        const paged = await byPages(subject, object, { ...request, limit });
        expect([told, ...paged]).toEqual([told, ...expected]);
      }
    }
  });
});

describe("R149: the shape of a list fits where the reader's rows can be", () => {
  const WALK = "with walk as";
  const LADDER = "with heads as";
  const ALL_THE_ROWS = "offset 0) gathered";
  const TOKENS = "_tags_token";
  const WORDS = "customer_search";

  async function shapeOf(name: string, request: ListRequest = {}): Promise<readonly string[]> {
    const texts: string[] = [];
    const { db } = world.services;
    const listening: Executor = {
      query: (text, values) => (texts.push(text), db.query(text, values)),
      copyIn: (copy) => db.copyIn(copy),
    };
    const { person } = people.find((one) => one.name === name)!;
    const subject = await world.services.subjects.current(person);
    await readPage(listening, subject, parseQuestion(subject, { object: "customer" }, request));
    const [text, ...others] = texts.filter((one) => one.startsWith("with guard"));
    expect(others).toEqual([]);
    return [WORDS, WALK, LADDER, TOKENS, ALL_THE_ROWS].filter((sign) => text!.includes(sign));
  }

  test.each([
    ["nobody", {}, []],
    // Shares are gathered in every case; own customers are read in order.
    ["intern with shares", {}, [ALL_THE_ROWS]],
    ["store head", {}, [ALL_THE_ROWS]],
    // Three stores, and though they are the busiest, three probes are less than any walk.
    ["head of an area", {}, [LADDER, ALL_THE_ROWS]],
    ["several stores", {}, [LADDER, ALL_THE_ROWS]],
    ["head of a wide region", {}, [WALK, LADDER, ALL_THE_ROWS]],
    // Clauses about units are one question, and what is shared with those who see all is theirs anyway.
    ["several posts", {}, [WALK, LADDER, TOKENS, ALL_THE_ROWS]],
    ["boss", {}, []],
    // The filter bounds the rows better than the clause does.
    ["boss", { filter: { field: "owner", op: "is", value: "$seller" } }, []],
    ["tag adviser", {}, [WALK, LADDER, TOKENS]],
    ["tag adviser of all", {}, [WALK, LADDER, TOKENS]],
    ["tag adviser", { sort: [{ field: "spend", direction: "asc" }] }, [TOKENS, ALL_THE_ROWS]],
    ["boss", { search: "李娜" }, [WORDS, ALL_THE_ROWS]],
    ["boss", { search: "李" }, [ALL_THE_ROWS]],
    ["boss", { search: "李 1390" }, [WORDS, ALL_THE_ROWS]],
    ["head of a wide region", { search: "1390" }, [WORDS, WALK, LADDER, ALL_THE_ROWS]],
    // An owner's rows are few, and so is what is shared.
    [
      "boss",
      { search: "李娜", filter: { field: "owner", op: "is", value: "$seller" } },
      [ALL_THE_ROWS],
    ],
    // An order that is kept for each unit alone.
    ["boss", { sort: [{ field: "name", direction: "asc" }] }, [LADDER]],
    // What is not told comes last, in the list's own order: the region is not read from end to end for it.
    ["reception", { sort: [{ field: "spend", direction: "asc" }] }, [WALK, LADDER, ALL_THE_ROWS]],
    [
      "reception",
      { sort: [{ field: "createdAt", direction: "asc" }] },
      [WALK, LADDER, ALL_THE_ROWS],
    ],
    ["boss", { sort: [{ field: "updatedAt", direction: "asc" }] }, []],
    ["intern with shares", { sort: [{ field: "name", direction: "asc" }] }, [ALL_THE_ROWS]],
  ] as const)("%s %j", async (name, request, expected) => {
    const seller = people.find(({ name: of }) => of === "seller")!.person;
    const filled = JSON.parse(JSON.stringify(request).replace("$seller", seller)) as ListRequest;
    expect(await shapeOf(name, filled)).toEqual(expected);
  });
});
