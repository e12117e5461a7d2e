/** Saved views tell what people look for, so they are their owners' alone until shared, and then their unit's alone. */
import type { Row } from "../../http/contract.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roleIdOf } from "./registry.ts";
import { as, createEnterprise, type Enterprise } from "../../testing/enterprise.ts";

let world: Enterprise;
let storeA: string;
let storeB: string;
const people: Record<string, string> = {};

/** A view that holds what nobody else may read: whom its owner looks for. */
const QUERY = JSON.stringify({ search: "福田客", columns: ["name", "spend"] });

beforeAll(async () => {
  world = await createEnterprise();
  const region = await world.unit("华南大区", world.root, "region");
  storeA = await world.unit("南山店", region);
  storeB = await world.unit("福田店", region);
  const posts: readonly (readonly [name: string, role: string, at: string])[] = [
    ["guide", "guide", storeA],
    ["guideB", "guide", storeB],
    ["guideFar", "guide", await world.unit("望京店", world.root)],
    ["headA", "storeHead", storeA],
    ["headB", "storeHead", storeB],
    ["area", "areaManager", region],
    ["boss", "boss", world.root],
    ["administrator", "administrator", world.root],
  ];
  for (const [name, role, at] of posts) people[name] = await world.person(name, role, at);
});

afterAll(() => world.close());

const person = (name: string) => as(people[name]!);

const create = (name: string, values: Record<string, unknown> = {}) =>
  world.services.gate.create(person(name), "savedView", {
    name: `${name}的视图`,
    object: "customer",
    query: QUERY,
    ...values,
  });

const idsSeenBy = async (name: string, search?: string): Promise<readonly string[]> => {
  const request = search === undefined ? {} : { search };
  const { rows } = await world.services.gate.list(person(name), "savedView", request);
  return rows.map(({ id }) => id);
};

const EVERYBODY = ["guide", "headA", "headB", "area", "boss", "administrator"];

