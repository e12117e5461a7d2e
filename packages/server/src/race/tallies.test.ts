import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import { OBJECTS } from "../objects/registry.ts";
import { checkTally } from "../tally/check-tallies.ts";
import { foldTally } from "../tally/fold.ts";
import { rebuildTally } from "../tally/rebuild.ts";
import { tallyOf } from "../tally/tally.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { keepDoing, LENGTH, pause } from "./two-nodes.ts";

const WRITERS = 32;
const EACH = 150 * LENGTH;
const tally = tallyOf(OBJECTS["customer"]!)!;

let server: NativeServer;
let world: Enterprise;
let writers: Database;
let store: string;
let manager: string;

beforeAll(async () => {
  server = await startNativeServer();
  world = await createEnterprise({ url: server.url });
  store = await world.unit("热店", world.root);
  manager = await world.person("老板", "boss", world.root);
  writers = createDatabase(connectServer(server.url, WRITERS));
}, 60_000);
afterAll(async () => {
  await writers.close();
  await world.close();
  await server.stop();
});

/** Makes a customer of the store, then moves it on, gives it away, throws it away, brings it back or deletes it. */
async function writeOne(nth: number): Promise<void> {
  const { rows } = await writers.query<{ id: string }>(
    `insert into customer (id, unit, owner, stage, tier, spend, spend_currency)
     values (uuidv7(), $1, uuidv7(), 'new', 'tier1', 100, 'CNY') returning id`,
    [store],
  );
  const change = [
    "stage = 'signed', spend = spend + 7",
    "owner = null",
    "owner = uuidv7(), spend_currency = 'USD'",
    "deleted_at = now()",
    "note = 'x'",
  ][nth % 5]!;
  await writers.query(`update customer set ${change} where id = $1`, [rows[0]!.id]);
  if (nth % 5 === 3 && nth % 2 === 0)
    await writers.query("update customer set deleted_at = null where id = $1", [rows[0]!.id]);
  if (nth % 7 === 0) await writers.query("delete from customer where id = $1", [rows[0]!.id]);
}

test(
  "R150: 32 writers into one store, while owners move and deltas are folded and tallies rebuilt, keep them true at every moment",
  { timeout: 120_000 },
  async () => {
    const { db, gate } = world.services;
    const writing = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let nth = 0; nth < EACH; nth++) await writeOne(writer + nth);
    });
    const others = [
      keepDoing(() => foldTally(db, tally)),
      keepDoing(() => foldTally(db, tally)),
      // A transaction of many rows that others write, too, in an order that cannot cross theirs.
      keepDoing(async () => {
        await db.query(
          `update customer set owner = uuidv7() where id in
          (select id from customer where owner is not null order by id limit 50 for update skip locked)`,
        );
        await pause(20);
      }),
      keepDoing(async () => {
        await pause(300);
        await rebuildTally(db, tally);
      }),
      keepDoing(async () => {
        expect(await checkTally(db, tally)).toEqual([]);
        await pause(100);
      }),
    ];
    await Promise.all(writing);
    await Promise.all(others.map((one) => one.stop()));
    expect(await checkTally(db, tally)).toEqual([]);
    await foldTally(db, tally);
    expect(await checkTally(db, tally)).toEqual([]);
    const { rows } = await db.query<{ count: number }>(
      "select count(*)::int as count from customer where deleted_at is null",
    );
    expect(await gate.count(as(manager), "customer", {})).toEqual(rows[0]);
  },
);
