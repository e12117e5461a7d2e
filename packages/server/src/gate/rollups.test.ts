import { afterAll, beforeAll, expect, test } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let manager: string;
let customer: string;

beforeAll(async () => {
  world = await createEnterprise();
  manager = await world.person("经理", "regionalSalesManager", world.root);
  [customer] = (await world.insert("customer", [
    { name: "张三", stage: "new", unit: world.root, owner: manager },
  ])) as [string];
});

afterAll(() => world.close());

const order = (number: string, amount: string, placedAt: string) => ({
  number,
  customer,
  placedAt,
  total: { amount, currency: "CNY" },
});

async function totals(): Promise<Record<string, unknown>> {
  const { record } = await world.services.gate.get(as(manager), "customer", customer);
  const { spend, orderCount, lastOrderAt, tier } = record.values;
  return { spend, orderCount, lastOrderAt, tier };
}

test("R36: a customer's spend, order count, last order and tier follow its orders", async () => {
  const { gate } = world.services;
  const first = await gate.create(
    as(manager),
    "order",
    order("A1", "15000", "2026-03-01T00:00:00.000Z"),
  );
  await gate.create(as(manager), "order", order("A2", "90000", "2026-02-01T00:00:00.000Z"));
  expect(await totals()).toEqual({
    spend: { amount: "105000", currency: "CNY" },
    orderCount: 2,
    lastOrderAt: "2026-03-01T00:00:00.000Z",
    tier: "tier3",
  });
  const { id, version } = first.record;
  const values = { total: { amount: "9000", currency: "CNY" } };
  const edited = await gate.update(as(manager), "order", { id, version, values });
  expect(await totals()).toMatchObject({ spend: { amount: "99000" }, tier: "tier2" });
  const cancelled = await gate.update(as(manager), "order", {
    id,
    version: edited.record.version,
    values: { status: "cancelled" },
  });
  expect(await totals()).toMatchObject({
    spend: { amount: "90000" },
    orderCount: 1,
    lastOrderAt: "2026-02-01T00:00:00.000Z",
  });
  expect(cancelled.record.values["status"]).toBe("cancelled");
});

test("a follow-up sets when the customer was last followed up", async () => {
  const { gate } = world.services;
  await gate.create(as(manager), "followUp", {
    customer,
    subject: "回访",
    at: "2026-04-01T00:00:00.000Z",
  });
  const { record } = await gate.get(as(manager), "customer", customer);
  expect(record.values["lastFollowUpAt"]).toBe("2026-04-01T00:00:00.000Z");
});
