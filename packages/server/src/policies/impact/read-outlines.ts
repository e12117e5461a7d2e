/**
 * How many records there are of each outline. The table is read in pieces by id, each a statement of its own, so that
 * whoever waits can be told how far it is; every record counts once, as it stands when it is read.
 */
import { sql } from "kysely";
import { conditionSql, type ConditionScope } from "../../db/condition-sql.ts";
import type { Database, Executor } from "../../db/database.ts";
import { run } from "../../db/statement.ts";
import type { ObjectModel } from "../../derive/model.ts";
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

export interface Pace {
  /** About so long takes a piece, in milliseconds, */
  readonly piece: number;
  /** while it has so many records at least and at most. */
  readonly least: number;
  readonly most: number;
  /** Pieces read at the same time. */
  readonly lanes: number;
}

/**
 * An embedded database has one connection, and a piece takes as long as a click may wait for it. On a server nobody waits;
 * there the core that reads and the one that takes in what was read work at the same time.
 */
export const PACES: Readonly<Record<Database["kind"], Pace>> = {
  embedded: { piece: 120, least: 2_000, most: 250_000, lanes: 1 },
  server: { piece: 1_500, least: 50_000, most: 1_000_000, lanes: 2 },
};

export interface ReadOutlines {
  readonly executor: Executor;
  readonly pace: Pace;
  readonly outline: Outline;
  readonly clauses: Clauses;
  /** Id of the one record that is meant; all where absent. */
  readonly only?: string;
  /** Called after every piece with the records read so far; throws to leave off. */
  readonly onPiece: (records: number) => void;
}

export async function readOutlines(input: ReadOutlines): Promise<readonly Cell[]> {
  const { executor, outline, pace, onPiece } = input;
  const cells = new Map<string, Cell>();
  let [read, size] = [0, pace.least];
  let [after, isOver] = [null as string | null, false];
  const next = inTurn(async (): Promise<Piece | null> => {
    if (isOver) return null;
    const last =
      input.only === undefined ? await lastOfPiece(executor, outline, after, size) : null;
    const piece = { after, last };
    [after, isOver] = [last, last === null];
    return piece;
  });
  async function readAll(): Promise<void> {
    for (let piece = await next(); piece; piece = await next()) {
      const started = performance.now();
      const { rows } = await run<{ row: string; count: string }>(executor, pieceSql(input, piece));
      const faster = Math.min(2, pace.piece / Math.max(1, performance.now() - started));
      size = Math.min(pace.most, Math.max(pace.least, Math.round(size * faster)));
      for (const { row, count } of rows) {
        const known = cells.get(row);
        if (known) known.count += Number(count);
        else cells.set(row, { row: JSON.parse(row) as OutlineRow, count: Number(count) });
        read += Number(count);
      }
      onPiece(read);
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: pace.lanes }, readAll));
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return [...cells.values()];
}

/** Each begins when the one before is done. */
function inTurn<Done>(work: () => Promise<Done>): () => Promise<Done> {
  let turn: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
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

/**
 * Rows are texts, which are read a good deal faster than values. What a relation leads to is put together once for a whole
 * piece, and not again for each of its records.
 */
function pieceSql({ outline, clauses, only }: ReadOutlines, piece: Piece): Sql {
  const isMeant = only === undefined ? isIn(piece, "t") : sql`t.id = ${only}::uuid`;
  const { object, relations } = outline;
  const table = sql.table(object.table);
  const own = columnsOf(outline, "t", clauses);
  const found = relations.map((relation, index) => {
    const { from, on } = relatedBy(object, relation, "t", "related");
    const row = rowSql(relation.outline, "related", clauses);
    return {
      rows: sql`${sql.ref(`r${index}`)}.rows`,
      join: sql`left join (select t.id, json_agg(${row})::text as rows from ${table} as t join ${from} on ${on}
        where ${isMeant} group by t.id) as ${sql.ref(`r${index}`)} on ${sql.ref(`r${index}`)}.id = t.id`,
    };
  });
  const columns = [...own, ...found.map(({ rows }) => rows)];
  const names = columns.map((_, index) => sql.ref(`c${index}`));
  const named = columns.map((column, index) => sql`${column} as ${names[index]!}`);
  const cells = names.map((name, index) =>
    index < own.length ? name : sql`coalesce(${name}, '[]')::json`,
  );
  const joins = found.map(({ join }) => join);
  return sql`select json_build_array(${sql.join(cells)})::text as row, count from (
    select ${sql.join(names)}, count(*) as count from (
      select ${sql.join(named)} from ${table} as t ${sql.join(joins, sql` `)}
      where ${isMeant} and t.deleted_at is null) records
    group by ${sql.join(names.toReversed())}) outlines`;
}

function rowSql(outline: Outline, alias: string, clauses: Clauses): Sql {
  const related = outline.relations.map((relation) => {
    const below = `${alias}_${relation.name}`;
    const { from, on } = relatedBy(outline.object, relation, alias, below);
    return sql`(select coalesce(json_agg(${rowSql(relation.outline, below, clauses)}), '[]') from ${from} where ${on})`;
  });
  return sql`json_build_array(${sql.join([...columnsOf(outline, alias, clauses), ...related])})`;
}

/** Where the related rows are, and what joins them to ours. */
function relatedBy(
  object: ObjectModel,
  { name, outline }: Outline["relations"][number],
  alias: string,
  below: string,
): { readonly from: Sql; readonly on: Sql } {
  return {
    from: sql`${sql.table(outline.object.table)} as ${sql.ref(below)}`,
    on: sql`${object.relations.get(name)!.join(alias, below)} and ${sql.ref(`${below}.deleted_at`)} is null`,
  };
}

function columnsOf({ object, truths, fields }: Outline, alias: string, clauses: Clauses): Sql[] {
  const written = truths.map((truth) => conditionSql(truth, { ...clauses, object, alias }));
  return [
    sql`array[${sql.join(written)}]::boolean[]`,
    ...fields.map((field) => fieldSql(object, field, alias)),
  ];
}

/** As the engine compares it. */
function fieldSql(object: ObjectModel, name: string, alias: string): Sql {
  if (name === "id") return sql.ref(`${alias}.id`);
  const { module, cell } = object.fields.get(name)!;
  const columns = cell(alias);
  const value = module.engineSql?.(columns) ?? columns[0]!;
  return module.kind === "time"
    ? sql`(extract(epoch from ${value}) * 1000)::double precision`
    : value;
}
