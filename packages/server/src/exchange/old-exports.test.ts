/** A file of yesterday's rights: the tree below them has changed, or it has lain too long. */
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { importFile } from "../testing/exchange.ts";
import { createSweep } from "./old-files.ts";

let world: Enterprise;
let region: string;
let store: string;
let manager: string;

beforeAll(async () => {
  world = await createEnterprise();
  region = await world.unit("华东", world.root, "region");
  store = await world.unit("南山店", region);
  manager = await world.person("洪光", "regionalSalesManager", region);
  const seller = await world.person("李娜", "seller", store);
  await world.insert("customer", [{ name: "张三", unit: store, owner: seller, stage: "new" }]);
});

afterAll(() => world.close());

async function exported(): Promise<string> {
  const { exports, jobs } = world.services.exchange;
  const { id } = await exports.ask(as(manager), "customer", { format: "csv" });
  await jobs.idle();
  expect(await exports.get(as(manager), id)).toMatchObject({ state: "done", rows: 1 });
  return id;
}

const open = (id: string) => world.services.exchange.exports.open(as(manager), id);

test("R148: a file holds no customers of a store that is another region's by now", async () => {
  const id = await exported();
  await expect(open(id)).resolves.toMatchObject({ format: "csv" });
  const { db } = world.services;
  await db.query("update unit set parent = $2 where id = $1", [store, world.root]);
  await db.query("update policy_state set n = n + 1");
  await expect(open(id)).rejects.toMatchObject({ code: "rights_changed" });
  await db.query("update unit set parent = $2 where id = $1", [store, region]);
  await db.query("update policy_state set n = n + 1");
  await expect(open(id)).resolves.toMatchObject({ format: "csv" });
});

test("a file is fetched the day it was made, or made again", async () => {
  const id = await exported();
  await world.services.db.query(
    "update export_job set finished_at = finished_at - interval '25 hours' where id = $1",
    [id],
  );
  await expect(open(id)).rejects.toMatchObject({ code: "export_over" });
  expect(await world.services.exchange.exports.get(as(manager), id)).toMatchObject({
    state: "failed",
    error: { code: "export_over" },
  });
});

test("R107: a dry run's line says how many of the numbers it told to be there: none of those that its reader does not see", async () => {
  const { db, trail } = world.services;
  const phones = ["+8613900000001", "+8613900000002"];
  const elsewhere = await world.person("王强", "seller", world.root);
  const owners = [manager, elsewhere];
  await world.insert(
    "customer",
    phones.map((phone, at) => ({
      unit: world.root,
      owner: owners[at],
      name: "别处",
      stage: "new",
      phone,
    })),
  );
  const content = ["姓名,手机", ...phones.map((phone) => `猜,${phone}`), "猜,13900000003"].join(
    "\n",
  );
  await importFile(world.services, { person: manager, object: "customer", content, dry: true });
  await trail.flush();
  const { rows } = await db.query<{ detail: string }>(
    "select detail from audit_line where action = 'customer.checkImport' and person = $1",
    [manager],
  );
  expect(JSON.parse(rows[0]!.detail)).toMatchObject({ created: 2, skipped: 1 });
});

test("what nobody may fetch any more lies on no disk, nor what a crash left of an upload", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-old-"));
  expect(await createSweep(folder)()).toBe(0);
  const old = new Date(Date.now() - 25 * 3_600_000);
  for (const name of ["exports", "uploads", "imports"]) {
    const place = join(folder, name);
    await mkdir(place);
    for (const file of ["old", "new"]) await writeFile(join(place, file), "x");
    await utimes(join(place, "old"), old, old);
  }
  expect(await createSweep(folder)()).toBe(2);
  expect(await readdir(join(folder, "exports"))).toEqual(["new"]);
  expect(await readdir(join(folder, "uploads"))).toEqual(["new"]);
  expect((await readdir(join(folder, "imports"))).toSorted()).toEqual(["new", "old"]);
  await rm(folder, { recursive: true });
});
