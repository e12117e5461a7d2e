import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAccounts } from "../identity/accounts.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { buildApp } from "./app.ts";
import type { SearchHit } from "./contract.ts";
import { searchObjects } from "./search.ts";

const EVERYTHING = roleOfRules("everything", [
  { id: "all", effect: "permit", actions: ["*"], scope: "all", fields: { read: ["*"] } },
]);
/** Customers of the own unit by name, their phones masked; orders without their numbers; nothing else. */
const NARROW = roleOfRules("narrow", [
  {
    id: "customers",
    effect: "permit",
    actions: ["customer.view"],
    scope: "unit",
    fields: { read: ["name"], mask: ["phone"] },
  },
  {
    id: "orders",
    effect: "permit",
    actions: ["order.view"],
    scope: "unit",
    fields: { read: ["placedAt"] },
  },
]);

let world: Enterprise;
let all: string;
let narrow: string;
const PASSWORD = "correct horse battery";

beforeAll(async () => {
  world = await createEnterprise({ templates: [EVERYTHING, NARROW] });
  const [east, west] = [await world.unit("东店"), await world.unit("西店")];
  all = await world.person("全看", "everything", world.root);
  narrow = await world.person("少看", "narrow", east);
  const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
  const customer = (name: string, unit: string, day: number, rest: object = {}) => ({
    name,
    unit,
    createdAt: at(day),
    stage: "new",
    ...rest,
  });
  const [first] = await world.insert("customer", [
    customer("王芳", east, 1, { phone: "+8613900004567", note: "老客户，喜欢红色".repeat(9) }),
    customer("老王芳华", east, 2, { phone: "+8613900001111" }),
    customer("王芳华", east, 3, { phone: "+8613912345670" }),
    customer("赵一", east, 4, { company: "王芳服装店" }),
    customer("王芳", west, 5, { phone: "+8613800004567" }),
    ...Array.from({ length: 7 }, (_, index) => customer(`群众${index}`, west, 6)),
  ]);
  await world.insert("order", [
    { number: "SO-2026-0007", customer: first, unit: east, placedAt: at(1) },
    { number: "SO-2026-0017", customer: first, unit: east, placedAt: at(2) },
  ]);
}, 60_000);
afterAll(() => world.close());

const search = (person: string, words: string) => searchObjects(world.services, as(person), words);

async function titles(person: string, words: string): Promise<Record<string, unknown>> {
  const { groups } = await search(person, words);
  return Object.fromEntries(
    groups.map(({ object, hits }) => [object, hits.map((hit) => hit.title)]),
  );
}

async function hits(
  person: string,
  words: string,
  object = "customer",
): Promise<readonly SearchHit[]> {
  const { groups } = await search(person, words);
  return groups.find((group) => group.object === object)?.hits ?? [];
}

test("R168: what is meant exactly comes first, then what begins with it; newest first among equals", async () => {
  expect((await hits(all, "王芳")).map(({ title }) => title)).toEqual([
    "王芳",
    "王芳",
    "王芳华",
    "老王芳华",
    "赵一",
  ]);
  const [newest, older] = await hits(all, "王芳");
  expect([newest!.beside?.text, older!.beside?.text]).toEqual(["+8613800004567", "+8613900004567"]);
});

test("R168: an order is found by its number, and whoever is meant stands before what only mentions it", async () => {
  expect(await titles(all, "SO-2026-0007")).toEqual({ order: ["SO-2026-0007"] });
  expect(await titles(all, "2026-00")).toMatchObject({ order: ["SO-2026-0017", "SO-2026-0007"] });
  const { groups } = await search(all, "全看");
  expect(groups[0]!.object).toBe("person");
});

test("R168: a name with the last four digits of a phone", async () => {
  const [hit, ...others] = await hits(narrow, "王 4567");
  expect(others).toEqual([]);
  expect(hit).toMatchObject({
    title: "王芳",
    marks: [[0, 1]],
    beside: { field: "phone", text: "*******4567", marks: [[7, 11]] },
  });
});

test("masked phones are found by the digits shown, hidden cells not at all, other units never", async () => {
  expect(await titles(narrow, "4567")).toEqual({ customer: ["王芳"] });
  expect(await titles(narrow, "139000")).toEqual({});
  expect(await titles(narrow, "服装店")).toEqual({});
  expect(await titles(narrow, "SO-2026")).toEqual({});
  expect(await titles(narrow, "群众")).toEqual({});
  expect((await search(narrow, "王")).searched).toEqual(["customer", "order"]);
});

test("a word deep in a long text is shown with what stands around it", async () => {
  const [hit] = await hits(all, "红色");
  const { text, marks } = hit!.beside!;
  expect(text.length).toBeLessThan(70);
  expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(["红色"]);
});

test("a few of each are shown, and that there are more is said", async () => {
  const { groups } = await search(all, "群众");
  expect(groups).toMatchObject([{ object: "customer", isMore: true }]);
  expect(groups[0]!.hits).toHaveLength(5);
  expect((await search(all, "  ")).groups).toEqual([]);
});

test("R107: each object that was looked into leaves its line", async () => {
  const { db, trail } = world.services;
  await search(narrow, "王芳华");
  await trail.flush();
  const { rows } = await db.query(
    `select action, cardinality(records) as found from audit_line where person = $1 and asked::jsonb->>'search' = '王芳华' order by action`,
    [narrow],
  );
  expect(rows).toEqual([
    { action: "customer.list", found: 2 },
    { action: "order.list", found: 0 },
  ]);
});

test("a question that was given up is not worked at", async () => {
  const { groups, searched } = await searchObjects(world.services, as(all), "王芳", () => true);
  expect([groups, searched.length > 5]).toEqual([[], true]);
});

test("over HTTP: a session, a text, nothing else", async () => {
  await openAccounts(
    world.services.db,
    [{ person: narrow, name: "少看", email: "narrow@test.example" }],
    PASSWORD,
  );
  const app: FastifyInstance = await buildApp({ services: world.services, web: null, log: false });
  const post = (url: string, payload: object, cookie = "") =>
    app.inject({ method: "POST", url, payload, headers: { cookie } });
  expect((await post("/api/search", { words: "王芳" })).statusCode).toBe(401);
  const signedIn = await post("/api/auth/sign-in/email", {
    email: "narrow@test.example",
    password: PASSWORD,
  });
  const cookie = String(signedIn.headers["set-cookie"]).split(";")[0]!;
  const reply = await post("/api/search", { words: "王芳" }, cookie);
  expect(reply.json().groups).toMatchObject([{ object: "customer" }]);
  for (const words of [undefined, 7, ["王"], { a: 1 }])
    expect((await post("/api/search", { words }, cookie)).statusCode).toBe(400);
  await app.close();
});
