/** The demo with as many units as a chain of thousands of stores has. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startServer } from "../../e2e/server-process.ts";
import { createDatabase } from "../../packages/server/src/db/database.ts";
import { openEmbedded } from "../../packages/server/src/db/embedded-driver.ts";
import { objectNamed } from "../../packages/server/src/derive/model.ts";
import { bumpPolicy, lockPolicy } from "../../packages/server/src/gate/guard.ts";
import { asSystem } from "../../packages/server/src/gate/system.ts";
import { startServices, type Services } from "../../packages/server/src/services.ts";

/** Fills the folder once; it is begun anew where it was not finished. */
export async function prepareUnits(
  directory: string,
  wanted: number,
  scale: string,
): Promise<void> {
  const finished = join(directory, "finished");
  if (existsSync(finished)) return;
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const server = await startServer({ directory, environment: { DEMO_SCALE: scale } });
  await server.stop();
  const db = createDatabase(await openEmbedded(join(directory, "database")));
  const services = await startServices({
    db,
    baseUrl: "http://127.0.0.1",
    files: join(directory, "files"),
  });
  await addStores(services, wanted);
  await services.close();
  await writeFile(finished, "");
}

/** The new ones stand below the areas, as stores do. */
async function addStores({ db, subjects }: Services, wanted: number): Promise<void> {
  const { model } = await subjects.world();
  const { rows: units } = await db.query<{ id: string; name: string; kind: string }>(
    "select id, name, kind from unit order by id",
  );
  const areas = units.filter(({ kind }) => kind === "area");
  const createdAt = new Date().toISOString();
  const stores = Array.from({ length: wanted - units.length }, (_, index) => {
    const area = areas[index % areas.length]!;
    const id = randomUUID();
    return {
      id,
      name: `${area.name.replace("片区", "")}新街${Math.floor(index / areas.length) + 1}店`,
      code: `N${index}`,
      kind: "store",
      parent: area.id,
      zone: "Asia/Shanghai",
      owner: null,
      unit: id,
      createdBy: null,
      createdAt,
    };
  });
  await db.transaction(async (tx) => {
    await lockPolicy(tx);
    const system = asSystem("measure a tree of thousands of units", null);
    await system.insertRows(tx, objectNamed(model, "unit"), stores);
    await bumpPolicy(tx);
  });
}
