/**
 * An import that brings many times as many records as there are is faster by a quarter if the indexes that only the
 * order of lists is kept for are built at its end over all rows at once. Until then a list reads what is there and sorts
 * it, in a table that holds little besides the import. Only on the embedded database: on a server, building an index
 * would hold up the writers, and the import shares its time with them anyway.
 *
 * Which indexes rest is written in the transaction that drops them, so none is ever forgotten: an import that is killed
 * goes on at the next start and wakes them at its end; a start that finds no import to go on with wakes them itself.
 */
import type { Database } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { listIndexNames } from "../derive/table.ts";
import type { Subject } from "../gate/subject.ts";
import type { ImportRow } from "./import-store.ts";

/** Rows of a file; less is done before anybody could gain by it. */
const MANY = 20_000;
/** How many times as many rows the file has as there are records. */
const TIMES = 10;

export async function restIndexes(
  db: Database,
  { world }: Subject,
  { object, total }: Pick<ImportRow, "object" | "total">,
): Promise<void> {
  const { table, declaration } = objectNamed(world.model, object);
  if (db.kind !== "embedded" || total < MANY) return;
  await db.transaction(async (tx) => {
    const { rows: some } = await tx.query(`select from "${table}" offset $1 limit 1`, [
      Math.floor(total / TIMES),
    ]);
    if (some.length > 0) return;
    const { rows } = await tx.query<{ name: string }>(
      `insert into resting_index (name, definition)
       select relname, pg_get_indexdef(oid) from pg_class
       where relkind = 'i' and relnamespace = current_schema()::regnamespace and relname = any($1::text[])
       returning name`,
      [listIndexNames(declaration)],
    );
    for (const { name } of rows) await tx.query(`drop index "${name}"`);
  });
}

/** One after the other, so that whoever else is at work waits for one at most. */
export async function wakeIndexes(db: Database): Promise<void> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    "select name, definition from resting_index order by name",
  );
  for (const { name, definition } of rows)
    await db.transaction(async (tx) => {
      await tx.query("set local maintenance_work_mem = '128MB'");
      await tx.query(definition);
      await tx.query("delete from resting_index where name = $1", [name]);
    });
}

/** At the start, before imports go on. */
export async function wakeLeftIndexes(db: Database): Promise<void> {
  const { rows } = await db.query(
    "select from import_job where state = 'running' and deleted_at is null limit 1",
  );
  if (rows.length === 0) await wakeIndexes(db);
}
