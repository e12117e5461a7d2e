import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answersFor,
  createRealWorld,
  hasData,
  linesOf,
  rawAnswers,
  type Holder,
  type RealWorld,
} from "../../testing/real-data.ts";

const FILE = "online-retail/online_retail_ii_2009_2010.csv.gz";
const isHere = hasData(FILE);
/** Of 525,461: all of them take minutes. `LATCHKEY_RETAIL_LINES` makes it any number. */
const LINES = Number(process.env["LATCHKEY_RETAIL_LINES"] ?? 6_000);

/** A customer is at home where the first line that names them is from; price × quantity is rounded line by line. */
const PREPARE = [
  `create table raw_homes as
     select distinct on ("Customer ID") "Customer ID" as customer, "Country" as country from raw_lines order by 1, line`,
  `create table raw_sums as
     select h.country, l."Invoice" as invoice, coalesce(nullif(replace(h.customer, '.0', ''), ''), 'walk-in') as customer,
       sum(round(l."Price"::numeric * l."Quantity"::numeric, 2) * 100) as cents
     from raw_lines l join raw_homes h on h.customer = l."Customer ID" group by 1, 2, 3`,
];

describe.skipIf(!isHere)(
  `R135, R32, R137: books of a gift wholesaler${isHere ? "" : " (SKIPPED: online-retail is not beside the project)"}`,
  () => {
    let real: RealWorld;
    /** Each country is a unit. */
    let managers: readonly Holder[];

    beforeAll(async () => {
      real = await createRealWorld();
      const columns = ["Invoice", "Quantity", "Price", "Customer ID", "Country"];
      await real.loadRawText("raw_lines", linesOf(FILE, LINES), columns);
      for (const text of PREPARE) await real.world.services.db.query(text);
    }, 480_000);

    afterAll(() => real.world.close());

    it("makes each country a unit with its manager", async () => {
      // A column of its own: reading every line for forty names shows nothing that orders do not show.
      const { rows } = await real.world.services.db.query<{ country: string }>(
        `select distinct "Country" as country from raw_lines`,
      );
      const countries = ["Country", ...rows.map(({ country }) => country)].join("\n");
      const made = { state: "done", counts: { created: rows.length, failed: 0 } };
      expect(await real.loadText("unit", countries, "retail-units")).toMatchObject(made);
      expect(await real.loadText("person", countries, "retail-managers")).toMatchObject(made);
      managers = await real.holders();
      expect(managers.every(({ name, unit }) => name === `Manager of ${unit}`)).toBe(true);
      expect(managers.length).toBe(rows.length);
    }, 480_000);

    it(`imports ${LINES} lines into orders and customers`, async () => {
      const { rows } = await real.world.services.db.query<{ orders: number; customers: number }>(
        // Who bought without a name is one customer more.
        `select count(distinct "Invoice")::int as orders, count(distinct "Customer ID")::int as customers from raw_lines`,
      );
      const content = linesOf(FILE, LINES);
      const started = performance.now();
      const customers = await real.loadText("customer", content, "retail-customers");
      expect(customers.errors).toEqual([]);
      expect(customers.counts).toMatchObject({ created: rows[0]!.customers, failed: 0 });
      const orders = await real.loadText("order", content, "retail-orders");
      expect(orders.errors).toEqual([]);
      expect(orders).toMatchObject({
        total: LINES,
        done: LINES,
        counts: { created: rows[0]!.orders, failed: 0 },
      });
      const seconds = (performance.now() - started) / 1000;
      process.stdout.write(`online-retail: ${LINES} lines in ${seconds.toFixed(0)} s\n`);
    }, 900_000);

    it.each([
      ["order", { key: "number", amount: "total" }, "invoice"],
      ["customer", { key: "code", amount: "spend" }, "customer"],
    ] as const)(
      "gives the manager of every country exactly what plain SQL finds: each %s listed, counted, summed up, exported",
      async (object, fields, column) => {
        for (const { person, unit } of managers) {
          const expected = await rawAnswers(
            real.world,
            `select ${column} as key, sum(cents) as cents from raw_sums where country = $1 group by 1`,
            [unit],
          );
          expect(await answersFor(real.world, person, object, fields), unit).toEqual(expected);
        }
      },
      480_000,
    );
  },
);
