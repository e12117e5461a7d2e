/**
 * Ten million customers (or as many as one asks for) with orders and shares on native PostgreSQL, skewed as real ones
 * are: busy and dead stores, hot and cold sellers, people who have left. Everything is a function of the row's number, so
 * two builds of one size hold the same.
 */
import { v5 as uuidV5 } from "uuid";
import type { Database } from "../../packages/server/src/db/database.ts";
import { deferIndexes } from "../../packages/server/src/db/defer-indexes.ts";
import { OBJECTS } from "../../packages/server/src/objects/registry.ts";
import { deferTallies } from "../../packages/server/src/tally/rebuild.ts";
import { talliesOf } from "../../packages/server/src/tally/tally.ts";
import type { Enterprise } from "../../packages/server/src/testing/enterprise.ts";

/** 2^16 places a customer may fall on; one is a seller in a store. */
const SLOTS = 65_536;
/** Customers come in over three years, the last of them now. */
const SPAN = "3 years";
/** What is dead or cold has had nothing new for two years. */
const COLD = "2 years";
export const SELLERS_PER_STORE = 6;
export const ORDERS_PER_CUSTOMER = 1;
export const SHARES = 300_000;

/** Sizes of the regions in stores; the second is cold: all its stores closed two years ago. */
export const REGIONS = { small: 40, cold: 100, large: 250, rest: 110 } as const;
export type RegionName = keyof typeof REGIONS;

export interface BenchStore {
  readonly id: string;
  readonly region: RegionName;
  readonly sellers: readonly string[];
  readonly weight: number;
  readonly isDead: boolean;
}

export interface BenchWorld {
  readonly regions: Readonly<Record<RegionName, string>>;
  /** Three stores each. */
  readonly areas: readonly { readonly id: string; readonly stores: readonly BenchStore[] }[];
  readonly stores: readonly BenchStore[];
  /** Worn by one customer in two hundred. */
  readonly vipTag: string;
}

const SPACE = "6f0d3c52-93a1-5b0a-8f6e-2a54a1c6f3d1";
export const benchId = (name: string): string => uuidV5(name, SPACE);

/** The tree and the people, as they are in every build. */
export function describeWorld(): BenchWorld {
  const stores: BenchStore[] = [];
  const areas: { id: string; stores: BenchStore[] }[] = [];
  for (const [region, size] of Object.entries(REGIONS) as [RegionName, number][]) {
    for (let index = 0; index < size; index++) {
      const number = stores.length;
      const store: BenchStore = {
        id: benchId(`store ${number}`),
        region,
        sellers: Array.from({ length: SELLERS_PER_STORE }, (_, k) =>
          benchId(`seller ${number} ${k}`),
        ),
        // The busiest store has some forty times the customers of the quietest.
        weight: 1 / (((number * 193) % 500) + 8) ** 0.9,
        isDead: region === "cold" || number % 25 === 7,
      };
      stores.push(store);
      if (index % 3 === 0) areas.push({ id: benchId(`area ${areas.length}`), stores: [] });
      areas.at(-1)!.stores.push(store);
    }
  }
  const regions = Object.fromEntries(
    Object.keys(REGIONS).map((name) => [name, benchId(`region ${name}`)]),
  ) as BenchWorld["regions"];
  return { regions, areas, stores, vipTag: benchId("tag vip") };
}

/** Builds it all in an empty database. */
export async function buildWorld(
  enterprise: Enterprise,
  customers: number,
  say: (line: string) => void,
): Promise<void> {
  const { db } = enterprise.services;
  const world = describeWorld();
  await insertOrganisation(enterprise, world);
  await db.transaction(async (tx) => {
    await tx.query("set local maintenance_work_mem = '2047MB'");
    const rows = async (): Promise<void> => {
      await insertSlots(tx, world);
      await tx.query(customersSql(customers, world.vipTag));
      say(`${customers.toLocaleString("en")} customers`);
      await tx.query(ORDERS_SQL);
      say("their orders");
      await tx.query(sharesSql(customers));
      say("shares; now the indexes");
    };
    await deferIndexes(tx, () => deferTallies(tx, talliesOf(Object.values(OBJECTS)), rows));
  });
  await db.query("vacuum (analyze)");
  say("vacuumed and analysed");
}

