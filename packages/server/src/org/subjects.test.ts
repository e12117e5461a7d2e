import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let store: string;
let seller: string;

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  seller = await world.person("销售甲", "seller", store);
});

afterAll(() => world.close());

const reload = () => world.services.subjects.reload(seller);

test("who is loaded again and has not changed is the one whose plans were made", async () => {
  expect(await reload()).toBe(await reload());
});

test.each([
  ["their name", "update person set name = name || '乙' where id = $1"],
  ["their zone", "update person set zone = 'Asia/Tokyo' where id = $1"],
  ["their version", "update subject_version set n = n + 1 where person = $1"],
  ["the policy", "update policy_state set n = n + 1 where $1::uuid is not null"],
])("a change of %s makes another of them", async (_what, statement) => {
  const before = await reload();
  await world.services.db.query(statement, [seller]);
  const after = await reload();
  expect(after).not.toBe(before);
  expect(await reload()).toBe(after);
});

test("a right that begins or ends by itself makes another of them", async () => {
  const from = new Date(Date.now() + 300);
  await world.assign(seller, "storeHead", store, { from });
  const before = await reload();
  expect(before.validUntil).toEqual(from);
  await sleep(400);
  const after = await reload();
  expect(after).not.toBe(before);
  expect(after.validUntil).toBeNull();
});
