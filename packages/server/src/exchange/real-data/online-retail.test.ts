import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answersFor,
  createRealWorld,
  hasData,
  rawAnswers,
  type Holder,
  type RealWorld,
} from "../../testing/real-data.ts";

const FILE = "online-retail/online_retail_ii_2009_2010.csv.gz";
const isHere = hasData(FILE);
/** On the embedded database, in processor time: what else the machine does is not ours. */
const LIMIT_SECONDS = 180;

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
  `R135, R32, R137: a year of a gift wholesaler${isHere ? "" : " (SKIPPED: online-retail is not beside the project)"}`,
  () => {
    let real: RealWorld;
    /** Each country is a unit. */
    let managers: readonly Holder[];

    beforeAll(async () => {
      real = await createRealWorld();
      const columns = ["Invoice", "Quantity", "Price", "Customer ID", "Country"];
      await real.loadRaw("raw_lines", FILE, columns);
      for (const text of PREPARE) await real.world.services.db.query(text);
    }, 480_000);

    afterAll(() => real.world.close());

    it("makes each of 40 countries a unit with its manager", async () => {
      // A column of its own: reading half a million lines for forty names shows nothing that orders do not show.
      const { rows } = await real.world.services.db.query<{ country: string }>(
        `select distinct "Country" as country from raw_lines`,
      );
      const countries = ["Country", ...rows.map(({ country }) => country)].join("\n");
      const units = await real.loadText("unit", countries, "retail-units");
      expect(units).toMatchObject({ state: "done", counts: { created: 40, failed: 0 } });
      const people = await real.loadText("person", countries, "retail-managers");
      expect(people).toMatchObject({ state: "done", counts: { created: 40, failed: 0 } });
      managers = await real.holders();
      expect(managers.every(({ name, unit }) => name === `Manager of ${unit}`)).toBe(true);
      expect(managers.length).toBe(40);
    }, 480_000);

    it("imports 525,461 lines into orders and 4,383 customers", async () => {
      const started = performance.now();
      const before = process.cpuUsage();
      const customers = await real.load("customer", FILE, "retail-customers");
      expect(customers.errors).toEqual([]);
      // One more than the file names: who bought without a name, a fifth of all lines.
      expect(customers.counts).toMatchObject({ created: 4_383 + 1, failed: 0 });
      const orders = await real.load("order", FILE, "retail-orders");
      expect(orders.errors).toEqual([]);
      expect(orders).toMatchObject({
        total: 525_461,
        done: 525_461,
        counts: { created: 28_816, failed: 0 },
      });
      const { user, system } = process.cpuUsage(before);
      const seconds = (user + system) / 1e6;
      const wall = (performance.now() - started) / 1000;
      process.stdout.write(
        `online-retail: ${wall.toFixed(0)} s, ${seconds.toFixed(0)} s of processor time\n`,
      );
      expect(seconds).toBeLessThan(LIMIT_SECONDS);
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