describe("a view that is not shared", () => {
  test.each(EVERYBODY)("R141: of %s is seen, changed and removed by nobody else", async (owner) => {
    const { record } = await create(owner);
    const { gate } = world.services;
    for (const other of EVERYBODY.filter((name) => name !== owner)) {
      expect(await idsSeenBy(other)).not.toContain(record.id);
      await expect(gate.get(person(other), "savedView", record.id)).rejects.toMatchObject({
        code: "not_found",
      });
      const change = { id: record.id, version: 1, values: { shared: true } };
      await expect(gate.update(person(other), "savedView", change)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(gate.delete(person(other), "savedView", change)).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect(await idsSeenBy(owner)).toContain(record.id);
    const renamed = { id: record.id, version: 1, values: { name: "改过名" } };
    const { record: after } = await gate.update(person(owner), "savedView", renamed);
    await gate.delete(person(owner), "savedView", after);
    expect(await idsSeenBy(owner)).not.toContain(record.id);
  });

  test("R141: cannot be counted or guessed by what it says", async () => {
    const { record } = await create("headA");
    const filter = { field: "query", op: "contains", value: "福田客" } as const;
    const { count } = await world.services.gate.count(person("administrator"), "savedView", {
      filter,
    });
    expect(count).toBe(0);
    expect(await idsSeenBy("boss", "headA")).toEqual([]);
    await world.services.gate.delete(person("headA"), "savedView", record);
  });
});

describe("a view shared in a unit", () => {
  test("R141: is seen by the people of that unit, and by nobody above, beside or besides", async () => {
    const { record } = await create("headA", { shared: true });
    expect(await idsSeenBy("guide")).toContain(record.id);
    for (const other of ["headB", "area", "boss", "administrator"])
      expect(await idsSeenBy(other)).not.toContain(record.id);
    const { record: seen } = await world.services.gate.get(person("guide"), "savedView", record.id);
    expect(seen.can).toMatchObject({ edit: false, delete: false });
    const change = { id: record.id, version: 1, values: { name: "别人的" } };
    await expect(
      world.services.gate.update(person("guide"), "savedView", change),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is its owner's to take back", async () => {
    const { record } = await create("guide", { shared: true });
    const change = { id: record.id, version: 1, values: { shared: false } };
    await world.services.gate.update(person("guide"), "savedView", change);
    expect(await idsSeenBy("headA")).not.toContain(record.id);
  });

  test("R141: cannot be put before the eyes of another unit, at once or in two steps", async () => {
    const elsewhere = { unit: storeB };
    await expect(create("guide", { ...elsewhere, shared: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { record } = await create("guide", elsewhere);
    const change = { id: record.id, version: 1, values: { shared: true } };
    await expect(
      world.services.gate.update(person("guide"), "savedView", change),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await idsSeenBy("headB")).not.toContain(record.id);
  });

  test("R141: is nobody's to make in another's name", async () => {
    for (const shared of [true, false])
      await expect(create("guide", { owner: people["headA"], shared })).rejects.toMatchObject({
        code: "forbidden",
      });
  });
});

describe("R141: the view that a post opens a list with", () => {
  const GUIDE = { opensFor: roleIdOf("guide") };
  const openFor = (name: string, { id, version }: Row, values: object = GUIDE) =>
    world.services.gate.update(person(name), "savedView", { id, version, values });

  test("is seen by whoever holds the post below, is theirs to look through and not to change", async () => {
    const { record } = await create("area");
    const { record: opened } = await openFor("area", record);
    for (const name of ["guide", "guideB"]) {
      expect(await idsSeenBy(name)).toContain(record.id);
      const { record: seen } = await world.services.gate.get(person(name), "savedView", record.id);
      expect(seen.can).toMatchObject({ edit: false, delete: false, setPostDefault: false });
      await expect(openFor(name, opened, { name: "别的" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    for (const name of ["guideFar", "headA", "headB"])
      expect(await idsSeenBy(name)).not.toContain(record.id);
    const { record: closed } = await openFor("area", opened, { opensFor: null });
    expect(await idsSeenBy("guide")).not.toContain(record.id);
    await world.services.gate.delete(person("area"), "savedView", closed);
  });

  test("is said by who answers for the unit: not by its holders, at once or in two steps, nor for other units", async () => {
    await expect(create("guide", GUIDE)).rejects.toMatchObject({ code: "forbidden" });
    await expect(create("guide", { ...GUIDE, shared: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { record: own } = await create("guide");
    await expect(openFor("guide", own)).rejects.toMatchObject({ code: "forbidden" });
    const { record: elsewhere } = await create("headA", { unit: storeB });
    await expect(openFor("headA", elsewhere)).rejects.toMatchObject({ code: "forbidden" });
    expect(await idsSeenBy("guideB")).not.toContain(elsewhere.id);
  });

  test("is mended by who stands above, and nobody's private view is", async () => {
    const { record } = await create("headA");
    const { record: opened } = await openFor("headA", record);
    for (const name of ["area", "administrator"])
      expect(await idsSeenBy(name)).toContain(record.id);
    expect(await idsSeenBy("headB")).not.toContain(record.id);
    const { record: renamed } = await openFor("area", opened, { name: "本店要回访的" });
    expect((await world.services.gate.get(person("guide"), "savedView", record.id)).record).toEqual(
      expect.objectContaining({ version: renamed.version }),
    );
  });

  test.each(["area", "administrator"])(
    "is taken back by who stands above (%s), who then sees it no more: it is its owner's own again",
    async (name) => {
      const { record } = await create("headA");
      const { record: opened } = await openFor("headA", record);
      expect(await idsSeenBy("guide")).toContain(record.id);
      // Only this ends their sight of it: nothing else goes with it.
      await expect(openFor(name, opened, { opensFor: null, name: "别的" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(openFor(name, opened, { opensFor: null })).rejects.toMatchObject({
        code: "done_unseen",
      });
      for (const other of [name, "guide"]) expect(await idsSeenBy(other)).not.toContain(record.id);
      const { record: own } = await world.services.gate.get(
        person("headA"),
        "savedView",
        record.id,
      );
      expect(own).toMatchObject({ version: opened.version + 1, values: { opensFor: null } });
      await expect(openFor(name, own)).rejects.toMatchObject({ code: "not_found" });
    },
  );

  test("is taken back by nobody who does not answer for its unit", async () => {
    const { record } = await create("headA");
    const { record: opened } = await openFor("headA", record);
    const close = (name: string) => openFor(name, opened, { opensFor: null });
    await expect(close("guide")).rejects.toMatchObject({ code: "forbidden" });
    await expect(close("headB")).rejects.toMatchObject({ code: "not_found" });
    expect(await idsSeenBy("guide")).toContain(record.id);
  });
});

describe("what a view asks", () => {
  test("R141: is asked with the rights of who opens it: an amount that is closed cannot be sieved", async () => {
    const customer = { owner: people["headA"], unit: storeA, stage: "new", level: "vip" };
    await world.insert("customer", [
      { ...customer, name: "大客户", spend: { amount: "900000", currency: "CNY" } },
      { ...customer, name: "小客户", spend: { amount: "900", currency: "CNY" } },
    ]);
    const filter = {
      and: [
        {
          or: [
            { field: "spend", op: "atLeast", value: { amount: "500000", currency: "CNY" } },
            { field: "name", op: "is", value: "小客户" },
          ],
        },
      ],
    } as const;
    const names = async (name: string) => {
      const { rows } = await world.services.gate.list(person(name), "customer", { filter });
      return rows.map(({ values }) => values["name"]).toSorted();
    };
    expect(await names("headA")).toEqual(["大客户", "小客户"].toSorted());
    expect(await names("guide")).toEqual(["小客户"]);
  });
});
