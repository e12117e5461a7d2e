import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../demo/random.ts";
import { OBJECTS } from "../objects/registry.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import type { ListReply, Sort } from "../http/contract.ts";
import { isReadAs } from "../matrix/read-as.ts";
import { importFile } from "../testing/exchange.ts";
import { likeText } from "../fields/shared.ts";
import { pinyinTokens } from "./pinyin.ts";
import { foldSearch, foldSearchBatch, BATCH } from "./fold.ts";
import { searchIndexesOf, searchIndexOf, searchIndexSql } from "./search-index.ts";
import { TOKENS_FUNCTION, tokensOf } from "./tokens.ts";

const KEEPER = roleOfRules("keeper", [
  {
    id: "all",
    effect: "permit",
    actions: ["customer.*"],
    scope: "all",
    fields: { read: ["*"], write: ["*"] },
  },
]);

const index = searchIndexOf(OBJECTS["customer"]!)!;

let world: Enterprise;
let keeper: string;
beforeAll(async () => {
  world = await createEnterprise({ templates: [KEEPER] });
  keeper = await world.person("全权", "keeper", world.root);
}, 60_000);
afterAll(() => world.close());

/** Letters that change their length or their place with their case, and what LIKE and masks look at. */
const ODD = [..."İıſKÅΣσςßẞǅŒé㐀李娜𠮷😀Aa%_\\*' \n0123", "e\u0301", "ﬁ", "Ａ"];
const texts = fc.array(
  fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: "grapheme", maxLength: 3 })),
  { maxLength: 14 },
);

describe("R149: the tokens of a word are among those of every text that contains it", () => {
  const asStored = (text: string) => text.replaceAll("\u0000", "").toWellFormed();

  test("whatever the letters and their case", async () => {
    const { db } = world.services;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.nat(13),
        fc.nat(13),
        fc.boolean(),
        async (parts, from, length, up) => {
          const text = asStored(parts.join(""));
          const part = asStored(parts.slice(from, from + length + 1).join("")).trim();
          const word = (up ? part.toUpperCase() : part).split(/\s+/)[0]!;
          const { rows } = await db.query<{
            found: boolean;
            held: boolean;
            text: string;
            tokens: number[];
          }>(
            `select $1::text ilike $3::text as found, search_tokens(lower($1::text)) @> search_tokens(lower($2::text)) as held,
            lower($1::text) as text, search_tokens(lower($1::text)) as tokens`,
            [text, word, `%${likeText(word)}%`],
          );
          const [row] = rows;
          if (row!.found) found++;
          expect(!row!.found || row!.held).toBe(true);
          expect(tokensOf(row!.text)).toEqual(row!.tokens);
        },
      ),
      { numRuns: 800 },
    );
    expect(found).toBeGreaterThan(200);
  });

  test.each([
    ["李娜", 1],
    ["李", 0],
    ["ann", 1],
    ["an", 0],
    ["138", 0],
    ["1380", 1],
    ["13912345678", 8],
    ["a李", 1],
    ["l***", 0],
    ["a b c d", 0],
  ])("%s has %i of them", (word, count) => {
    expect(tokensOf(word)).toHaveLength(count);
  });
});

test("the tables are those declared", async () => {
  const { db } = world.services;
  const declared = [
    TOKENS_FUNCTION,
    ...searchIndexesOf(Object.values(OBJECTS)).map(searchIndexSql),
  ];
  const { rows } = await db.query<{ text: string }>(
    "select prosrc as text from pg_proc where proname like '%search%' and pronamespace = current_schema()::regnamespace",
  );
  const bodies = [...declared.join("\n").matchAll(/\$\$(.*?)\$\$/gs)].map(([, body]) => body!);
  expect(rows.map(({ text }) => text).toSorted()).toEqual(bodies.toSorted());
});

/** Records that neither have all their tokens, and only these, nor wait in the queue; and tokens of nothing. */
async function untrue(): Promise<number> {
  const cells = index.columns.map((column) => `r."${column}"`).join(", ");
  const { rows } = await world.services.db.query<{
    known: number[] | null;
    text: string | null;
    name: string;
  }>(
    `select t.tokens as known, case when r.id is not null then lower(concat_ws(E'\\n', ${cells})) end as text,
       coalesce(r."${index.title}", '') as name
     from customer r full join "${index.tokens}" t using (id) where id not in (select id from "${index.queue}")`,
  );
  const sorted = (tokens: readonly number[]) =>
    [...new Set(tokens)].toSorted((a, b) => a - b).join();
  return rows.filter(({ known, text, name }) => {
    if (known === null || text === null) return true;
    return sorted(known) !== sorted([...tokensOf(text), ...pinyinTokens(name)]);
  }).length;
}

