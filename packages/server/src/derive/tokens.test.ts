import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../demo/random.ts";
import { OBJECTS } from "../objects/registry.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { tokenSql } from "./tokens.ts";

let world: Enterprise;
beforeAll(async () => {
  world = await createEnterprise();
});
afterAll(() => world.close());

test("the migrations hold what the declarations ask for", async () => {
  const folder = new URL("../db/migrations/", import.meta.url);
  const files = await Promise.all(
    (await readdir(folder)).map((name) => readFile(new URL(name, folder), "utf8")),
  );
  const drafts = Object.values(OBJECTS)
    .map(tokenSql)
    .filter((draft) => draft !== "");
  expect(drafts).toHaveLength(4);
  for (const draft of drafts) expect(files.join("\n")).toContain(draft.trim());
});

test("R149: tokens say who wears a tag, whatever is written", async () => {
  const random = createRandom("tokens");
  const { db } = world.services;
  const tags = await world.insert(
    "tag",
    ["甲", "乙", "丙"].map((name) => ({ name, unit: world.root })),
  );
  const units = [await world.unit("东", world.root), await world.unit("西", world.root)];
  const some = () => tags.filter(() => random.chance(0.4));
  const ids = await world.insert(
    "customer",
    Array.from({ length: 60 }, () => ({ name: "客户", unit: random.pick(units), tags: some() })),
  );
  const pick = () => ids.filter(() => random.chance(0.2));
  const writes: (() => [string, unknown[]])[] = [
    () => ["update customer set tags = $2 where id = any($1)", [pick(), some()]],
    () => ["update customer set tags = null where id = any($1)", [pick()]],
    () => ["update customer set unit = $2 where id = any($1)", [pick(), random.pick(units)]],
    () => ["update customer set unit = null, name = 'x' where id = any($1)", [pick()]],
    () => ["update customer set deleted_at = now() where id = any($1)", [pick()]],
    () => ["update customer set deleted_at = null where id = any($1)", [pick()]],
    () => ["update customer set name = 'y' where id = any($1)", [pick()]],
    () => ["delete from customer where id = any($1)", [pick().slice(0, 1)]],
  ];
  for (let round = 0; round < 60; round++) {
    const [text, values] = random.pick(writes)();
    await db.query(text, values);
    const { rows } = await db.query<{ kept: string; true: string }>(`
      select (select json_agg(t order by token, id)::text from customer_tags_token t) as kept,
        (select json_agg(t order by token, id)::text from (select distinct worn.token, unit, created_at, id
          from customer, unnest(tags) worn (token) where deleted_at is null) t) as true`);
    expect([text, rows[0]!.kept]).toEqual([text, rows[0]!.true]);
  }
});
