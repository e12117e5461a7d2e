import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Executor } from "../db/database.ts";
import { migratedDatabase } from "../testing/in-memory.ts";
import { loadDemo } from "../demo/load-demo.ts";
import { OBJECTS } from "../objects/registry.ts";
import { startServices } from "../services.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { importFile } from "../testing/exchange.ts";
import { checkTally, type Difference } from "./check-tallies.ts";
import { foldTally } from "./fold.ts";
import { rebuildTally } from "./rebuild.ts";
import { talliesOf, triggerBodies, triggerName } from "./tally.ts";

/** Does everything to customers and orders. */
const KEEPER = roleOfRules("keeper", [
  {
    id: "all",
    effect: "permit",
    actions: ["customer.*", "order.*", "unit.view", "person.view"],
    scope: "all",
    fields: { read: ["*"], write: ["*"] },
  },
]);

const tallies = talliesOf(Object.values(OBJECTS));
const customers = tallies.find(({ table }) => table === "customer")!;

async function differences(db: Executor): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const tally of tallies) found.push(...(await checkTally(db, tally)));
  return found;
}

let world: Enterprise;
let store: string;
let other: string;
let seller: string;
let manager: string;

beforeAll(async () => {
  world = await createEnterprise({ templates: [KEEPER] });
  const region = await world.unit("华东", world.root, "region");
  store = await world.unit("南山店", region);
  other = await world.unit("福田店", region);
  seller = await world.person("销售甲", "seller", store);
  manager = await world.person("全权", "keeper", world.root);
}, 60_000);
afterAll(() => world.close());

test("what the migrations made is what the declarations say", async () => {
  for (const tally of tallies)
    for (const [event, body] of Object.entries(triggerBodies(tally))) {
      const { rows } = await world.services.db.query(
        "select prosrc from pg_proc where proname = $1",
        [triggerName(tally.table, event)],
      );
      expect(rows).toEqual([{ prosrc: body }]);
    }
});

const CNY = (amount: string) => ({ amount, currency: "CNY" });

describe("R150: tallies are true after", () => {
  const write = (text: string, values: unknown[] = []) => world.services.db.query(text, values);

  test("writes of every kind through the gate", { timeout: 60_000 }, async () => {
    const { gate } = world.services;
    const caller = as(manager);
    const made = [];
    for (const name of ["张三", "李四", "王五"])
      made.push(
        (await gate.create(caller, "customer", { name, unit: store, stage: "new" })).record,
      );
    const [first, second, third] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]];
    const moved = await gate.update(caller, "customer", {
      id: first.id,
      version: first.version,
      values: { unit: other, stage: "developing" },
    });
    expect(moved.record.version).toBe(first.version + 1);
    const gone = await gate.delete(caller, "customer", second);
    await gate.restore(caller, "customer", gone);
    await gate.delete(caller, "customer", third);
    const { results } = await gate.bulk(caller, "customer", {
      ids: [first.id, second.id],
      action: "update",
      values: { owner: seller },
    });
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    await gate.create(caller, "order", {
      customer: first.id,
      number: "N1",
      placedAt: "2026-10-01T08:00:00.000Z",
      status: "paid",
      total: CNY("1200"),
    });
    const { rows } = await write("select spend from customer where id = $1", [first.id]);
    // The order's rollup is a write of its customer that nobody asked for.
    expect(rows).toEqual([{ spend: "1200" }]);
    expect(await differences(world.services.db)).toEqual([]);
  });

  test("an import", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `客户${index}`);
    const job = await importFile(world.services, {
      person: manager,
      object: "customer",
      content: ["客户名称", ...rows].join("\n"),
    });
    expect(job.counts).toMatchObject({ created: 300 });
    expect(await differences(world.services.db)).toEqual([]);
  });

  test("what no door of ours does", async () => {
    await write("update customer set owner = $1, spend = 7, spend_currency = 'USD'", [seller]);
    await write("delete from customer where stage = 'developing'");
    await write("delete from customer where deleted_at is not null");
    expect(await differences(world.services.db)).toEqual([]);
  });

  test("folding, at every number of deltas that wait", async () => {
    const { db } = world.services;
    for (let round = 0; round < 5; round++) {
      await write("update customer set unit = $1 where id in (select id from customer limit $2)", [
        round % 2 ? store : other,
        round * 40,
      ]);
      if (round % 2) for (const tally of tallies) await foldTally(db, tally);
      expect(await differences(db)).toEqual([]);
    }
  });
});

test("R150: a write that is rolled back leaves nothing, and one that changes nothing tallied writes nothing", async () => {
  const { db } = world.services;
  await foldTally(db, customers);
  const rolledBack = db.transaction(async (tx) => {
    await tx.query("update customer set stage = 'lost'");
    throw new Error("no");
  });
  await expect(rolledBack).rejects.toThrow("no");
  await db.query("update customer set note = 'x', updated_at = now()");
  expect((await db.query("select from customer_tally_delta")).rows).toEqual([]);
  expect(await differences(db)).toEqual([]);
});

test("R150: what past the triggers was made untrue is found, and rebuilt", async () => {
  const { db } = world.services;
  await db.transaction(async (tx) => {
    await tx.query("alter table customer disable trigger customer_tally_update");
    await tx.query(
      "update customer set unit = $1 where id = (select min(id::text)::uuid from customer)",
      [world.root],
    );
    await tx.query("alter table customer enable trigger customer_tally_update");
  });
  const found = await differences(db);
  expect(new Set(found.map(({ table }) => table))).toEqual(new Set(["customer"]));
  // Of the units, one has a customer too few and one too many; so it is in every grain that tells units apart.
  expect(found.filter(({ grain }) => grain === 0b0111)).toHaveLength(2);
  await rebuildTally(db, customers);
  expect(await differences(db)).toEqual([]);
});

test(
  "R150: the demo's tallies are made after its rows, and true",
  { timeout: 120_000 },
  async () => {
    const db = await migratedDatabase(null);
    const services = await startServices({ db, baseUrl: "http://127.0.0.1" });
    await loadDemo({
      db,
      subjects: services.subjects,
      trail: services.trail,
      now: new Date("2026-11-01T00:00:00Z"),
      scale: 0.01,
    });
    expect((await db.query("select from customer_tally_delta")).rows).toEqual([]);
    expect((await db.query("select from customer_tally")).rows.length).toBeGreaterThan(100);
    expect(await differences(db)).toEqual([]);
    await services.close();
  },
);