test("R149: whatever is written, a record has its tokens or waits for them", async () => {
  const random = createRandom("search");
  const { db, gate } = world.services;
  const ids = await world.insert(
    "customer",
    Array.from({ length: 80 }, (_, at) => ({ name: `客户${at}`, unit: world.root })),
  );
  const version = async (id: string) =>
    (await db.query<{ version: number }>("select version from customer where id = $1", [id]))
      .rows[0]!.version;
  const pick = () => ids.filter(() => random.chance(0.15));
  const caller = as(keeper);
  const writes: (() => Promise<unknown>)[] = [
    () =>
      db.query("update customer set note = $2 where id = any($1)", [
        pick(),
        random.pick(["Ωmega", "老客户"]),
      ]),
    () => db.query("update customer set phone = null, stage = 'lost' where id = any($1)", [pick()]),
    () => db.query("update customer set level = 'vip' where id = any($1)", [pick()]),
    () => db.query("update customer set deleted_at = now() where id = any($1)", [pick()]),
    () => db.query("update customer set deleted_at = null where id = any($1)", [pick()]),
    () => db.query("delete from customer where id = $1", [ids.pop()]),
    async () =>
      ids.push(...(await world.insert("customer", [{ name: "Copied", unit: world.root }]))),
    async () => {
      const id = ids[0]!;
      await db.query("update customer set deleted_at = null where id = $1", [id]);
      return gate.update(caller, "customer", {
        id,
        version: await version(id),
        values: { name: `改${random.whole(0, 99)}` },
      });
    },
    () => foldSearch(db, index),
    () => foldSearchBatch(db, index),
    () =>
      db
        .transaction(async (tx) => {
          await tx.query("update customer set name = 'never' where id = any($1)", [pick()]);
          throw new Error("rolled back");
        })
        .catch(() => {}),
  ];
  for (let round = 0; round < 80; round++) {
    await random.pick(writes)();
    expect(await untrue()).toBe(0);
  }
  await foldSearch(db, index);
  const { rows } = await db.query(`select from "${index.queue}"`);
  expect(rows).toHaveLength(0);
  expect(await untrue()).toBe(0);
});

test("R149: what is imported is found at once, and by its tokens later", async () => {
  const { db, gate } = world.services;
  const lines = Array.from({ length: BATCH + 10 }, (_, at) => `进口${at},${13_900_000_000 + at}`);
  const content = ["客户名称,手机号", ...lines].join("\n");
  await importFile(world.services, { person: keeper, object: "customer", content });
  const find = async () =>
    (await gate.list(as(keeper), "customer", { search: "进口1234 39000012", limit: 5 })).rows.map(
      ({ values }) => values["name"],
    );
  expect(await untrue()).toBe(0);
  expect(await find()).toEqual(["进口1234"]);
  await foldSearch(db, index);
  expect(await untrue()).toBe(0);
  expect(await find()).toEqual(["进口1234"]);
});

describe("R168: a name is found by how it is read, whichever way it came in", () => {
  const NAMELESS: RoleTemplate = {
    ...KEEPER,
    id: "nameless",
    rules: [
      {
        id: "some",
        effect: "permit",
        actions: ["customer.view"],
        scope: "all",
        fields: { read: ["note"], mask: ["name", "phone"] },
      },
    ],
  };
  const find = async (person: string, search: string, sort?: readonly Sort[]) => {
    const request = { search, limit: 3, ...(sort ? { sort } : {}) };
    const names: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: ListReply = await world.services.gate.list(as(person), "customer", {
        ...request,
        ...(cursor === null ? {} : { cursor }),
      });
      names.push(...page.rows.map(({ values }) => values["name"]));
      cursor = page.next;
    } while (cursor !== null);
    const { count } = await world.services.gate.count(as(person), "customer", { search });
    expect(count).toBe(names.length);
    return names.toSorted();
  };

  test("by all who see the name, from the moment it is there, and by nobody else", async () => {
    const { db, gate } = world.services;
    await world.role(NAMELESS);
    const nameless = await world.person("不见名", "nameless", world.root);
    await world.insert("customer", [{ name: "钭梅蕤", unit: world.root, note: "钭梅蕤" }]);
    const { record } = await gate.create(as(keeper), "customer", { name: "钭蕤" });
    const content = "客户名称\n钭梅";
    await importFile(world.services, { person: keeper, object: "customer", content });
    for (const fold of [false, true]) {
      if (fold) await foldSearch(db, index);
      expect(await find(keeper, "toumei")).toEqual(["钭梅", "钭梅蕤"]);
      expect(await find(keeper, "TMR")).toEqual(["钭梅蕤"]);
      expect(await find(keeper, "tour", [{ field: "name", direction: "asc" }])).toEqual(["钭蕤"]);
      for (const word of ["toumei", "tmr", "tour"]) expect(await find(nameless, word)).toEqual([]);
    }
    const { version } = (await gate.get(as(keeper), "customer", record.id)).record;
    await gate.update(as(keeper), "customer", {
      id: record.id,
      version,
      values: { name: "郗蕤" },
    });
    for (const fold of [false, true]) {
      if (fold) await foldSearch(db, index);
      expect(await find(keeper, "tour")).toEqual([]);
      expect(await find(keeper, "xir")).toContain("郗蕤");
      expect(await find(keeper, "chirui")).toContain("郗蕤");
    }
  });

  test("in random worlds as a slow reader finds them, page by page, folded or not", async () => {
    const random = createRandom("readings");
    const { db } = world.services;
    await db.query("delete from customer");
    const letters = [..."李梅曾单安娜西行长乐强王a"];
    const name = () =>
      Array.from({ length: random.whole(1, 4) }, () => random.pick(letters)).join("");
    const names: string[] = [];
    let found = 0;
    for (let round = 0; round < 6; round++) {
      const more = Array.from({ length: 15 }, name);
      names.push(...more);
      await world.insert(
        "customer",
        more.map((one) => ({ name: one, unit: world.root })),
      );
      if (random.chance(0.5)) await foldSearch(db, index);
      for (const word of ["lm", "zd", "cs", "anna", "xian", "xax", "lemei", "wangq", "qq", "ma"]) {
        const expected = names.filter(
          (one) => one.toLowerCase().includes(word) || isReadAs(one, word),
        );
        found += expected.length;
        expect([word, await find(keeper, word)]).toEqual([word, expected.toSorted()]);
      }
    }
    expect(found).toBeGreaterThan(30);
  });
});
