/**
 * Rows first, indexes after: building an index once over the rows that are there costs a fraction of keeping it through
 * every insert. Only for filling an empty database, since the tables are locked until the transaction ends. Indexes that
 * guard the data (unique, exclusion) stay.
 */
import type { Executor } from "./database.ts";

export async function deferIndexes(tx: Executor, work: () => Promise<void>): Promise<void> {
  const { rows } = await tx.query<{ name: string; definition: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class on pg_class.oid = indrelid
    where relnamespace = current_schema()::regnamespace and not indisunique and not indisexclusion`);
  for (const { name } of rows) await tx.query(`drop index ${name}`);
  await work();
  for (const { definition } of rows) await tx.query(definition);
}
