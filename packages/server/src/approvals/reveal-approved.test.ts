/** What may be looked at in full only with an approval (R102, R134). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let elsewhere: string;
let screener: string;
let colleague: string;
let head: string;
let administrator: string;

const FULL = { own: "plain", beyond: "plain", write: true } as const;
const words = (zh: string) => ({ zh, en: zh });

/** Sees telephones of the store masked, and in full with the word of its head. */
const SCREENER = {
  id: "screener",
  name: words("前台"),
  duties: words("测试"),
  grants: { "customer.view": "unit" },
  classes: { basic: FULL, contact: { own: "plain", beyond: "masked", write: false } },
  rules: [
    {
      id: "phones",
      effect: "permit",
      actions: ["customer.reveal"],
      scope: "unit",
      fields: { read: ["phone"] },
      obligations: [{ kind: "approval", by: "head", over: 5 }],
    },
  ],
  includes: ["staff"],
} as const;

beforeAll(async () => {
  world = await createEnterprise({ templates: [SCREENER] });
  store = await world.unit("南山店");
  elsewhere = await world.unit("别处");
  screener = await world.person("前台", "screener", store);
  colleague = await world.person("前台乙", "screener", store);
  head = await world.person("店长", "storeHead", store);
  administrator = await world.person("管理员", "administrator", world.root);
  await world.services.db.query("update unit set head = $2 where id = $1", [store, head]);
  callers = await createCallers(world.services);
  for (const person of [screener, colleague, head, administrator]) await callers.signIn(person);
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(person, name, payload);
const latest = async (person: string) =>
  (await call(person, "requests?which=mine")).body.requests[0];

test("R102, R134: a masked telephone is shown only after an approval, to who asked, for a while, and each look has its trace", async () => {
  const { db } = world.services;
  const [id] = await world.insert("customer", [
    { unit: store, owner: null, name: "王五", stage: "new", phone: "+8613900001234" },
  ]);
  const asked = { object: "customer", id, action: "view", field: "phone" };
  const seen = (await call(screener, "customer.get", { id })).body.record;
  expect([seen.values.phone, seen.revealable]).toEqual(["*******1234", []]);
  const direct = () => call(screener, "customer.reveal", { id, field: "phone" });
  // What is looked at one by one is never small.
  expect((await direct()).body.code).toBe("approval_needed");
  // What the approval would not open is not asked of it.
  const email = await call(screener, "request.propose", { ...asked, field: "email" });
  expect(email.body.kind).not.toBe("operation");
  const { body: proposed } = await call(screener, "request.propose", asked);
  expect(proposed).toMatchObject({ kind: "operation", days: null, deciders: [{ id: head }] });
  expect(proposed.sentence.zh).toContain("“王五”的“手机”");
  const sent = await call(screener, "request.create", { ...asked, reason: "回电" });
  expect(sent.status).toBe(200);
  const look = (person: string, request: string) => call(person, "request.reveal", { id: request });
  const waiting = await latest(screener);
  expect(waiting.may.look).toBe(false);
  expect((await look(screener, waiting.id)).status).toBe(404);
  const { version } = waiting;
  expect((await call(head, "request.approve", { id: waiting.id, version })).status).toBe(200);
  const request = await latest(screener);
  expect(request.may.look).toBe(true);
  const kept = await db.query("select content, result from request where id = $1", [request.id]);
  expect(JSON.stringify(kept.rows)).not.toContain("1390000");
  const lines = async () => {
    const { rows } = await db.query<{ count: number }>(
      "select count(*)::int as count from audit_line where action = 'customer.reveal' and verdict = 'allowed' and person = $1",
      [screener],
    );
    return rows[0]!.count;
  };
  const before = await lines();
  for (const person of [head, colleague, administrator])
    expect((await look(person, request.id)).status).toBe(404);
  for (const odd of ["", "x", null])
    expect((await call(screener, "request.reveal", { id: odd })).status).toBe(404);
  expect((await look(screener, request.id)).body).toEqual({ value: "+8613900001234" });
  expect(await lines()).toBe(before + 1);
  // It is for that one cell, and gives nothing else.
  expect((await direct()).body.code).toBe("approval_needed");
  // The rights of the moment decide, and the clock.
  await db.query("update customer set unit = $2 where id = $1", [id, elsewhere]);
  expect((await look(screener, request.id)).status).toBe(404);
  await db.query("update customer set unit = $2 where id = $1", [id, store]);
  expect((await look(screener, request.id)).status).toBe(200);
  await db.query("update request set until = statement_timestamp() where id = $1", [request.id]);
  expect((await look(screener, request.id)).status).toBe(404);
  expect(await latest(screener)).toMatchObject({ state: "ended", may: { look: false } });
});
