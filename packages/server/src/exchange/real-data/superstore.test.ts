import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as } from "../../testing/enterprise.ts";
import { csvRows, exportFile, importFile } from "../../testing/exchange.ts";
import {
  createRealWorld,
  hasData,
  listAll,
  mappingOf,
  rawRows,
  readData,
  sumOf,
  toCents,
  type RealWorld,
} from "../../testing/real-data.ts";

const ORDERS = "cn-superstore/orders.csv";
const MANAGERS = "cn-superstore/managers.csv";
const isHere = hasData(ORDERS);

describe.skipIf(!isHere)(
  `R135, R30, R36: the books of a Chinese retailer${isHere ? "" : " (SKIPPED: cn-superstore is not beside the project)"}`,
  () => {
    let real: RealWorld;
    const managers = new Map<string, string>();

    beforeAll(async () => {
      real = await createRealWorld();
      const { world } = real;
      for (const { 地区: region, 地区经理: name } of rawRows(MANAGERS)) {
        const unit = await world.unit(region!, world.root, "region");
        managers.set(region!, await world.person(name!, "regionalSalesManager", unit));
      }
      await loadRaw();
    }, 120_000);

    afterAll(() => real.world.close());

    async function loadRaw(): Promise<void> {
      const { db } = real.world.services;
      await db.query(
        "create table raw_superstore (line text, number text, customer text, region text, sales numeric, profit numeric)",
      );
      const rows = rawRows(ORDERS).map((row) => ({
        line: row["行 ID"],
        number: row["订单 ID"],
        customer: row["客户 ID"],
        region: row["地区"],
        sales: row["销售额"],
        profit: row["利润"],
      }));
      await db.query(
        "insert into raw_superstore select * from json_to_recordset($1::json) as r (line text, number text, customer text, region text, sales numeric, profit numeric)",
        [JSON.stringify(rows)],
      );
    }

    async function raw(region: string) {
      const { rows } = await real.world.services.db.query<
        Record<"lines" | "orders" | "customers" | "sales" | "profit", string>
      >(
        `select count(*) as lines, count(distinct (number, customer)) as orders, count(distinct customer) as customers,
         sum(round(sales * 100)) as sales, sum(round(profit * 100)) as profit from raw_superstore where region = $1`,
        [region],
      );
      return rows[0]!;
    }

    it("imports every line of it, without touching the file", async () => {
      const { world, steward } = real;
      const content = readData(ORDERS);
      const customers = await importFile(world.services, {
        person: steward,
        object: "customer",
        content,
        mapping: mappingOf("superstore-customers"),
      });
      // A region keeps its own file on a customer: whoever buys in four regions is known to four managers.
      expect(customers.errors).toEqual([]);
      expect(customers).toMatchObject({
        state: "done",
        total: 10_000,
        counts: { created: 2_833, failed: 0 },
      });
      const orders = await importFile(world.services, {
        person: steward,
        object: "order",
        content,
        mapping: mappingOf("superstore-orders"),
      });
      expect(orders.errors).toEqual([]);
      expect(orders).toMatchObject({
        state: "done",
        total: 10_000,
        done: 10_000,
        counts: { created: 4_984, failed: 0 },
      });
    }, 240_000);

    it("gives every manager exactly what plain SQL finds for the region: lists, counts, sums, lines", async () => {
      const { world } = real;
      for (const [region, manager] of managers) {
        const expected = await raw(region);
        const { gate } = world.services;
        expect(await gate.count(as(manager), "customer", {}), region).toBe(
          Number(expected.customers),
        );
        expect(await gate.count(as(manager), "order", {}), region).toBe(Number(expected.orders));
        expect(await sumOf(world, manager, "order", "total"), region).toBe(BigInt(expected.sales));
        expect(await sumOf(world, manager, "order", "margin"), region).toBe(
          BigInt(expected.profit),
        );
        const orders = await listAll(world, manager, "order");
        const numbers = rawRows(ORDERS)
          .filter((row) => row["地区"] === region)
          .map((row) => `${row["订单 ID"]}/${row["客户 ID"]}/${region}`);
        expect(orders.map((row) => String(row["number"])).toSorted(), region).toEqual(
          [...new Set(numbers)].toSorted(),
        );
        expect(orders.flatMap((row) => row["lines"] as object[]).length, region).toBe(
          Number(expected.lines),
        );
      }
    }, 240_000);

    it("keeps what customers spent equal to their orders", async () => {
      const { world } = real;
      for (const [region, manager] of managers) {
        const expected = await raw(region);
        expect(await sumOf(world, manager, "customer", "spend"), region).toBe(
          BigInt(expected.sales),
        );
        const counts = (await listAll(world, manager, "customer")).map((row) =>
          Number(row["orderCount"]),
        );
        expect(
          counts.reduce((sum, one) => sum + one, 0),
          region,
        ).toBe(Number(expected.orders));
      }
    }, 240_000);

    it("exports for every manager the region's rows and no other", async () => {
      const { world } = real;
      for (const [region, manager] of managers) {
        const expected = await raw(region);
        const { job, text } = await exportFile(world.services, manager, "order", {
          columns: ["number", "customer", "total"],
        });
        const rows = csvRows(text);
        expect(job.rows, region).toBe(Number(expected.orders));
        expect(rows.length, region).toBe(Number(expected.orders));
        expect(
          rows.every((row) => row["订单号"]!.endsWith(`/${region}`)),
          region,
        ).toBe(true);
        expect(
          rows.reduce((sum, row) => sum + toCents(row["订单金额"]!), 0n),
          region,
        ).toBe(BigInt(expected.sales));
      }
    }, 240_000);
  },
);
