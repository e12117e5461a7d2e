/**
 * How many records there are of each outline. The table is read in pieces by id, each a short statement, so that nobody
 * waits long for the one connection of an embedded database; every record counts once, as it stands when it is read.
 */
import { sql } from "kysely";
import { conditionSql, type ConditionScope } from "../../db/condition-sql.ts";
import type { Executor } from "../../db/database.ts";
import { run } from "../../db/statement.ts";
import type { Sql } from "../../fields/module.ts";
import type { Outline } from "./outline.ts";
import type { OutlineRow } from "./outline-row.ts";

export interface Cell {
  readonly row: OutlineRow;
  /** Records of this outline. */
  count: number;
}

/** What a condition needs to become SQL, the table aside. */
export type Clauses = Omit<ConditionScope, "object" | "alias" | "onlyTrue">;

/** A piece takes about as long as a click may wait. */
const PIECE_MS = 120;
const FIRST_PIECE = 5_000;
const LAST_PIECE = 250_000;

export interface ReadOutlines {
  readonly executor: Executor;
  readonly outline: Outline;
  readonly clauses: Clauses;
  /** Called after every piece with the records read so far; throws to leave off. */
  readonly onPiece: (records: number) => void;
}

export async function readOutlines(input: ReadOutlines): Promise<readonly Cell[]> {
  const { executor, outline, onPiece } = input;
  const cells = new Map<string, Cell>();
  let size = FIRST_PIECE;
  let [after, read] = [null as string | null, 0];
  for (;;) {
    const piece = { after, last: await lastOfPiece(executor, outline, after, size) };
    const started = performance.now();
    const { rows } = await run<{ row: OutlineRow; count: string }>(
      executor,
      pieceSql(input, piece),
    );
    const pace = PIECE_MS / Math.max(1, performance.now() - started);
    size = Math.min(LAST_PIECE, Math.max(500, Math.round(size * Math.min(2, pace))));
    for (const { row, count } of rows) {
      const key = JSON.stringify(row);
      const known = cells.get(key);
      if (known) known.count += Number(count);
      else cells.set(key, { row, count: Number(count) });
      read += Number(count);
    }
    onPiece(read);
    if (piece.last === null) return [...cells.values()];
    after = piece.last;
  }
}

/** Records by their ids. */
interface Piece {
  /** Null: from the first. */
  readonly after: string | null;
  /** Null: to the end. */
  readonly last: string | null;
}

const isIn = ({ after, last }: Piece, alias: string): Sql => {
  const id = sql.ref(`${alias}.id`);
  const from = after === null ? sql`true` : sql`${id} > ${after}::uuid`;
  return last === null ? from : sql`${from} and ${id} <= ${last}::uuid`;
};

async function lastOfPiece(
  executor: Executor,
  { object }: Outline,
  after: string | null,
  size: number,
): Promise<string | null> {
  const { rows } = await run<{ id: string }>(
    executor,
    sql`select t.id from ${sql.table(object.table)} as t where ${isIn({ after, last: null }, "t")}
      order by t.id offset ${sql.lit(size - 1)} limit 1`,
  );
  return rows[0]?.id ?? null;
}

function pieceSql({ outline, clauses }: ReadOutlines, piece: Piece): Sql {
  const columns = columnsOf(outline, "t", clauses);
  const names = columns.map((_, index) => sql.ref(`c${index}`));
  const named = columns.map((column, index) => sql`${column} as ${names[index]!}`);
  return sql`select jsonb_build_array(${sql.join(names)}) as row, count from (
    select ${sql.join(names)}, count(*) as count from (
      select ${sql.join(named)} from ${sql.table(outline.object.table)} as t
      where ${isIn(piece, "t")} and t.deleted_at is null) records
    group by ${sql.join(names)}) outlines`;
}

function columnsOf(outline: Outline, alias: string, clauses: Clauses): readonly Sql[] {
  const { object, truths, fields, relations } = outline;
  const written = truths.map((truth) => conditionSql(truth, { ...clauses, object, alias }));
  return [
    sql`array[${sql.join(written)}]::boolean[]`,
    ...fields.map((field) => fieldSql(outline, field, alias)),
    ...relations.map(({ name, outline: inner }) => {
      const below = `${alias}_${name}`;
      const rows = sql`from ${sql.table(inner.object.table)} as ${sql.ref(below)}
        where ${object.relations.get(name)!.join(alias, below)} and ${sql.ref(`${below}.deleted_at`)} is null`;
      const row = sql`jsonb_build_array(${sql.join(columnsOf(inner, below, clauses))})`;
      // Few records have related rows, and which ones the database finds out for all at once.
      return sql`case when exists (select ${rows}) then (select jsonb_agg(distinct ${row}) ${rows}) else '[]' end`;
    }),
  ];
}

/** As the engine compares it. */
function fieldSql({ object }: Outline, name: string, alias: string): Sql {
  if (name === "id") return sql.ref(`${alias}.id`);
  const { module, cell } = object.fields.get(name)!;
  const columns = cell(alias);
  const value = module.engineSql?.(columns) ?? columns[0]!;
  return module.kind === "time"
    ? sql`(extract(epoch from ${value}) * 1000)::double precision`
    : value;
}
