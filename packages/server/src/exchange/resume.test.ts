import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { startServices } from "../services.ts";
import { as, createEnterprise } from "../testing/enterprise.ts";
import { untilKilled } from "../testing/until-killed.ts";

const IMPORT_CHILD = new URL("../testing/import-child.ts", import.meta.url);

interface Case {
  readonly object: string;
  readonly role: string;
  /** More than are done before the first look at how far it is. */
  readonly count: number;
  readonly header: string;
  row(index: number): string;
}

const CASES: readonly Case[] = [
  {
    object: "customer",
    role: "regionalSalesManager",
    // So many that indexes rest meanwhile.
    count: 20_000,
    // Without phone or company there is no key that could hide a row written twice.
    header: "客户名称,备注",
    row: (index) => `客户${index},${index}`,
  },
  {
    object: "person",
    role: "administrator",
    count: 1_500,
    header: "姓名,工作邮箱,岗位",
    row: (index) => `人${index},p${index}@test.example,店长`,
  },
  {
    object: "unit",
    role: "administrator",
    count: 3_000,
    header: "名称,上级单元",
    // Ten below each, from the leaves up.
    row: (index) => {
      const number = 2_999 - index;
      return `单元${number},${number === 0 ? "总部" : `单元${Math.floor((number - 1) / 10)}`}`;
    },
  },
];

const directories: string[] = [];
afterAll(async () => {
  for (const one of directories) await rm(one, { recursive: true, force: true });
});

/** A region, and somebody who imports the file and is killed over it. */
async function interrupted(directory: string, { object, role, count, header, row }: Case) {
  const world = await createEnterprise({ directory: join(directory, "database") });
  const region = await world.unit("华东", world.root, "region");
  const importer = await world.person("洪光", role, role === "administrator" ? world.root : region);
  await world.close();
  const file = join(directory, "a.csv");
  const rows = Array.from({ length: count }, (_, index) => row(index));
  await writeFile(file, [header, ...rows].join("\n"));
  const before = await untilKilled(IMPORT_CHILD, [directory, importer, object, file]);
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(count);
  return importer;
}

test.each(CASES)(
  "R135: an import of $object killed in the middle goes on at the next start, and no row is there twice",
  { timeout: 240_000 },
  async (one) => {
    const { object, count } = one;
    const directory = await mkdtemp(join(tmpdir(), "latchkey-resume-"));
    directories.push(directory);
    const importer = await interrupted(directory, one);
    const db = createDatabase(await openEmbedded(join(directory, "database")));
    const resting = async () => (await db.query("select from resting_index")).rows.length;
    expect(await resting()).toBe(count < 20_000 ? 0 : 8);
    const services = await startServices({
      db,
      baseUrl: "http://127.0.0.1",
      files: join(directory, "files"),
    });
    await services.exchange.jobs.idle();
    const { rows } = await db.query<{ id: string }>("select id from import_job");
    expect(await services.exchange.imports.get(as(importer), rows[0]!.id)).toMatchObject({
      state: "done",
      done: count,
      counts: { created: count, skipped: 0, failed: 0 },
    });
    expect(await resting()).toBe(0);
    const found = await db.query<Record<string, number>>(
      `select count(*)::int as all, count(distinct name)::int as distinct,
         (select count(*)::int from record_history where object = $1 and action = 'create') as histories,
         (select count(distinct person)::int from post) as holders, (select count(*)::int from post) as posts
       from "${object}" where created_by = $2`,
      [object, importer],
    );
    const posts = object === "person" ? count : 0;
    expect(found.rows[0]).toEqual({
      all: count,
      distinct: count,
      histories: count,
      holders: posts,
      posts,
    });
    const lines = await db.query<{ rows: number }>(
      "select sum(record_count)::int as rows from audit_line where action = $1 and verdict = 'allowed'",
      [`${object}.import`],
    );
    expect(lines.rows[0]!.rows).toBe(count);
    await services.close();
  },
);
