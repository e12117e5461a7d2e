import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answersFor,
  createRealWorld,
  hasData,
  listAll,
  rawAnswers,
  sumOf,
  type Holder,
  type RealWorld,
} from "../../testing/real-data.ts";

const ORDERS = "cn-superstore/orders.csv";
const MANAGERS = "cn-superstore/managers.csv";
const isHere = hasData(ORDERS);

describe.skipIf(!isHere)(
  `R135, R30, R36: the books of a Chinese retailer${isHere ? "" : " (SKIPPED: cn-superstore is not beside the project)"}`,
  () => {
    let real: RealWorld;
    let managers: readonly Holder[];

    beforeAll(async () => {
      real = await createRealWorld();
      const columns = ["行 ID", "订单 ID", "客户 ID", "地区", "销售额", "利润"];
      await real.loadRaw("raw_orders", ORDERS, columns);
    });

    afterAll(() => real.world.close());

    it("builds six regions and gives each its manager", async () => {
      const units = await real.load("unit", MANAGERS, "superstore-units");
      expect(units).toMatchObject({ state: "done", counts: { created: 6, failed: 0 } });
      const people = await real.load("person", MANAGERS, "superstore-managers");
      expect(people).toMatchObject({ state: "done", counts: { created: 6, failed: 0 } });
      managers = await real.holders();
      expect(managers.map(({ name, unit }) => `${unit} ${name}`).toSorted()).toEqual(
        ["东北 楚杰", "中南 范彩", "华东 洪光", "华北 殷莲", "西北 杨健", "西南 白德伟"].toSorted(),
      );
    });

    it("imports every line of it, without touching the file", async () => {
      const customers = await real.load("customer", ORDERS, "superstore-customers");
      // A region keeps its own file on a customer: whoever buys in four regions is known to four managers.
      expect(customers.errors).toEqual([]);
      expect(customers).toMatchObject({ total: 10_000, counts: { created: 2_833, failed: 0 } });
      const orders = await real.load("order", ORDERS, "superstore-orders");
      expect(orders.errors).toEqual([]);
      expect(orders).toMatchObject({
        state: "done",
        total: 10_000,
        done: 10_000,
        counts: { created: 4_984, failed: 0 },
      });
    }, 240_000);

    it("gives every manager exactly what plain SQL finds for the region: lists, counts, sums, exports", async () => {
      const { world } = real;
      for (const { person, unit } of managers) {
        const orders = await answersFor(world, person, "order", { key: "number", amount: "total" });
        expect(orders, unit).toEqual(
          await rawAnswers(
            world,
            `select "订单 ID" || '/' || "客户 ID" || '/' || "地区" as key, sum(round("销售额"::numeric * 100)) as cents
             from raw_orders where "地区" = $1 group by 1`,
            [unit],
          ),
        );
        const customers = await answersFor(world, person, "customer", {
          key: "code",
          amount: "spend",
        });
        expect(customers, unit).toEqual(
          await rawAnswers(
            world,
            `select "客户 ID" || '/' || "地区" as key, sum(round("销售额"::numeric * 100)) as cents
             from raw_orders where "地区" = $1 group by 1`,
            [unit],
          ),
        );
      }
    }, 480_000);

    it("keeps every line, the margin, and what customers ordered", async () => {
      const { world } = real;
      for (const { person, unit } of managers) {
        const { rows } = await world.services.db.query(
          `select count(*)::int as lines, sum(round("利润"::numeric * 100))::bigint as margin,
             count(distinct ("订单 ID", "客户 ID"))::int as orders from raw_orders where "地区" = $1`,
          [unit],
        );
        const orders = await listAll(world, person, "order");
        const customers = await listAll(world, person, "customer");
        expect(
          {
            lines: orders.flatMap((row) => row["lines"] as object[]).length,
            margin: String(await sumOf(world, person, "order", "margin")),
            orders: customers.reduce((sum, row) => sum + Number(row["orderCount"]), 0),
          },
          unit,
        ).toEqual(rows[0]);
      }
    }, 240_000);
  },
);
