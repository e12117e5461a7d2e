/** Applies the frozen SQL files of `migrations/` in order, each once, each in its own transaction. */
import { readdir, readFile } from "node:fs/promises";
import type { Database, Executor } from "./database.ts";

const FOLDER = new URL("./migrations/", import.meta.url);

/** Nodes that start together take turns. */
const MIGRATION_LOCK = "select pg_advisory_xact_lock(70, 0)";

const REGISTER =
  "create table if not exists migration (name text primary key, at timestamptz not null default now())";

export async function migrate(db: Database): Promise<readonly string[]> {
  await db.query(REGISTER);
  const applied: string[] = [];
  // One question for all of them: a start that finds nothing to do takes no locks.
  const { rows } = await db.query<{ name: string }>("select name from migration");
  const known = new Set(rows.map(({ name }) => name));
  for (const name of (await migrations()).filter((one) => !known.has(one))) {
    const isNew = await db.transaction(async (tx) => {
      await tx.query(MIGRATION_LOCK);
      return apply(tx, name);
    });
    if (isNew) applied.push(name);
  }
  return applied;
}

/** All of them in a transaction that has a schema to itself. */
export async function migrateWithin(tx: Executor): Promise<void> {
  await tx.query(REGISTER);
  for (const name of await migrations()) await apply(tx, name);
}

const migrations = async (): Promise<readonly string[]> =>
  (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).toSorted();

/** False where it has been already. */
async function apply(tx: Executor, name: string): Promise<boolean> {
  const { rows } = await tx.query("select 1 from migration where name = $1", [name]);
  if (rows.length > 0) return false;
  await tx.query(await readFile(new URL(name, FOLDER), "utf8"));
  await tx.query("insert into migration (name) values ($1)", [name]);
  return true;
}