async function insertOrganisation(enterprise: Enterprise, world: BenchWorld): Promise<void> {
  const { root, insert } = enterprise;
  const unit = (id: string, name: string, parent: string, kind: string) => ({
    id,
    unit: id,
    name,
    parent,
    kind,
  });
  await insert(
    "unit",
    Object.entries(world.regions).map(([name, id]) => unit(id, `区 ${name}`, root, "region")),
  );
  await insert(
    "unit",
    world.areas.map(({ id, stores }, k) =>
      unit(id, `片区 ${k}`, world.regions[stores[0]!.region], "area"),
    ),
  );
  await insert(
    "unit",
    world.areas.flatMap((area) =>
      area.stores.map(({ id }) =>
        unit(id, `门店 ${world.stores.findIndex((s) => s.id === id)}`, area.id, "store"),
      ),
    ),
  );
  await insert(
    "person",
    world.stores.flatMap((store, number) =>
      store.sellers.map((id, k) => ({
        id,
        owner: id,
        unit: store.id,
        name: `员工 ${number}-${k}`,
        email: `${id}@bench.example`,
        status: "active",
        locale: "zh",
        zone: "Asia/Shanghai",
      })),
    ),
  );
  await insert("tag", [{ id: world.vipTag, name: "VIP", unit: root }]);
  await enterprise.services.db.query("update policy_state set n = n + 1");
}

/** Where a customer falls, and where one falls who comes after that place has closed. */
async function insertSlots(db: Pick<Database, "query">, world: BenchWorld): Promise<void> {
  const total = world.stores.reduce((sum, { weight }) => sum + weight, 0);
  const rows: string[] = [];
  for (const store of world.stores) {
    const places = Math.max(SELLERS_PER_STORE * 2, Math.round((store.weight / total) * SLOTS));
    for (let place = 0; place < places; place++) {
      // Half of a store's customers are its first seller's, a quarter its second's …; the last seller went cold.
      const seller = Math.min(
        SELLERS_PER_STORE - 1,
        Math.floor(-Math.log2((place + 0.5) / places)),
      );
      const isCold = store.isDead || seller === SELLERS_PER_STORE - 1;
      rows.push(`${store.id}\t${store.sellers[seller]}\t${isCold}`);
    }
  }
  await db.query(
    `create temporary table slot on commit drop as
     select (row_number() over (order by md5(ordinality::text)) - 1)::int as n, split_part(line, E'\\t', 1)::uuid as unit,
       split_part(line, E'\\t', 2)::uuid as owner, split_part(line, E'\\t', 3)::boolean as cold
     from unnest($1::text[]) with ordinality as t(line, ordinality)`,
    [rows],
  );
  await db.query(
    `create temporary table place on commit drop as
     with open as materialized (select row_number() over (order by n) - 1 as k, unit, owner from slot where not cold)
     select s.n, s.unit, s.owner, s.cold, o.unit as then_unit, o.owner as then_owner
     from slot s join open o on o.k = s.n % (select count(*) from open)`,
  );
  await db.query("analyze place");
}

/** In [0, 1), by the row's number and a salt. */
const chance = (salt: number, i = "i"): string =>
  `((hashint8extended(${i}, ${salt}) & 1048575)::float8 / 1048576)`;

const pick = (salt: number, list: string): string =>
  `(${list})[1 + (${chance(salt)} * array_length(${list}, 1))::int % array_length(${list}, 1)]`;

const SURNAMES =
  "string_to_array('李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧', null)";
const GIVEN =
  "string_to_array('娜伟芳敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰建国志云海晨雨欣怡梓涵子轩浩宇思雅婷佳琪', null)";
const LATIN_FIRST =
  "array['Anna','Ben','Carla','David','Elena','Felix','Greta','Hugo','Iris','Jonas','Karin','Liam','Mia','Noah','Olga']";
const LATIN_LAST =
  "array['Adler','Bauer','Costa','Dupont','Engel','Fischer','Garcia','Hansen','Ivanov','Jensen','Keller','Lopez','Moreau','Novak']";
const STAGES =
  "array['new','developing','developing','negotiating','signed','signed','delivering','afterSales','afterSales','dormant','dormant','lost']";

