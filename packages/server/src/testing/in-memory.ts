/**
 * Embedded databases in memory, each a copy of an empty one that is made once for this version of PGlite: making one takes
 * seconds, copying it half of one.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { createDatabase, type Database, type Driver } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";

const MODULES = new URL("../../../../node_modules/", import.meta.url);
const CACHE = new URL(".cache/latchkey/", MODULES);

export async function driverInMemory(): Promise<Driver> {
  return openEmbedded(null, await emptyDatabase());
}

export async function databaseInMemory(): Promise<Database> {
  return createDatabase(await driverInMemory());
}

/** The path of its dump. Whoever comes at the same time makes one, too, and the last is as good as the first. */
async function emptyDatabase(): Promise<string> {
  const path = fileURLToPath(new URL(`empty-${version()}.tar`, CACHE));
  if (existsSync(path)) return path;
  const database = await PGlite.create();
  const dump = await database.dumpDataDir("none");
  await database.close();
  await mkdir(CACHE, { recursive: true });
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, dump.stream());
  await rename(part, path);
  return path;
}

function version(): string {
  const file = new URL("@electric-sql/pglite/package.json", MODULES);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
