import { afterAll, beforeAll, expect, test } from "vitest";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { restIndexes, wakeLeftIndexes } from "./rest-indexes.ts";

let world: Enterprise;
let seller: string;
beforeAll(async () => {
  world = await createEnterprise();
  const region = await world.unit("华东", world.root, "region");
  seller = await world.person("洪光", "regionalSalesManager", region);
});
afterAll(() => world.close());

async function indexes(): Promise<readonly string[]> {
  const { rows } = await world.services.db.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where tablename = 'customer' order by 1",
  );
  return rows.map(({ indexdef }) => indexdef);
}

async function rest(total: number): Promise<void> {
  const { db, subjects } = world.services;
  await restIndexes(db, await subjects.current(seller), { object: "customer", total });
}

test("only what orders lists rests, and a start without an import to go on with brings it back", async () => {
  const { db } = world.services;
  const before = await indexes();
  await rest(20_000);
  const resting = await indexes();
  expect(before.length - resting.length).toBe(8);
  expect(resting.filter((index) => /unique|phone|tax|trash|pkey/i.test(index))).toEqual(
    before.filter((index) => /unique|phone|tax|trash|pkey/i.test(index)),
  );
  await wakeLeftIndexes(db);
  expect(await indexes()).toEqual(before);
});

test("nothing rests for a file of few rows, or of no more than ten times what is there", async () => {
  const before = await indexes();
  await rest(19_999);
  expect(await indexes()).toEqual(before);
  await world.services.db.query(
    `insert into customer (id, name, owner, unit)
     select gen_random_uuid(), 'n' || n, $1, $2 from generate_series(1, 2001) as n`,
    [seller, world.root],
  );
  await rest(20_000);
  expect(await indexes()).toEqual(before);
  await rest(30_000);
  expect((await indexes()).length).toBeLessThan(before.length);
});
