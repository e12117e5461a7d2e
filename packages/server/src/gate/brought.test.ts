/** What somebody brings with an act that is allowed only with it: a reason, their password, what is left of a quota (R57). */
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Obligation } from "@latchkey/policy";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let callers: Callers;
let clerk: string;
let other: string;
let bare: string;
let store: string;
let customer: string;

const FULL = { own: "plain", beyond: "plain", write: true } as const;
const words = (zh: string) => ({ zh, en: zh });
const demand = (action: string, ...obligations: readonly Obligation[]) => ({
  id: `careful-${action}`,
  effect: "forbid" as const,
  actions: [`customer.${action}`],
  scope: "all",
  everywhere: true,
  obligations,
});
const REASON = { kind: "reason" } as const;
const PASSWORD = { kind: "step-up", withinMinutes: 5 } as const;
const quota = (limit: number) => ({ kind: "quota", counter: "day", limit }) as const;

const CAREFUL = {
  id: "careful",
  name: words("谨慎店员"),
  duties: words("测试"),
  grants: {
    "customer.view": "unit",
    "customer.create": "unit",
    "customer.edit": "unit",
    "customer.remove": "unit",
    "customer.export": "unit",
  },
  classes: { basic: FULL, contact: { own: "masked", beyond: "masked", write: true } },
  rules: [
    demand("delete", REASON),
    demand("edit", PASSWORD),
    demand("create", quota(2)),
    demand("reveal", REASON, PASSWORD, quota(1)),
    demand("export", REASON),
    demand("view", { kind: "watermark" }),
  ],
  includes: ["staff"],
} as const;

const because = (reason: string) => ({ "x-latchkey-reason": encodeURIComponent(reason) });
const call = (name: string, payload: object, headers = {}, person = clerk): Promise<Reply> =>
  callers.call(person, name, payload, headers);
const codeOf = async (reply: Promise<Reply>): Promise<string> => {
  const { status, body } = await reply;
  return status === 200 ? "done" : body.code;
};
const passMinutes = (minutes: number) =>
  world.services.db.query(
    `with aged as (update auth_session set "createdAt" = "createdAt" - make_interval(mins => $1))
     update confirmed_session set at = at - make_interval(mins => $1)`,
    [minutes],
  );
const confirm = (password = "correct horse battery") => call("auth/confirm", { password });
const remove = (headers = {}) =>
  codeOf(call("customer.delete", { id: customer, version: 1 }, headers));
const create = (person = clerk) =>
  codeOf(call("customer.create", { values: { name: "新客" } }, {}, person));
const reveal = (headers = {}) =>
  codeOf(call("customer.reveal", { id: customer, field: "phone" }, headers));
const lines = async (action: string) =>
  (
    await world.services.db.query<{ verdict: string; detail: string }>(
      "select verdict, detail from audit_line where action = $1 order by at, id",
      [action],
    )
  ).rows.map(({ verdict, detail }) => [verdict, JSON.parse(detail).reason]);