const idSql = (moment: string, i: string, salt: string): string =>
  `(lpad(to_hex((extract(epoch from ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${i}::text || '${salt}'), 1, 3) || '8' || substr(md5(${i}::text || '${salt}'), 4, 15))::uuid`;

function customersSql(customers: number, vipTag: string): string {
  return `insert into customer (id, name, kind, company, source, phone, country, marketing_consent, stage, tier, level, points, tags,
      spend, spend_currency, order_count, last_follow_up_at, owner, unit, created_at, updated_at)
    select ${idSql("created_at", "i", "c")},
      case when ${chance(1)} < 0.8 then ${pick(2, SURNAMES)} || ${pick(3, GIVEN)} || case when ${chance(4)} < 0.7 then ${pick(5, GIVEN)} else '' end
        else ${pick(6, LATIN_FIRST)} || ' ' || ${pick(7, LATIN_LAST)} end,
      case when ${chance(8)} < 0.1 then 'company' else 'person' end, case when ${chance(8)} < 0.1 then '公司 ' || i end,
      'storeCode', '+861' || lpad(((i * 7919 + 30000000000) % 10000000000)::text, 10, '0'), 'CN', ${chance(9)} < 0.6,
      ${pick(10, STAGES)}, case when spend < 20000 then 'tier1' when spend < 100000 then 'tier2' when spend < 500000 then 'tier3' when spend < 2000000 then 'tier4' else 'tier5' end,
      'bronze', 0, case when hashint8extended(i, 11) % 200 = 0 then array['${vipTag}'::uuid] else '{}' end,
      spend, 'CNY', ${ORDERS_PER_CUSTOMER},
      case when ${chance(12)} < 0.7 then created_at + (now() - created_at) * ${chance(13)} * ${chance(14)} end,
      -- One in ten waits in its store's pool.
      case when ${chance(15)} >= 0.1 then owner end, unit, created_at,
      created_at + (now() - created_at) * case when ${chance(16)} < 0.3 then 0 when is_cold then 0.05 * ${chance(17)} else ${chance(17)} end
    from (select i, created_at, is_cold, case when is_cold_now then then_unit else unit end as unit, case when is_cold_now then then_owner else owner end as owner,
        (exp(7 + 4 * ${chance(18)} + 2 * ${chance(19)}))::bigint as spend
      from (select i, date_trunc('milliseconds', now() - interval '${SPAN}' * (1 - i::float8 / ${customers})) as created_at
        from generate_series(1, ${customers}::bigint) i) c
      join place on place.n = (hashint8extended(i, 20) & 65535) % (select count(*) from place)
      cross join lateral (select cold and created_at > now() - interval '${COLD}' as is_cold_now, cold as is_cold) k) c`;
}

const ORDERS_SQL = `insert into "order" (id, number, customer, placed_at, store, channel, status, lines, total, total_currency, currency, country, owner, unit, created_at, updated_at)
  select ${idSql("placed_at", "i", "o")}, 'B' || i, customer, placed_at, unit, 'store', ${pick(31, "array['paid','paid','completed','completed','completed','refunded']")},
    '[]', 500 + (${chance(32)} * 20000)::bigint, 'CNY', 'CNY', 'CN', owner, unit, placed_at, placed_at
  from (select row_number() over () as i, id as customer, unit, owner,
      created_at + (updated_at - created_at) * ${chance(30, "hashtextextended(id::text, 0)")} as placed_at from customer) c`;

/** Of records of any age, to people of other stores, for good. */
const sharesSql = (customers: number): string => `
  insert into participant (id, object, record_id, principal_kind, principal_id, function, "from", reason, owner, unit, created_at, updated_at)
  select ${idSql("c.created_at", "c.k", "p")}, 'customer', c.id, 'person', place.owner, 'shared', c.created_at, 'bench', place.owner, place.unit, c.created_at, c.created_at
  from (select id, created_at, row_number() over () as k from customer where hashint8extended((('x' || right(id::text, 12))::bit(48)::bigint), 40) % ${Math.max(1, Math.round(customers / SHARES))} = 0) c
  join place on place.n = (hashint8extended(c.k, 41) & 65535) % (select count(*) from place)`;
