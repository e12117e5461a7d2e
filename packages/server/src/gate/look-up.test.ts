import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LookUpReply, LookUpRequest } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { foldSearch } from "../search/fold.ts";
import { searchIndexOf } from "../search/search-index.ts";
import { customer as declaration } from "../objects/customer.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

const SEEING = roleOfRules("seeing", [
  {
    id: "view",
    effect: "permit",
    actions: ["customer.view"],
    scope: "all",
    fields: { read: ["name"] },
  },
]);

let world: Enterprise;
let agent: string;
let other: string;
let guide: string;
let intern: string;
let known: string;
let shop: string;
let here: string;

beforeAll(async () => {
  world = await createEnterprise();
  shop = await world.unit("东店");
  const [desk, far] = [await world.unit("客服部"), await world.unit("西店")];
  agent = await world.person("小客", "serviceAgent", desk);
  other = await world.person("小服", "serviceAgent", desk);
  guide = await world.person("小李", "guide", shop);
  intern = await world.person("小苏", "intern", shop);
  const common = { stage: "new", kind: "person", spend: { amount: 100, currency: "CNY" } };
  [known, here] = (await world.insert("customer", [
    { ...common, name: "王芳", phone: "+8613911119835", unit: far, note: "怕冰" },
    { ...common, name: "李默", phone: "+8613911110002", unit: shop },
    { ...common, name: "王芳", phone: "+8613911110001", unit: far },
    ...[1, 2, 3, 4].map((n) => ({
      ...common,
      name: "张伟",
      phone: `+861391${n}117777`,
      unit: far,
    })),
  ])) as [string, string];
  await world.insert("order", [
    {
      number: "SO-77",
      customer: known,
      unit: far,
      store: far,
      placedAt: "2026-01-05T02:00:00.000Z",
      status: "paid",
      total: { amount: 3000, currency: "CNY" },
      margin: { amount: 900, currency: "CNY" },
    },
  ]);
});

afterAll(() => world.close());

const ask = (person: string, body: LookUpRequest, object = "customer"): Promise<LookUpReply> =>
  VERBS["lookUp"]!(world.services, as(person), object, body as never) as Promise<LookUpReply>;

const listed = async (person: string, object: string) =>
  (await world.services.gate.list(as(person), object, {})).rows.map(({ id }) => id);

const WANG = { name: "王芳", digits: "9835" };

describe("R168: the customer in hand", () => {
  test("is found by the whole name and the last four digits, across stores, and only then listed", async () => {
    expect(await listed(agent, "customer")).toEqual([]);
    const { rows, until } = await ask(agent, WANG);
    expect(rows.map(({ id }) => id)).toEqual([known]);
    expect(Date.parse(until!) - Date.now()).toBeGreaterThan(25 * 60_000);
    expect(await listed(agent, "customer")).toEqual([known]);
  });

  test("shows what service needs: a masked phone, no amount, nothing to change", async () => {
    const [row] = (await ask(agent, WANG)).rows;
    expect(row!.masked).toContain("phone");
    expect(row).toMatchObject({ writable: [], revealable: [], can: { edit: false } });
    expect(row!.values).toMatchObject({ name: "王芳", phone: "*******9835" });
    expect(row!.values["spend"]).toBeUndefined();
    const orders = await world.services.gate.list(as(agent), "order", {});
    expect(orders.rows[0]!.values).toMatchObject({ number: "SO-77" });
    expect(orders.rows[0]!.values["margin"]).toBeUndefined();
  });

  test("is nobody else's to see, and nobody's after half an hour", async () => {
    await ask(agent, WANG);
    expect(await listed(other, "customer")).toEqual([]);
    await world.services.db.query(
      `update participant set "from" = "from" - interval '31 minutes', until = until - interval '31 minutes' where principal_id = $1`,
      [agent],
    );
    expect(await listed(agent, "customer")).toEqual([]);
    expect(await listed(agent, "order")).toEqual([]);
  });

  test("is found by the number of an order", async () => {
    expect((await ask(other, { order: " SO-77 " })).rows.map(({ id }) => id)).toEqual([known]);
    expect((await ask(other, { order: "SO-78" })).rows).toEqual([]);
  });

  test("is found before and after the search tokens are made", async () => {
    const { db } = world.services;
    await foldSearch(db, searchIndexOf(declaration)!);
    expect((await ask(other, WANG)).rows.map(({ id }) => id)).toEqual([known]);
  });

  test("is not found by half a name, by other digits, or where many would fit", async () => {
    for (const body of [
      { name: "王", digits: "9835" },
      { name: "王芳", digits: "9836" },
      { name: "张伟", digits: "7777" },
      { name: "%", digits: "9835" },
    ])
      expect((await ask(other, body)).rows).toEqual([]);
  });

  test("a question is whole, or it says what is missing", async () => {
    for (const [body, problems] of [
      [{ name: "王芳" }, [{ path: "digits", code: "not_last_digits" }]],
      [{ name: " ", digits: "98355" }, [{ path: "name" }, { path: "digits" }]],
      [{ order: "" }, [{ path: "order", code: "required" }]],
      [{ name: ["王芳"], digits: 9835 }, [{ path: "name" }, { path: "digits" }]],
    ] as const)
      await expect(ask(agent, body as never)).rejects.toMatchObject({
        code: "bad_request",
        extras: { problems },
      });
  });

  test("opens nothing that the reader's rules do not: a guide finds those of their own store only", async () => {
    expect((await ask(guide, WANG)).rows).toEqual([]);
    expect(await listed(guide, "customer")).toEqual([here]);
    expect((await ask(guide, { name: "李默", digits: "0002" })).rows.map(({ id }) => id)).toEqual([
      here,
    ]);
    const { rows } = await world.services.db.query(
      "select id from participant where principal_id = $1 and record_id = $2",
      [guide, known],
    );
    expect(rows).toEqual([]);
    // Nor does it open what they see for another reason.
    await world.role(SEEING);
    const both = await world.person("小丁", "guide", shop);
    await world.assign(both, SEEING.id, world.root);
    expect(await listed(both, "customer")).toContain(known);
    expect((await ask(both, WANG)).rows).toEqual([]);
  });

  test("who may not look up is refused, whoever is asked for; and so is every other object", async () => {
    await expect(ask(intern, WANG)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(agent, WANG, "order")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("leaves its trace, and can be asked thirty times an hour, found or not, by many at once too", async () => {
    const lines = await world.services.db.query<{ records: string[]; asked: string }>(
      "select records, asked from audit_line where person = $1 and action = 'customer.lookUp' and verdict = 'allowed' order by at limit 1",
      [agent],
    );
    expect(lines.rows[0]).toMatchObject({ records: [known], asked: JSON.stringify(WANG) });
    const asked = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => ask(agent, { name: "谁", digits: String(1000 + n) })),
    );
    const { rows } = await world.services.db.query<{ count: number }>(
      "select count(*)::int as count from audit_line where person = $1 and action = 'customer.lookUp' and verdict = 'allowed'",
      [agent],
    );
    expect(rows[0]!.count).toBe(30);
    expect(asked.at(-1)).toMatchObject({
      status: "rejected",
      reason: { code: "too_many_look_ups" },
    });
  });

  test("brings no work with it: nobody is put in hand by sharing", async () => {
    const share = { id: here, principal: { kind: "person", id: intern }, function: "lookedUp" };
    await expect(
      VERBS["share"]!(world.services, as(guide), "customer", share as never),
    ).rejects.toMatchObject({ code: "bad_request" });
  });
});
