import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { startServices } from "../services.ts";
import { as, createEnterprise } from "../testing/enterprise.ts";
import { importFile } from "../testing/exchange.ts";
import { untilKilled } from "../testing/until-killed.ts";

const UNDO_CHILD = new URL("../testing/undo-child.ts", import.meta.url);

/** More than are taken back before the first look at how far it is. */
const COUNT = 3_000;

test(
  "R135: an undo killed in the middle goes on at the next start, and no record is taken back twice",
  { timeout: 120_000 },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), "latchkey-undo-"));
    const world = await createEnterprise({ directory });
    const region = await world.unit("华东", world.root, "region");
    const importer = await world.person("洪光", "regionalSalesManager", region);
    const rows = Array.from({ length: COUNT }, (_, index) => `客户${index},${index}`);
    const { id } = await importFile(world.services, {
      person: importer,
      object: "customer",
      content: ["客户名称,备注", ...rows].join("\n"),
    });
    await world.close();
    const before = await untilKilled(UNDO_CHILD, [directory, importer, id]);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(COUNT);
    const db = createDatabase(await openEmbedded(directory));
    const services = await startServices({ db, baseUrl: "http://127.0.0.1" });
    await services.exchange.jobs.idle();
    expect(await services.exchange.imports.get(as(importer), id)).toMatchObject({
      state: "undone",
      undo: { total: COUNT, done: COUNT, removed: COUNT, kept: 0 },
    });
    const found = await db.query<Record<string, number>>(
      `select count(*) filter (where deleted_at is null)::int as live, count(*)::int as all,
         (select count(*)::int from record_history where action = 'delete') as histories,
         (select sum(record_count)::int from audit_line where action = 'customer.undoImport' and verdict = 'allowed') as lines
       from customer`,
    );
    expect(found.rows[0]).toEqual({ live: 0, all: COUNT, histories: COUNT, lines: COUNT });
    await services.close();
    await rm(directory, { recursive: true });
  },
);
