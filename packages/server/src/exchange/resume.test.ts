import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { startServices } from "../services.ts";
import { as, createEnterprise } from "../testing/enterprise.ts";

const CHILD = fileURLToPath(new URL("../testing/import-child.ts", import.meta.url));
const ROWS = 6_000;

const directory = await mkdtemp(join(tmpdir(), "latchkey-resume-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Starts the import in a process of its own and kills it as soon as some rows, but not all, are committed. */
function importUntilKilled(person: string, file: string): Promise<number> {
  const child = spawn(process.execPath, [CHILD, directory, person, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let done = 0;
    child.stdout.on("data", (data: Buffer) => {
      done = Math.max(done, ...data.toString().split("\n").map(Number).filter(Number.isFinite));
      if (done > 0) child.kill("SIGKILL");
    });
    child.on("exit", (_, signal) =>
      signal === "SIGKILL"
        ? resolve(done)
        : reject(new Error("the import was over before it could be killed")),
    );
  });
}

test(
  "R135: an import killed in the middle goes on at the next start, and no row is there twice",
  { timeout: 240_000 },
  async () => {
    const world = await createEnterprise({ directory: join(directory, "database") });
    const region = await world.unit("华东", world.root, "region");
    const manager = await world.person("洪光", "regionalSalesManager", region);
    await world.close();
    const file = join(directory, "a.csv");
    // Without phone or company there is no key that could hide a row written twice.
    await writeFile(
      file,
      [
        "客户名称,备注",
        ...Array.from({ length: ROWS }, (_, index) => `客户${index},${index}`),
      ].join("\n"),
    );
    const before = await importUntilKilled(manager, file);
    expect(before).toBeGreaterThan(0);

    const db = createDatabase(await openEmbedded(join(directory, "database")));
    const services = await startServices({
      db,
      baseUrl: "http://127.0.0.1",
      files: join(directory, "files"),
    });
    await services.exchange.jobs.idle();
    const { rows } = await db.query<{ id: string }>("select id from import_job");
    expect(await services.exchange.imports.get(as(manager), rows[0]!.id)).toMatchObject({
      state: "done",
      done: ROWS,
      counts: { created: ROWS },
    });
    const found = await db.query<{ all: string; distinct: string; histories: string }>(
      `select count(*) as all, count(distinct name) as distinct, (select count(*) from record_history where object = 'customer') as histories from customer`,
    );
    expect(found.rows[0]).toEqual({
      all: String(ROWS),
      distinct: String(ROWS),
      histories: String(ROWS),
    });
    const lines = await db.query<{ rows: string }>(
      "select sum(record_count) as rows from audit_line where action = 'customer.import' and verdict = 'allowed'",
    );
    expect(Number(lines.rows[0]!.rows)).toBe(ROWS);
    await services.close();
  },
);
