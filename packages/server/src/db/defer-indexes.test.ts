import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database } from "./database.ts";
import { deferIndexes } from "./defer-indexes.ts";
import { databaseInMemory } from "../testing/in-memory.ts";
import { migrate } from "./migrate.ts";

let db: Database;
beforeAll(async () => {
  db = await databaseInMemory();
  await migrate(db);
});
afterAll(() => db.close());

const indexes = async (): Promise<readonly string[]> => {
  const { rows } = await db.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where schemaname = 'public' order by 1",
  );
  return rows.map(({ indexdef }) => indexdef);
};

test("the indexes are there again after the rows, and what guards the data never left", async () => {
  const before = await indexes();
  let meanwhile: readonly string[] = [];
  await db.transaction((tx) =>
    deferIndexes(tx, async () => {
      const { rows } = await tx.query<{ indexdef: string }>(
        "select indexdef from pg_indexes where schemaname = 'public' order by 1",
      );
      meanwhile = rows.map(({ indexdef }) => indexdef);
    }),
  );
  expect(await indexes()).toEqual(before);
  expect(meanwhile.length).toBeLessThan(before.length);
  expect(meanwhile).toEqual(
    before.filter((definition) => definition.includes(" UNIQUE ") || definition.includes("gist")),
  );
});
