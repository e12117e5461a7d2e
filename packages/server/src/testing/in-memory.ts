/**
 * Embedded databases for tests, each a copy of one that is made once: making an empty one takes seconds and its tables take
 * as long again, copying it half of one.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { link, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { createDatabase, type Database, type Driver } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { migrate } from "../db/migrate.ts";

const MODULES = new URL("../../../../node_modules/", import.meta.url);
const CACHE = new URL(".cache/latchkey/", MODULES);
const PGLITE = new URL("@electric-sql/pglite/package.json", MODULES);
const MIGRATIONS = new URL("../db/migrations/", import.meta.url);

/** Without a table. */
export async function driverInMemory(): Promise<Driver> {
  return openEmbedded(null, await dumpNamed(`empty-${version()}`, dumpEmpty));
}

export async function databaseInMemory(): Promise<Database> {
  return createDatabase(await driverInMemory());
}

/** With the tables of today. `directory`: of one that stays; in memory where null. */
export async function migratedDatabase(directory: string | null): Promise<Database> {
  const dump = await dumpNamed(`migrated-${version()}-${digestOfMigrations()}`, dumpMigrated);
  return createDatabase(await openEmbedded(directory, dump));
}

/** The path of a dump. Whoever comes at the same time makes one, too; the first stays, for it is being read by then. */
async function dumpNamed(name: string, make: () => Promise<Blob>): Promise<string> {
  const path = fileURLToPath(new URL(`${name}.tar`, CACHE));
  if (existsSync(path)) return path;
  const dump = await make();
  await mkdir(CACHE, { recursive: true });
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, dump.stream());
  await link(part, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(part);
  return path;
}

async function dumpEmpty(): Promise<Blob> {
  return dumpOf(await PGlite.create());
}

async function dumpMigrated(): Promise<Blob> {
  const directory = await mkdtemp(join(tmpdir(), "latchkey-migrated-"));
  const db = createDatabase(await openEmbedded(directory));
  await migrate(db);
  await db.close();
  const extensions = { btree_gist, pg_trgm };
  const dump = await dumpOf(await PGlite.create({ dataDir: directory, extensions }));
  await rm(directory, { recursive: true, force: true });
  return dump;
}

async function dumpOf(database: PGlite): Promise<Blob> {
  const dump = await database.dumpDataDir("none");
  await database.close();
  return dump;
}

function version(): string {
  return (JSON.parse(readFileSync(PGLITE, "utf8")) as { version: string }).version;
}

function digestOfMigrations(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(MIGRATIONS).toSorted())
    hash.update(name).update(readFileSync(new URL(name, MIGRATIONS)));
  return hash.digest("hex").slice(0, 12);
}
