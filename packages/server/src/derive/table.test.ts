import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/database.ts";
import { OBJECTS } from "../objects/registry.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { tableIndexes, tableSql } from "./table.ts";

/** What a table may have of live records, so that writes stay fast. */
const MOST = 12;

let world: Enterprise;
beforeAll(async () => {
  world = await createEnterprise();
});
afterAll(() => world.close());

const indexesOf = async (db: Database, schema: string, table: string): Promise<string[]> => {
  const { rows } = await db.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where schemaname = $1 and tablename = $2 and indexname not like '%_pkey' order by 1",
    [schema, table],
  );
  return rows.map(({ indexdef }) => indexdef.replace(`${schema}.`, ""));
};

test.each(Object.values(OBJECTS))(
  "the indexes of $name are those declared, and few",
  async (one) => {
    const { db } = world.services;
    const sql = tableSql(one);
    const table = /create table "(\w+)"/.exec(sql)![1]!;
    await db.query("create schema declared");
    await db.query(sql.replaceAll(/(table|on) "/g, '$1 declared."'));
    const declared = await indexesOf(db, "declared", table);
    await db.query("drop schema declared cascade");
    expect(declared).toHaveLength(tableIndexes(one).length);
    const ofLive = declared.filter((index) => !index.includes("deleted_at IS NOT NULL"));
    expect(ofLive.length).toBeLessThanOrEqual(MOST);
    expect(await indexesOf(db, "public", table)).toEqual(expect.arrayContaining(declared));
  },
);
