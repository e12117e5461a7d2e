/** A write under a key is done once: repeated, at the same moment on two nodes, and after the rights behind it are gone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GetReply } from "../http/contract.ts";
import { startTwoNodes, type TwoNodes } from "../race/two-nodes.ts";
import { createCallers, type Callers } from "../testing/callers.ts";
import { as } from "../testing/enterprise.ts";
import { forgetKeys } from "./once.ts";

let two: TwoNodes;
let callers: Callers;
let store: string;
let seller: string;
let head: string;
let admin: string;
let customer: string;
let made = 0;

beforeAll(async () => {
  two = await startTwoNodes();
  const { world } = two;
  store = await world.unit("南山店");
  seller = await world.person("销售", "seller", store);
  head = await world.person("店长", "storeHead", store);
  admin = await world.person("管理员", "administrator", world.root);
  [customer] = (await world.insert("customer", [
    { unit: store, owner: seller, name: "张三", stage: "new" },
  ])) as [string];
  callers = await createCallers(world.services);
  for (const person of [seller, head, admin]) await callers.signIn(person);
}, 60_000);

afterAll(async () => {
  await callers.close();
  await two.close();
});

const newKey = (): string => `key-of-this-test-${++made}`;
const said = (subject: string) => ({
  values: { customer, subject, content: subject, kind: "note", at: "2026-11-01T00:00:00.000Z" },
});

const send = (person: string, name: string, body: object, key: string) =>
  callers.call(person, name, body, { "idempotency-key": key });

async function countOf(subject: string): Promise<number> {
  const { rows } = await two.world.services.db.query<{ n: number }>(
    "select count(*)::int as n from follow_up where subject = $1",
    [subject],
  );
  return rows[0]!.n;
}

async function rowOf(id: string): Promise<{ id: string; version: number }> {
  const { body } = await callers.call(seller, "customer.get", { id });
  return body.record;
}

describe("a write under a key", () => {
  test("is done once however often it is sent, and answered alike", async () => {
    const key = newKey();
    const first = await send(seller, "followUp.create", said("一次"), key);
    expect(first.status).toBe(200);
    expect(await send(seller, "followUp.create", said("一次"), key)).toEqual(first);
    expect(await countOf("一次")).toBe(1);
  });

  test("is done once when two nodes are asked at the same moment, many times", async () => {
    const once = { key: newKey(), fingerprint: "same" };
    const caller = { ...as(seller), once };
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        two.nodes[index % 2]!.gate.create(caller, "followUp", said("同时").values),
      ),
    );
    expect(new Set(replies.map(({ record }: GetReply) => record.id)).size).toBe(1);
    expect(await countOf("同时")).toBe(1);
  });

  test("changes nothing again, though somebody else has written since", async () => {
    const key = newKey();
    const { version } = await rowOf(customer);
    const mine = { id: customer, version, values: { note: "我写的" } };
    expect((await send(seller, "customer.update", mine, key)).status).toBe(200);
    const theirs = { id: customer, version: version + 1, values: { note: "店长写的" } };
    expect((await callers.call(head, "customer.update", theirs)).status).toBe(200);
    const { status, body } = await send(seller, "customer.update", mine, key);
    expect(status).toBe(200);
    expect(body.record).toMatchObject({ version: version + 2, values: { note: "店长写的" } });
  });

  test("removes, restores and shares once", async () => {
    const [id] = await two.world.insert("tag", [{ unit: two.world.root, name: "一次" }]);
    const [gone, back, lent] = [newKey(), newKey(), newKey()];
    const remove = () => send(admin, "tag.delete", { id, version: 1 }, gone);
    const deleted = await remove();
    expect(deleted).toMatchObject({ status: 200, body: { id, version: 2 } });
    expect(await remove()).toEqual(deleted);
    const restored = await send(admin, "tag.restore", { id, version: 2 }, back);
    expect(restored).toMatchObject({ status: 200, body: { id, version: 3 } });
    expect(await remove()).toEqual(deleted);
    const share = { id: customer, principal: { kind: "person", id: admin } };
    const shared = await send(seller, "customer.share", share, lent);
    expect(shared.status).toBe(200);
    expect(await send(seller, "customer.share", share, lent)).toEqual(shared);
    const { body } = await callers.call(seller, "customer.participants", { id: customer });
    expect(body.rows).toHaveLength(1);
  });

  test("removes many once: each record is answered as the first time, and without the key as one that is gone", async () => {
    const { world } = two;
    const ids = await world.insert("tag", [
      { unit: world.root, name: "成批甲" },
      { unit: world.root, name: "成批乙" },
    ]);
    const [key, request] = [newKey(), { ids, action: "delete" }];
    const first = await send(admin, "tag.bulk", request, key);
    expect(first.body.results).toEqual(ids.map((id) => ({ id, ok: true, version: 2 })));
    expect(await send(admin, "tag.bulk", request, key)).toEqual(first);
    const { body } = await send(admin, "tag.bulk", request, newKey());
    expect(body.results).toMatchObject(
      ids.map((id) => ({ id, ok: false, error: { code: "not_found" } })),
    );
  });

  test("leaves a line each time, and the repetition says that it is one", async () => {
    const key = newKey();
    for (let times = 0; times < 2; times++)
      await send(seller, "followUp.create", said("有痕"), key);
    const { rows } = await two.world.services.db.query<{ detail: string }>(
      "select detail from audit_line where person = $1 and action = 'followUp.create' order by at desc limit 2",
      [seller],
    );
    const isRepetition = rows.map(({ detail }) => JSON.parse(detail).isRepetition === true);
    expect(isRepetition).toEqual([true, false]);
  });
});

describe("a repetition", () => {
  test("R148: after the right is gone tells that it was done, and nothing of the record", async () => {
    const { world } = two;
    const person = await world.person("临时", null, store);
    const right = await world.assign(person, "storeHead", store);
    await callers.signIn(person);
    const key = newKey();
    expect((await send(person, "followUp.create", said("机密"), key)).status).toBe(200);
    await world.unassign(right, person);
    const { status, body } = await send(person, "followUp.create", said("机密"), key);
    expect({ status, code: body.code }).toEqual({ status: 410, code: "done_unseen" });
    expect(JSON.stringify(body)).not.toContain("机密");
    expect(await countOf("机密")).toBe(1);
    const fresh = await send(person, "followUp.create", said("机密"), newKey());
    expect(fresh.body.code).not.toBe("done_unseen");
    expect(await countOf("机密")).toBe(1);
  });

  test("is nobody's who is suspended or signed out", async () => {
    const { world } = two;
    const person = await world.person("离职", "storeHead", store);
    await callers.signIn(person);
    const key = newKey();
    expect((await send(person, "followUp.create", said("离职前"), key)).status).toBe(200);
    await world.services.db.query('delete from auth_session where "userId" = $1', [person]);
    const { status } = await send(person, "followUp.create", said("离职前"), key);
    expect(status).toBe(401);
  });

  test("by somebody else is a write of their own", async () => {
    const key = newKey();
    const mine = await send(seller, "followUp.create", said("各自"), key);
    const theirs = await send(head, "followUp.create", said("各自"), key);
    expect(theirs.body.record.id).not.toBe(mine.body.record.id);
  });

  test("of a refusal is decided again", async () => {
    const { world } = two;
    const person = await world.person("新人", null, store);
    await callers.signIn(person);
    const key = newKey();
    const refused = await send(person, "followUp.create", said("后来"), key);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    await world.assign(person, "storeHead", store);
    expect((await send(person, "followUp.create", said("后来"), key)).status).toBe(200);
    expect(await countOf("后来")).toBe(1);
  });

  test("with another body is refused, and with no proper key too", async () => {
    const key = newKey();
    await send(seller, "followUp.create", said("甲"), key);
    const other = await send(seller, "followUp.create", said("乙"), key);
    expect(other).toMatchObject({ status: 409, body: { code: "key_reused" } });
    expect(await countOf("乙")).toBe(0);
    const short = await send(seller, "followUp.create", said("乙"), "short");
    expect(short).toMatchObject({ status: 400, body: { code: "bad_key" } });
  });

  test("a day later is a new write", async () => {
    const { db } = two.world.services;
    const key = newKey();
    await send(seller, "followUp.create", said("隔日"), key);
    await db.query("update done_once set at = at - interval '25 hours' where key = $1", [key]);
    await forgetKeys(db);
    await send(seller, "followUp.create", said("隔日"), key);
    expect(await countOf("隔日")).toBe(2);
  });
});

test("what is kept of a write holds no cell", async () => {
  const { rows } = await two.world.services.db.query<{ act: string; keys: string }>(
    `select split_part(act, ' ', 1) as act, array_to_string(array(select jsonb_object_keys(result) order by 1), ' ') as keys
     from done_once group by 1, 2 order by 1`,
  );
  expect(rows).toEqual([
    { act: "customer.share", keys: "participant" },
    { act: "customer.update", keys: "id" },
    { act: "followUp.create", keys: "id" },
    { act: "tag.delete", keys: "id version" },
    { act: "tag.restore", keys: "id version" },
  ]);
});

test("a page of one person does nothing for another who signed in on the same browser", async () => {
  const asked = said("冒名");
  const page = (person: string) => ({ "x-latchkey-person": person });
  const other = await callers.call(head, "followUp.create", asked, page(seller));
  expect(other).toMatchObject({ status: 401, body: { code: "other_person" } });
  expect(await countOf("冒名")).toBe(0);
  expect((await callers.call(head, "followUp.create", asked, page(head))).status).toBe(200);
});
