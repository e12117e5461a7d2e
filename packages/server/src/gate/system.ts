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
      await trail?.writeOwn(executor, {
        action: `${object.name}.system`,
        object: object.name,
        detail: { reason, rows: rows.length },
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
  const named = new Set<string>();
  for (const row of rows) for (const name in row) named.add(name);
  const fields = [...object.fields.values()].filter(
    ({ name, custom }) => !custom && named.has(name),
  );
  const hasCustom = [...object.fields.values()].some(
    ({ name, custom }) => custom && named.has(name),
  );
  const columns = [
    { name: "id", type: "uuid" },
    ...columnsOf(fields),
    ...(hasCustom ? [{ name: "custom", type: "jsonb" }] : []),
  ];
  await executor.copyIn({
    table: object.table,
    columns: columns.map(({ name }) => name),
    text: copyText(
      rows.map((row) => [row["id"], ...storedValues(object, fields, row, hasCustom)]),
      columns.map(({ type }) => type),
    ),
  });
}

const columnsOf = (fields: readonly FieldModel[]) =>
  fields.flatMap(({ module, columns }) =>
    Object.values(module.columns).map((type, index) => ({ name: columns[index]!, type })),
  );

/** In the order of the fields' columns, those of custom fields together at the end. */
function storedValues(
  object: ObjectModel,
  fields: readonly FieldModel[],
  row: SystemRow,
  hasCustom: boolean,
): readonly unknown[] {
  const stored: unknown[] = [];
  for (const { name, module, columns } of fields) {
    const cell = row[name] ?? null;
    const values = cell === null ? [] : module.store(cell);
    for (let index = 0; index < columns.length; index++) stored.push(values[index] ?? null);
  }
  if (hasCustom) stored.push(customCells(object, row));
  return stored;
}

const customCells = (object: ObjectModel, row: SystemRow): Record<string, Json> =>
  Object.fromEntries(
    [...object.fields.values()]
      .filter(({ custom, name }) => custom && (row[name] ?? null) !== null)
      .map(({ name }) => [name, row[name]!]),
  );

export function storedRow(
  object: ObjectModel,
  fields: readonly FieldModel[],
  row: SystemRow,
  hasCustom: boolean,
): Record<string, unknown> {
  const values = storedValues(object, fields, row, hasCustom);
  const names = [...columnsOf(fields).map(({ name }) => name), ...(hasCustom ? ["custom"] : [])];
  return { id: row["id"], ...Object.fromEntries(names.map((name, at) => [name, values[at]])) };
}
