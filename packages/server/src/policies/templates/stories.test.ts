/** The stories behind the templates, told to the gate: what each post sees, changes and does on real rows. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Row } from "../../http/contract.ts";
import { as, createEnterprise, type Enterprise } from "../../testing/enterprise.ts";

let world: Enterprise;
const unit: Record<string, string> = {};
const people: Record<string, string> = {};
const record: Record<string, string> = {};

beforeAll(async () => {
  world = await createEnterprise();
  unit["region"] = await world.unit("华南大区", world.root, "region");
  unit["team"] = await world.unit("华南销售部", unit["region"], "department");
  unit["storeA"] = await world.unit("南山店", unit["region"]);
  unit["storeB"] = await world.unit("福田店", unit["region"]);
  unit["office"] = await world.unit("总部", world.root, "department");
  for (const [name, role, at] of POSTS)
    people[name] = await world.person(name, role, unit[at] as string);
  await insertRecords();
});

afterAll(() => world.close());

const POSTS: readonly (readonly [name: string, role: string, at: string])[] = [
  ["seller", "seller", "team"],
  ["salesManager", "salesManager", "team"],
  ["supervisor", "salesSupervisor", "team"],
  ["regional", "regionalSalesManager", "region"],
  ["intern", "intern", "storeA"],
  ["guide", "guide", "storeA"],
  ["headA", "storeHead", "storeA"],
  ["headB", "storeHead", "storeB"],
  ["area", "areaManager", "region"],
  ["operations", "headOfficeOperations", "office"],
  ["finance", "finance", "office"],
  ["agent", "serviceAgent", "office"],
  ["lead", "serviceLead", "office"],
  ["analyst", "dataAnalyst", "office"],
  ["management", "management", "office"],
  ["consultant", "courseConsultant", "team"],
  ["teacher", "classTeacher", "team"],
  ["adviser", "wealthAdviser", "region"],
  ["boss", "boss", "office"],
  ["administrator", "administrator", "office"],
];

const yuan = (amount: number) => ({ amount: String(amount * 100), currency: "CNY" });

async function insertRecords(): Promise<void> {
  const inA = { unit: unit["storeA"], owner: people["guide"] };
  const inB = { unit: unit["storeB"], owner: people["headB"] };
  const ofTeam = { unit: unit["team"], owner: people["seller"] };
  const ofConsultant = { unit: unit["team"], owner: people["consultant"] };
  const phone = "+8613900001234";
  const insert = async (
    object: string,
    key: string,
    values: Record<string, unknown>,
  ): Promise<void> => {
    [record[key]] = (await world.insert(object, [values])) as [string];
  };
  await insert("customer", "inA", {
    ...inA,
    name: "南山客",
    phone,
    stage: "new",
    level: "gold",
    spend: yuan(900),
  });
  await insert("customer", "inB", {
    ...inB,
    name: "福田客",
    phone,
    stage: "new",
    level: "vip",
    spend: yuan(9000),
  });
  await insert("customer", "ofTeam", {
    ...ofTeam,
    name: "团队客",
    phone,
    stage: "signed",
    level: "guest",
  });
  await insert("customer", "parent", {
    ...ofConsultant,
    name: "家长",
    phone,
    stage: "signed",
    level: "guest",
  });
  const money = {
    total: yuan(50),
    cost: yuan(20),
    margin: yuan(30),
    placedAt: "2026-03-01T04:00:00.000Z",
  };
  await insert("order", "orderA", {
    ...inA,
    ...money,
    number: "A1",
    customer: record["inA"],
    store: unit["storeA"],
    status: "paid",
  });
  // A customer of store A drinks in store B.
  await insert("order", "visitor", {
    ...inA,
    ...money,
    number: "A2",
    customer: record["inA"],
    store: unit["storeB"],
    status: "paid",
  });
  await insert("contract", "contract", {
    ...ofConsultant,
    number: "C1",
    name: "课程合同",
    customer: record["parent"],
    signedAmount: yuan(8000),
    status: "signed",
  });
  await insert("opportunity", "deal", {
    ...ofTeam,
    name: "团购",
    customer: record["ofTeam"],
    stage: "proposal",
    amount: yuan(700),
  });
  const said = { at: "2026-03-02T04:00:00.000Z", kind: "call", content: "少糖" };
  await insert("followUp", "filed", {
    ...inA,
    ...said,
    subject: "已归档",
    customer: record["inA"],
    state: "filed",
    createdBy: people["guide"],
  });
  await insert("followUp", "draft", {
    ...inA,
    ...said,
    subject: "未归档",
    customer: record["inA"],
    state: "draft",
    createdBy: people["guide"],
  });
  await insert("followUp", "talkB", {
    ...inB,
    ...said,
    subject: "福田沟通",
    customer: record["inB"],
    state: "draft",
    createdBy: people["headB"],
  });
  await insert("ticket", "ticket", {
    ...inB,
    number: "T1",
    subject: "洒漏",
    customer: record["inB"],
    status: "working",
    assignee: people["agent"],
  });
  await insert("pricePolicy", "price", {
    unit: world.root,
    name: "门店价",
    price: yuan(16),
    status: "draft",
  });
  const takesPart = { object: "customer", principalKind: "person", unit: unit["team"] };
  await world.insert("participant", [
    {
      ...takesPart,
      recordId: record["parent"],
      principalId: people["teacher"],
      function: "teacher",
    },
    {
      ...takesPart,
      recordId: record["inB"],
      principalId: people["intern"],
      function: "collaborator",
    },
  ]);
}

const list = async (person: string, object: string): Promise<readonly Row[]> =>
  (await world.services.gate.list(as(people[person] as string), object, {})).rows;

async function titles(person: string, object: string, field = "name"): Promise<readonly unknown[]> {
  return (await list(person, object)).map(({ values }) => values[field]).toSorted();
}

async function see(person: string, object: string, key: string): Promise<Row> {
  const reply = await world.services.gate.get(
    as(people[person] as string),
    object,
    record[key] as string,
  );
  return reply.record;
}

test("R10: the administrator sees no customer, order or communication", async () => {
  for (const object of ["customer", "order", "followUp", "ticket"]) {
    expect(await list("administrator", object)).toEqual([]);
  }
});

test("R11: an intern sees only what they own or collaborate on", async () => {
  expect(await titles("intern", "customer")).toEqual(["福田客"]);
  expect((await see("intern", "customer", "inB")).writable).not.toContain("phone");
});

test("R24: a seller edits contact data and cannot delete the customer", async () => {
  const row = await see("seller", "customer", "ofTeam");
  expect(row.can).toMatchObject({ edit: true, delete: false, export: false });
  expect(row.writable).toContain("phone");
});

test("R27: a supervisor exports the team's customers and cannot change a price", async () => {
  expect((await see("supervisor", "customer", "ofTeam")).can).toMatchObject({ export: true });
  expect((await see("supervisor", "pricePolicy", "price")).can).toMatchObject({
    edit: false,
    approve: false,
  });
});

test("R28: a service team leader reads tickets of everybody and alters no log", async () => {
  expect(await titles("lead", "ticket", "subject")).toEqual(["洒漏"]);
  const rows = await list("lead", "followUp");
  expect(rows.filter(({ can }) => can["edit"] || can["delete"] || can["withdraw"])).toEqual([]);
});

test("R29: a guide sets neither tags nor levels; the store head sets the level", async () => {
  expect((await see("guide", "customer", "inA")).can).toMatchObject({
    tag: false,
    setLevel: false,
    edit: true,
  });
  expect((await see("headA", "customer", "inA")).can).toMatchObject({
    setLevel: true,
    delete: false,
  });
});

test("R31: a sales manager sees everybody's orders and only the team's customers", async () => {
  expect(await titles("salesManager", "order", "number")).toEqual(["A1", "A2"]);
  expect(await titles("salesManager", "customer")).toEqual(["团队客", "家长"].toSorted());
  expect(await list("salesManager", "followUp")).toEqual([]);
});

test("R36, R65: a store head sees the own store's members and the spending in the own store", async () => {
  expect(await titles("headA", "customer")).toEqual(["南山客"]);
  expect((await see("headA", "customer", "inA")).values["spend"]).toEqual(yuan(900));
  expect(await titles("headA", "order", "number")).toEqual(["A1"]);
  expect(await titles("headB", "order", "number")).toEqual(["A2"]);
  expect((await see("guide", "customer", "inA")).hidden).toContain("spend");
});

test("R37: head office operations see every store and operate no follow-up", async () => {
  expect(await list("operations", "customer")).toHaveLength(4);
  const rows = await list("operations", "followUp");
  expect(rows).toHaveLength(3);
  expect(rows.filter(({ can }) => can["edit"] || can["amend"] || can["delete"])).toEqual([]);
  expect((await see("operations", "customer", "inA")).masked).toContain("phone");
});

test("R44: management reads no rows at all", async () => {
  for (const object of ["customer", "order", "followUp"])
    expect(await list("management", object)).toEqual([]);
});

test("R47, R48, R52: finance sees transactions with cost and margin, and no customer", async () => {
  expect((await see("finance", "order", "orderA")).values).toMatchObject({
    cost: yuan(20),
    margin: yuan(30),
  });
  expect(await list("finance", "customer")).toEqual([]);
  expect(await list("finance", "followUp")).toEqual([]);
  expect((await see("salesManager", "order", "orderA")).masked).toContain("margin");
});

test("R50: the consultant never sees the signed amount, the teacher changes no contact data", async () => {
  expect((await see("consultant", "contract", "contract")).hidden).toContain("signedAmount");
  const row = await see("teacher", "customer", "parent");
  expect(row.values["phone"]).toBe("+8613900001234");
  expect(row.writable).not.toContain("phone");
});

test("R42: a class teacher sees only the parents of the own class", async () => {
  expect(await titles("teacher", "customer")).toEqual(["家长"]);
});

test("R54: a VIP opens to the wealth adviser of the region, and nobody else does", async () => {
  expect(await titles("adviser", "customer")).toEqual(["福田客"]);
});

test("R81, R82: a filed record is locked for its author; the area manager amends it", async () => {
  expect((await see("guide", "followUp", "draft")).can).toMatchObject({ edit: true, file: true });
  expect((await see("guide", "followUp", "filed")).can).toMatchObject({
    edit: false,
    delete: false,
  });
  expect((await see("area", "followUp", "filed")).can).toMatchObject({ amend: true, edit: false });
  expect((await see("headA", "followUp", "draft")).can).toMatchObject({ edit: false });
});

test("R83: the boss reads every record and its versions", async () => {
  expect((await see("boss", "followUp", "filed")).can).toMatchObject({
    history: true,
    edit: false,
  });
  expect(await list("boss", "followUp")).toHaveLength(3);
});

test("R162: an analyst's rows carry neither names nor contact data", async () => {
  const row = await see("analyst", "customer", "inA");
  expect(JSON.stringify(row.values)).not.toMatch(/南山客|1234/);
  expect(row.can).toMatchObject({ edit: false, export: false, exportTotals: true });
});

test("R163: a seller confirms nothing of their own; the regional manager does", async () => {
  expect((await see("seller", "opportunity", "deal")).can).toMatchObject({
    edit: true,
    confirm: false,
  });
  expect((await see("regional", "opportunity", "deal")).can).toMatchObject({
    confirm: true,
    sendBack: true,
  });
});

test("R165, R168: an agent reads a customer's history only while their ticket is open", async () => {
  expect(await titles("agent", "customer")).toEqual(["福田客"]);
  expect(await titles("agent", "followUp", "subject")).toEqual(["福田沟通"]);
  expect((await list("agent", "followUp"))[0]?.can).toMatchObject({ edit: false, delete: false });
  await world.services.db.query("update ticket set status = 'closed' where id = $1", [
    record["ticket"],
  ]);
  expect(await list("agent", "followUp")).toEqual([]);
  expect(await list("agent", "customer")).toEqual([]);
});
