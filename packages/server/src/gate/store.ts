/** Writing rows of record tables. Only the gate's acts call this, after they have decided. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json, Sql } from "../fields/module.ts";

export type Cells = ReadonlyMap<FieldModel, Json>;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

/** The columns that hold these cells; custom fields apart. */
function columnsOf(cells: Cells): readonly Column[] {
  return [...cells].flatMap(([field, cell]) => {
    const types = Object.values(field.module.columns);
    const stored = cell === null ? types.map(() => null) : field.module.store(cell);
    return field.columns.map((name, index) => ({
      name,
      type: types[index]!,
      value: bindable(types[index]!, stored[index]),
    }));
  });
}

const bindable = (type: string, value: unknown): unknown =>
  type === "jsonb" && value !== null ? JSON.stringify(value) : (value ?? null);

const customOf = (cells: Cells): Record<string, Json> =>
  Object.fromEntries(
    [...cells].filter(([field]) => field.custom).map(([field, cell]) => [field.name, cell]),
  );

const typed = ({ type, value }: Column): Sql => sql`${value}::${sql.raw(type)}`;

export interface Insert {
  readonly id: string;
  readonly cells: Cells;
  readonly by: string | null;
}

export async function insertRow(
  tx: Executor,
  object: ObjectModel,
  { id, cells, by }: Insert,
): Promise<void> {
  const columns = columnsOf(cells);
  const names = ["id", "created_by", "custom", ...columns.map(({ name }) => name)].map((name) =>
    sql.ref(name),
  );
  const custom = JSON.stringify(customOf(cells));
  await run(
    tx,
    sql`insert into ${sql.table(object.table)} (${sql.join(names)})
      values (${sql.join([sql`${id}::uuid`, sql`${by}::uuid`, sql`${custom}::jsonb`, ...columns.map(typed)])})`,
  );
}

/** `set` list for cells; the version goes up and the time is the statement's. */
export function setSql(cells: Cells): Sql {
  const parts = columnsOf(cells).map((column) => sql`${sql.ref(column.name)} = ${typed(column)}`);
  const custom = customOf(cells);
  if (Object.keys(custom).length > 0) {
    parts.push(
      sql`custom = jsonb_strip_nulls(coalesce(custom, '{}') || ${JSON.stringify(custom)}::jsonb)`,
    );
  }
  return sql.join([...parts, sql`version = version + 1`, sql`updated_at = statement_timestamp()`]);
}

export interface HistoryEntry {
  readonly object: string;
  readonly record: string;
  readonly version: number;
  readonly by: string | null;
  readonly action: string;
  /** Field → [before, after], true values; shown to readers as they may read the cells. */
  readonly changes: Readonly<Record<string, readonly [Json, Json]>>;
}

export async function insertHistory(tx: Executor, entry: HistoryEntry): Promise<void> {
  await tx.query(
    `insert into record_history (object, record, version, "by", action, changes) values ($1, $2, $3, $4, $5, $6::json)`,
    [
      entry.object,
      entry.record,
      entry.version,
      entry.by,
      entry.action,
      JSON.stringify(entry.changes),
    ],
  );
}
