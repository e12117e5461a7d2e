/**
 * The named bypass: the system itself writes records, outside anybody's view. Every use says why, and leaves its line.
 * For setting up, seeding, importing rows that the gate has decided on, and keeping computed fields right.
 */
import type { AuditTrail } from "../audit/trail.ts";
import type { Executor } from "../db/database.ts";
import { copyText } from "../db/copy.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";

/** Canonical cells by field name, with `id`, and perhaps `createdAt` and `updatedAt`. */
export type SystemRow = Readonly<Record<string, Json>>;

export interface SystemHand {
  readonly reason: string;
  insertRows(executor: Executor, object: ObjectModel, rows: readonly SystemRow[]): Promise<void>;
}

export function asSystem(reason: string, trail: AuditTrail | null): SystemHand {
  return {
    reason,
    async insertRows(executor, object, rows) {
      if (rows.length === 0) return;
      await insertRows(executor, object, rows);
      await trail?.write(executor, {
        person: null,
        unit: null,
        object: object.name,
        records: [],
        source: null,
        action: `${object.name}.system`,
        verdict: "allowed",
        reason: null,
        detail: {
          reason,
          rows: rows.length,
        },
      });
    },
  };
}

/** One COPY for any number of rows; cells that no row names keep their column's default. */
async function insertRows(
  executor: Executor,
  object: ObjectModel,
  rows: readonly SystemRow[],
): Promise<void> {
  const named = new Set(rows.flatMap((row) => Object.keys(row)));
  const fields = [...object.fields.values()].filter(
    ({ name, custom }) => !custom && named.has(name),
  );
  const hasCustom = [...object.fields.values()].some(
    ({ name, custom }) => custom && named.has(name),
  );
  const columns = fields.flatMap((field) =>
    Object.values(field.module.columns).map((type, index) => ({
      name: field.columns[index]!,
      type,
    })),
  );
  const all = [
    { name: "id", type: "uuid" },
    ...columns,
    ...(hasCustom ? [{ name: "custom", type: "jsonb" }] : []),
  ];
  const stored = rows.map((row) => storedRow(object, fields, row, hasCustom));
  await executor.copyIn({
    table: object.table,
    columns: all.map(({ name }) => name),
    text: copyText(
      stored.map((row) => all.map(({ name }) => row[name])),
      all.map(({ type }) => type),
    ),
  });
}

export function storedRow(
  object: ObjectModel,
  fields: readonly FieldModel[],
  row: SystemRow,
  hasCustom: boolean,
): Record<string, unknown> {
  const stored: Record<string, unknown> = { id: row["id"] };
  for (const field of fields) {
    const cell = row[field.name] ?? null;
    const values = cell === null ? [] : field.module.store(cell);
    field.columns.forEach((column, index) => (stored[column] = values[index] ?? null));
  }
  if (hasCustom) {
    const custom = [...object.fields.values()].filter(
      (field) => field.custom && (row[field.name] ?? null) !== null,
    );
    stored["custom"] = Object.fromEntries(custom.map(({ name }) => [name, row[name]]));
  }
  return stored;
}
