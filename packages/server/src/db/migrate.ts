/** Applies the frozen SQL files of `migrations/` in order, each once, each in its own transaction. */
import { readdir, readFile } from "node:fs/promises";
import type { Database } from "./database.ts";

const FOLDER = new URL("./migrations/", import.meta.url);

/** Nodes that start together take turns. */
const MIGRATION_LOCK = "select pg_advisory_xact_lock(70, 0)";

export async function migrate(db: Database): Promise<readonly string[]> {
  await db.query(
    "create table if not exists migration (name text primary key, at timestamptz not null default now())",
  );
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".sql")).toSorted();
  const applied: string[] = [];
  for (const name of files) {
    const text = await readFile(new URL(name, FOLDER), "utf8");
    const isNew = await db.transaction(async (tx) => {
      await tx.query(MIGRATION_LOCK);
      const { rows } = await tx.query("select 1 from migration where name = $1", [name]);
      if (rows.length > 0) return false;
      await tx.query(text);
      await tx.query("insert into migration (name) values ($1)", [name]);
      return true;
    });
    if (isNew) applied.push(name);
  }
  return applied;
}
