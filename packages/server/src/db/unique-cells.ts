/**
 * Values that no two live records may share, in a field that administrators added: an index over the cell, made and dropped
 * with the field's own setting. Making it waits for writes to the table and keeps them waiting.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { FIELD_MODULES } from "../fields/registry.ts";
import type { FieldTypeName } from "../objects/declaration.ts";
import type { Executor } from "./database.ts";
import { run } from "./statement.ts";

export interface CustomCell {
  readonly table: string;
  readonly name: string;
  readonly type: FieldTypeName;
}

/** False: records that are there share a value already. The transaction is spoilt then, up to its last savepoint. */
export async function makeUnique(tx: Executor, cell: CustomCell): Promise<boolean> {
  const { table, name, type } = cell;
  // INVARIANT: as the field's own cell is written (`derive/model.ts`), or no look-up would use the index.
  const value = FIELD_MODULES[type].fromJson(sql`custom -> ${sql.lit(name)}`)[0]!;
  try {
    await run(
      tx,
      sql`create unique index ${sql.id(indexName(cell))} on ${sql.table(table)} ((${value}))
        where deleted_at is null and (${value}) is not null`,
    );
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== "23505") throw error;
    return false;
  }
}

export async function dropUnique(tx: Executor, cell: CustomCell): Promise<void> {
  await run(tx, sql`drop index ${sql.id(indexName(cell))}`);
}

/** PostgreSQL cuts longer names off. */
const MAX_IDENTIFIER = 63;

function indexName({ table, name }: CustomCell): string {
  const whole = `${table}_by_custom ${name}_unique`;
  if (whole.length <= MAX_IDENTIFIER) return whole;
  return `${table}_by_${createHash("sha256").update(name).digest("hex").slice(0, 24)}`;
}

/** The field whose value an index found twice; also of fields that have a column. Null: its name is too long to tell. */
export function fieldOfIndex(index: string): string | null {
  const found = /_by_(?:custom )?(\w+)_unique$/.exec(index)?.[1];
  return found?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) ?? null;
}
