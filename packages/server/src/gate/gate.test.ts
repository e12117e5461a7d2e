import { afterAll, beforeAll, expect, test } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let seller: string;
let head: string;
let stranger: string;
let store: string;
let other: string;
let mine: string;
let colleagues: string;

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  other = await world.unit("福田店");
  seller = await world.person("销售甲", "seller", store);
  head = await world.person("店长乙", "storeHead", store);
  stranger = await world.person("无岗", null, store);
  const base = { unit: store, stage: "new", phone: "+8613900001234" };
  [mine] = (await world.insert("customer", [{ ...base, owner: seller, name: "张三" }])) as [string];
  [colleagues] = (await world.insert("customer", [
    { ...base, owner: head, name: "李四", phone: "+8613900005678" },
  ])) as [string];
  await world.insert("customer", [{ ...base, owner: null, unit: other, name: "王五" }]);
});

afterAll(() => world.close());

test("R30: a seller lists only own customers, a store head the whole store", async () => {
  const { gate } = world.services;
  const names = async (person: string) =>
    (await gate.list(as(person), "customer", {})).rows.map(({ values }) => values["name"]);
  expect(await names(seller)).toEqual(["张三"]);
  expect((await names(head)).toSorted()).toEqual(["张三", "李四"]);
  expect(await names(stranger)).toEqual([]);
});

test("R134: a phone is plain on own records and masked beyond", async () => {
  const { gate } = world.services;
  const own = await gate.get(as(seller), "customer", mine);
  expect(own.record.values["phone"]).toBe("+8613900001234");
  const beyond = await gate.get(as(head), "customer", mine);
  expect(beyond.record.values["phone"]).toBe("*******1234");
  expect(beyond.record.masked).toContain("phone");
});

test("not allowed and not existing answer alike", async () => {
  const { gate } = world.services;
  await expect(gate.get(as(seller), "customer", colleagues)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    gate.get(as(seller), "customer", "01a00000-0000-7000-8000-000000000000"),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("an edit carries the version it was made on; a stale one loses nothing", async () => {
  const { gate } = world.services;
  const before = await gate.get(as(seller), "customer", mine);
  const { version } = before.record;
  const edited = await gate.update(as(seller), "customer", {
    id: mine,
    version,
    values: { note: "喜欢乌龙" },
  });
  expect(edited.record.version).toBe(version + 1);
  await expect(
    gate.update(as(seller), "customer", { id: mine, version, values: { note: "过时" } }),
  ).rejects.toMatchObject({ code: "stale", extras: { current: { version: version + 1 } } });
});

test("R55: whoever could see nothing sees what they are granted by the next request", async () => {
  const { gate } = world.services;
  const newcomer = await world.person("新人", null, store);
  expect((await gate.list(as(newcomer), "customer", {})).rows).toEqual([]);
  await expect(gate.get(as(newcomer), "customer", mine)).rejects.toMatchObject({
    code: "not_found",
  });
  await world.assign(newcomer, "storeHead", store);
  expect((await gate.get(as(newcomer), "customer", mine)).record.id).toBe(mine);
  expect(await gate.count(as(newcomer), "customer", {})).toEqual({ count: 2 });
});

test("a search that is no text is refused, whatever was asked before and whoever asks", async () => {
  const { gate } = world.services;
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`) as string;
  for (const search of [null, 5, {}, deep] as unknown as string[]) {
    for (const person of [seller, stranger]) {
      await gate.list(as(person), "customer", {});
      await gate.count(as(person), "customer", {});
      const refused = { code: "bad_request" };
      await expect(gate.list(as(person), "customer", { search })).rejects.toMatchObject(refused);
      await expect(gate.count(as(person), "customer", { search })).rejects.toMatchObject(refused);
    }
  }
});
