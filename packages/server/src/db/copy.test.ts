import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { copyText } from "./copy.ts";
import { createDatabase, type Database } from "./database.ts";
import { databaseInMemory } from "../testing/in-memory.ts";
import { connectServer } from "./server-driver.ts";

const TYPES = {
  id: "integer",
  words: "text",
  list: "text[]",
  data: "jsonb",
  moment: "timestamptz(3)",
  size: "double precision",
  cents: "bigint",
  yes: "boolean",
};

/** PostgreSQL's text has no zero character; everything else that breaks formats is welcome. */
const text = fc
  .string({
    unit: fc.oneof(fc.constantFrom(..."\\\t\n\r\"',{}N|\b\v 中😀"), fc.string({ unit: "binary" })),
  })
  .map((value) => value.replaceAll("\0", ""));
const words = fc.oneof(text, fc.constantFrom("null", "NULL", "", " ", "a b", "1"));
const nullable = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 5 });
const row = fc.tuple(
  nullable(text),
  nullable(fc.array(nullable(words))),
  // Keys are plain: Node 24.21 itself misreads {"":1,"\\n":2}, an escaped key of one character after an empty one.
  nullable(
    fc.dictionary(
      fc.constantFrom("a", "b c", "中"),
      fc.oneof(text, fc.boolean(), fc.constant(null)),
    ),
  ),
  nullable(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })),
  // Neither JSON nor the records have a negative zero.
  nullable(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  nullable(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  nullable(fc.boolean()),
);

let server: NativeServer;
const databases: [string, Database][] = [];

beforeAll(async () => {
  server = await startNativeServer();
  databases.push(["embedded", await databaseInMemory()]);
  databases.push(["server", createDatabase(connectServer(server.url))]);
  const columns = Object.entries(TYPES).map(([name, type]) => `${name} ${type}`);
  for (const [, db] of databases) await db.query(`create table copied (${columns.join(", ")})`);
});

afterAll(async () => {
  for (const [, db] of databases) await db.close();
  await server?.stop();
});

describe("rows that are copied in", () => {
  test("come out as they went in, on both databases", async () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const numbered = given.map((cells, index) => [index, ...cells]);
        const copy = {
          table: "copied",
          columns: Object.keys(TYPES),
          text: copyText(numbered, Object.values(TYPES)),
        };
        for (const [name, db] of databases) {
          await db.query("delete from copied");
          await db.copyIn(copy);
          const { rows } = await db.query("select * from copied order by id");
          expect(rows.map(Object.values), name).toEqual(numbered);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("and so do arrays that are parameters", async () => {
    const numbers = fc.array(nullable(fc.integer()));
    await fc.assert(
      fc.asyncProperty(fc.array(nullable(words)), numbers, async (texts, integers) => {
        for (const [name, db] of databases) {
          const { rows } = await db.query("select $1::text[] as texts, $2::int[] as integers", [
            texts,
            integers,
          ]);
          expect(rows, name).toEqual([{ texts, integers }]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("are all or none, and a refusal leaves the session whole", async () => {
    const copy = {
      table: "copied",
      columns: ["id"],
      text: copyText([[1], ["no number"]], ["integer"]),
    };
    for (const [, db] of databases) {
      await db.query("delete from copied");
      await expect(db.copyIn(copy)).rejects.toMatchObject({ code: "22P02" });
      await db.transaction(async (tx) => {
        await tx.copyIn({ ...copy, text: copyText([[7]], ["integer"]) });
      });
      expect((await db.query("select id from copied")).rows).toEqual([{ id: 7 }]);
    }
  });
});
