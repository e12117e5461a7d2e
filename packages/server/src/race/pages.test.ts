import { createRandom, type Random } from "../demo/random.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import type { ListRequest } from "../http/contract.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { keepDoing, LENGTH, pause } from "./two-nodes.ts";

const WRITERS = 4;
const ROWS = 400;
const DAY = 86_400_000;

let server: NativeServer;
let world: Enterprise;
let writers: Database;
let readers: readonly string[];
let stores: readonly string[];
let sellers: readonly string[];
/** Every second customer is written all the time, the others never. */
let calm: ReadonlySet<string>;
let restless: readonly string[];

beforeAll(async () => {
  server = await startNativeServer();
  world = await createEnterprise({ url: server.url });
  writers = createDatabase(connectServer(server.url, WRITERS));
  const random = createRandom("pages while others write");
  const region = await world.unit("大区", world.root, "region");
  stores = await Promise.all(
    ["一店", "二店", "三店", "四店"].map((name) => world.unit(name, region)),
  );
  sellers = await Promise.all(stores.map((store) => world.person("销售", "seller", store)));
  readers = [
    sellers[0]!,
    await world.person("店长", "storeHead", stores[1]!),
    await world.person("区域", "areaManager", region),
    await world.person("老板", "boss", world.root),
  ];
  const ids = await world.insert(
    "customer",
    Array.from({ length: ROWS }, (_, index) => ({
      name: `客户${random.whole(0, 40)}`,
      unit: random.pick(stores),
      owner: random.chance(0.2) ? null : random.pick(sellers),
      createdAt: moment(random),
      updatedAt: moment(random),
      spend: { amount: String(random.whole(0, 9) * 100), currency: "CNY" },
      ...(index % 3 ? { lastFollowUpAt: moment(random) } : {}),
    })),
  );
  calm = new Set(ids.filter((_, index) => index % 2 === 0));
  restless = ids.filter((_, index) => index % 2 === 1);
}, 60_000);
afterAll(async () => {
  await writers.close();
  await world.close();
  await server.stop();
});

/** Few different ones, so that many rows share one. */
const moment = (random: Random): string =>
  new Date(Date.UTC(2026, 0, 1) + random.whole(0, 30) * DAY).toISOString();

/** Renames, moves, gives away, throws away, brings back or replaces a customer somewhere in the order. */
async function writeOne(random: Random): Promise<void> {
  await pause(2);
  const write = random.pick([
    `update customer set name = '客户' || (random() * 40)::int, updated_at = now() where id = $1 and $2::uuid is not null`,
    `update customer set unit = $2 where id = $1`,
    `update customer set owner = null where id = $1 and $2::uuid is not null`,
    `update customer set spend = (random() * 9)::int * 100, last_follow_up_at = now() where id = $1 and $2::uuid is not null`,
    `update customer set deleted_at = case when deleted_at is null then now() end where id = $1 and $2::uuid is not null`,
    `with gone as (delete from customer where name = '新客户' and unit = $2)
     insert into customer (id, name, unit, created_at)
     select uuidv7(), '新客户', $2, timestamptz '2026-01-01Z' + random() * interval '30 days' from generate_series(1, 20) where $1::uuid is not null`,
  ]);
  await writers.query(write, [random.pick(restless), random.pick(stores)]);
}

const SORTS = ["createdAt", "updatedAt", "name", "lastFollowUpAt", "spend"];

async function walk(person: string, request: ListRequest): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await world.services.gate.list(as(person), "customer", {
      ...request,
      ...(cursor ? { cursor } : {}),
    });
    ids.push(...page.rows.map(({ id }) => id).filter((id) => calm.has(id)));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}

test(
  "R149: pages have every row that nobody writes once and in its place, while others write all around",
  { timeout: 120_000 },
  async () => {
    const questions = readers.flatMap((person, nth) =>
      SORTS.map((field, index) => {
        const direction = (nth + index) % 2 ? ("asc" as const) : ("desc" as const);
        return { person, sort: [{ field, direction }] };
      }),
    );
    const before = new Map<object, string[]>();
    for (const one of questions)
      before.set(one, await walk(one.person, { sort: one.sort, limit: 200 }));
    expect([...before.values()].every((ids) => ids.length > 20)).toBe(true);
    const writing = Array.from({ length: WRITERS }, (_, writer) => {
      const random = createRandom(`writer ${writer}`);
      return keepDoing(() => writeOne(random));
    });
    try {
      for (let round = 0; round < LENGTH; round++) {
        for (const one of questions) {
          const { person, sort } = one;
          const ids = await walk(person, { sort, limit: 30 });
          expect([person, sort, ...ids]).toEqual([person, sort, ...before.get(one)!]);
        }
      }
    } finally {
      await Promise.all(writing.map((one) => one.stop()));
    }
  },
);