beforeAll(async () => {
  world = await createEnterprise({ templates: [CAREFUL] });
  store = await world.unit("南山店");
  clerk = await world.person("店员", "careful", store);
  other = await world.person("另一位", "careful", store);
  bare = await world.person("无岗", null, store);
  callers = await createCallers(world.services);
  await callers.signIn(bare);
});
beforeEach(async () => {
  await world.services.db.query("delete from audit_line");
  // A session of their own, which begins with their password.
  for (const person of [clerk, other]) await callers.signIn(person);
  [customer] = (await world.insert("customer", [
    { unit: store, owner: null, name: "张三", stage: "new", phone: "+8613900001234" },
  ])) as [string];
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

test("R57: what is allowed only with a reason is done with one, which the trail keeps", async () => {
  const { body } = await call("customer.get", { id: customer });
  expect(body.record.can.delete).toBe(true);
  const explanation = (await call("customer.explain", { id: customer, action: "delete" })).body;
  expect(explanation.allow).toBe(true);
  expect(explanation.sentence.zh).toContain("必须先填写原因");
  expect(await remove()).toBe("reason_needed");
  expect(await remove(because("  "))).toBe("reason_needed");
  expect(await remove({ "x-latchkey-reason": "%" })).toBe("bad_request");
  expect(await remove(because("重复建档"))).toBe("done");
  expect(await lines("customer.delete")).toEqual([
    ["refused", undefined],
    ["refused", undefined],
    ["allowed", "重复建档"],
  ]);
});

test("R57: what is allowed only after the password is refused when it was entered too long ago", async () => {
  const edit = async (name: string) => {
    const { body } = await call("customer.get", { id: customer });
    const { version } = body.record;
    return codeOf(call("customer.update", { id: customer, version, values: { name } }));
  };
  expect(await edit("甲")).toBe("done");
  await passMinutes(6);
  expect(await edit("乙")).toBe("confirmation_needed");
  expect(await codeOf(confirm("something else"))).toBe("wrong_password");
  expect(await edit("乙")).toBe("confirmation_needed");
  expect(await codeOf(confirm())).toBe("done");
  expect(await edit("乙")).toBe("done");
  await passMinutes(6);
  expect(await edit("丙")).toBe("confirmation_needed");
});

test("R57: a quota is what one person does in its time, and acts at once do not share what is left", async () => {
  expect(await create()).toBe("done");
  expect((await Promise.all([create(), create(), create()])).toSorted()).toEqual([
    "done",
    "quota_spent",
    "quota_spent",
  ]);
  expect(await create(other)).toBe("done");
  await world.services.db.query("update audit_line set at = at - interval '25 hours'");
  expect(await create()).toBe("done");
});

test("R57: several at once are asked for one after the other, and only what was done is spent", async () => {
  await passMinutes(6);
  expect(await reveal()).toBe("reason_needed");
  expect(await reveal(because("回电"))).toBe("confirmation_needed");
  await confirm();
  expect(await reveal(because("回电"))).toBe("done");
  expect(await reveal(because("回电"))).toBe("quota_spent");
});

test("R57: whoever sees records only with a watermark has it on every screen, and at the end of a file", async () => {
  expect((await callers.call(clerk, "me")).body.watermark).toBe(true);
  expect((await callers.call(bare, "me")).body.watermark).toBe(false);
});

test("R57: several acts at once are asked for a reason together, and none is done twice", async () => {
  const key = { "idempotency-key": "0123456789abcdef" };
  const more = await world.insert("customer", [
    { unit: store, owner: null, name: "李四", stage: "new" },
  ]);
  const bulk = { ids: [customer, ...more], action: "delete" };
  expect(await codeOf(call("customer.bulk", bulk, key))).toBe("reason_needed");
  const { body } = await call("customer.bulk", bulk, { ...key, ...because("清理") });
  expect(body.results.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, true]);
});

test("R57: a file and a print are taken with what taking out demands", async () => {
  const counted = await call("customer.count", { action: "export" });
  expect(counted.body.count).toBeGreaterThan(0);
  expect(await codeOf(call("customer.export", { format: "csv" }))).toBe("reason_needed");
  expect(await codeOf(call("customer.print", {}))).toBe("reason_needed");
  expect(await codeOf(call("customer.print", {}, because("开会")))).toBe("done");
  const { body } = await call("customer.export", { format: "csv" }, because("月度对账"));
  const { exports, jobs } = world.services.exchange;
  await jobs.idle();
  const { stream } = await exports.open({ person: clerk, source: null }, body.id);
  const text = (await buffer(stream)).toString();
  expect(text).toContain("张三");
  expect(text.trimEnd().split("\n").at(-1)).toMatch(
    /^由 店员 · 南山店 于 20\d\d-\d\d-\d\d \d\d:\d\d 导出$/,
  );
});
