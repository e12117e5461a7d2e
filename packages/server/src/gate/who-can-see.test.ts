import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { v7 as uuid } from "uuid";
import { bumpSubjects } from "./guard.ts";
import type { WhoCanSeeReply } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { ROLE_TEMPLATES, roleIdOf } from "../policies/templates/registry.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

const STORES = 60;

let world: Enterprise;
let people: string[];
let customers: string[];
let head: string;

beforeAll(async () => {
  world = await createEnterprise();
  const region = await world.unit("华南大区", world.root, "region");
  const stores: string[] = [];
  for (let index = 0; index < STORES; index++) {
    const id = uuid();
    await world.insert("unit", [
      { id, unit: id, name: `门店${index}`, kind: "store", parent: region },
    ]);
    stores.push(id);
  }
  await world.services.db.query("update policy_state set n = n + 1");
  const templates = Object.keys(ROLE_TEMPLATES).filter((id) => id !== "staff");
  people = Array.from({ length: 3_000 }, () => uuid());
  const unitOf = (index: number): string =>
    index % 50 === 0 ? world.root : index % 20 === 0 ? region : stores[index % STORES]!;
  const roleOf = (index: number): string =>
    roleIdOf(
      index % 50 === 0 || index % 20 === 0
        ? templates[index % templates.length]!
        : ["guide", "storeHead", "intern", "seller"][index % 4]!,
    );
  await world.insert(
    "person",
    people.map((id, index) => ({
      id,
      owner: id,
      unit: unitOf(index),
      name: `员工${index}`,
      email: `${id}@test.example`,
      status: "active",
    })),
  );
  await world.insert(
    "post",
    people.map((person, index) => ({
      person,
      owner: person,
      unit: unitOf(index),
      role: roleOf(index),
      title: "岗位",
    })),
  );
  await bumpSubjects(world.services.db, people);
  const base = { unit: stores[1]!, stage: "new", level: "vip" };
  customers = await world.insert("customer", [
    { ...base, owner: people[1]!, name: "有主" },
    { ...base, owner: null, name: "公海" },
    { ...base, owner: people[61]!, name: "有工单" },
  ]);
  await world.insert("ticket", [
    {
      customer: customers[2]!,
      owner: people[61]!,
      unit: stores[1]!,
      subject: "投诉",
      status: "open",
      assignee: people.find((_, index) => roleOf(index) === roleIdOf("serviceStaff")) ?? null,
    },
  ]);
  await world.insert("participant", [
    {
      object: "customer",
      recordId: customers[0]!,
      principalKind: "person",
      principalId: people[5]!,
      function: "shared",
    },
    {
      object: "customer",
      recordId: customers[0]!,
      principalKind: "unit",
      principalId: stores[7]!,
      function: "shared",
    },
    {
      object: "customer",
      recordId: customers[0]!,
      principalKind: "person",
      principalId: people[9]!,
      function: "collaborator",
    },
  ]);
  head = await world.person("店长", "storeHead", stores[1]!);
});

afterAll(() => world.close());

const ask = (person: string, id: string): Promise<WhoCanSeeReply> =>
  VERBS["whoCanSee"]!(world.services, as(person), "customer", {
    id,
  } as never) as Promise<WhoCanSeeReply>;

describe("who can see a record", () => {
  test("equals what each person finds who asks themselves", async () => {
    const { gate } = world.services;
    for (const id of customers) {
      const listed = new Set((await ask(head, id)).people.map(({ person }) => person.id));
      const sample = people.filter(
        (_, index) => index % 97 === 0 || index < 25 || index % 600 === 61,
      );
      for (const person of new Set([...sample, ...[...listed].slice(0, 25)])) {
        const found = await gate.get(as(person), "customer", id).catch(() => null);
        expect(listed.has(person), person).toBe(found !== null);
      }
    }
  });

  test("the path is told, the reason only to those who may view assignments", async () => {
    const { people: seen } = await ask(head, customers[0]!);
    const sharer = seen.find(({ person }) => person.id === people[5]);
    expect(sharer).toMatchObject({ because: { zh: "岗位或授权" } });
    const own = seen.find(({ person }) => person.id === head);
    expect(own).toMatchObject({ role: { zh: "店长" }, unit: "门店1", because: { zh: "test" } });
    expect(own!.masked).toContain("phone");
    // What a rule reaches is told beside its reason, and to nobody else.
    expect(own!.reach!.zh).toContain("客户");
    expect(sharer!.reach).toBeNull();
  });

  test("R143: thousands come page by page, each person once, and the first page counts them all", async () => {
    const [product] = await world.insert("product", [{ name: "龙井", unit: world.root }]);
    const seen: string[] = [];
    const pages: WhoCanSeeReply[] = [];
    let cursor: string | undefined;
    do {
      const body = { id: product!, ...(cursor === undefined ? {} : { cursor }) };
      const page = (await VERBS["whoCanSee"]!(
        world.services,
        as(head),
        "product",
        body as never,
      )) as WhoCanSeeReply;
      pages.push(page);
      seen.push(...page.people.map(({ person }) => person.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(pages.length).toBeGreaterThan(3);
    expect(new Set(seen).size).toBe(seen.length);
    expect(pages.map(({ total }) => total)).toEqual([
      seen.length,
      ...pages.slice(1).map(() => null),
    ]);
    expect(seen.length).toBeGreaterThan(2_900);
    await expect(
      VERBS["whoCanSee"]!(world.services, as(head), "product", {
        id: product!,
        cursor: "next",
      } as never),
    ).rejects.toMatchObject({ code: "bad_request" });
  });

  test("hidden and missing are one answer", async () => {
    const stranger = people.find(
      (_, index) => index % 4 === 3 && index % 20 !== 0 && index % STORES !== 1,
    )!;
    await expect(ask(stranger, customers[1]!)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(stranger, uuid())).rejects.toMatchObject({ code: "not_found" });
  });

  test("people whom the reader may not see are neither named nor counted", async () => {
    const role = await world.role({
      id: "alone",
      name: { zh: "独行", en: "Alone" },
      duties: { zh: "测试", en: "for a test" },
      grants: { "customer.view": "all", "person:view": "own" },
      classes: { basic: { own: "plain", beyond: "plain", write: false } },
    });
    const person = await world.person("独行者", null, world.root);
    await world.insert("assignment", [
      { person, owner: person, role, unit: world.root, atUnit: world.root, reason: "test" },
    ]);
    const { people: seen, total } = await ask(person, customers[0]!);
    expect(seen.map((one) => one.person.id)).toEqual([person]);
    expect(total).toBe(1);
  });
});
