import { assert, asyncProperty, date, array } from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database } from "../db/database.ts";
import { databaseInMemory } from "../testing/in-memory.ts";
import { time } from "./time.ts";

let db: Database;

beforeAll(async () => {
  db = await databaseInMemory();
});

afterAll(() => db.close());

/** What the field stores, read back as the driver's own value and as text. */
async function read(moments: readonly Date[]): Promise<readonly { own: unknown; text: string }[]> {
  const { rows } = await db.query<{ own: unknown; text: string }>(
    `select m::timestamptz(3) as own, m::timestamptz(3)::text as text
     from unnest($1::timestamptz[]) with ordinality as u (m, place) order by place`,
    [moments.map((moment) => moment.toISOString())],
  );
  return rows;
}

test("a moment is loaded from its text as from the driver's own value", async () => {
  const moments = date({
    min: new Date("0001-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  const law = asyncProperty(array(moments, { minLength: 50, maxLength: 50 }), async (given) => {
    const whole = given.map((moment, index) =>
      index % 3 === 0 ? new Date(Math.trunc(moment.getTime() / 1000) * 1000) : moment,
    );
    for (const [index, { own, text }] of (await read(whole)).entries()) {
      expect(time.load([text])).toBe(time.load([own]));
      expect(time.load([text])).toBe(whole[index]!.toISOString());
    }
  });
  await assert(law, { numRuns: 40 });
});

test("the zone of a session makes no difference", () => {
  expect(time.load(["2026-03-31 08:00:00.12+08"])).toBe("2026-03-31T00:00:00.120Z");
  expect(time.load(["2026-03-31 08:00:00+05:30"])).toBe("2026-03-31T02:30:00.000Z");
});
