/**
 * The first rows of one arm in order, in the shape that fits where they can be.
 *
 * No shape fits everybody, and the database cannot choose by itself: it knows neither that a seller's rows are old nor
 * that a unit is dead, and one careless choice reads millions of rows to show none. So the arm's *cover* (`cover.ts`)
 * decides, and each shape is bounded by what the reader can see, never by what others can:
 *
 * - **Anywhere** (head office): down the index of the order, until there are enough. Most rows are the reader's. Where the
 *   order is kept for each unit alone, up the ladder of all units.
 * - **One owner or unit**: down that owner's or unit's part of an index in the same order.
 * - **Many units** (a region, a task force): a *ladder*. A few rows of each, merged; only the units whose rows all came
 *   out among the first may hold more of them, and only those are read on. Forty dead stores cost forty probes.
 * - **Many units that hold much of all there is** (by what is known of sizes, `sizes.ts`): first a walk of bounded length
 *   down the common index, where the reader's rows are met soon; the ladder only if that did not find enough.
 * - **Who wears a tag** (a VIP adviser): the same, over the tokens of the tag instead of the table.
 * - **A rare word** that is searched for in all rows or many units: the rows that its tokens name (`../search/`) are
 *   gathered and sorted. A frequent one is met soon in the shapes above; a sample of the reader's newest rows tells.
 * - **Shares and other relations, or an order without an index**: all the rows are gathered and sorted. The cover's rows
 *   are few: what somebody was given record by record, or one owner's.
 */
import { sql } from "kysely";
import { conditionSql } from "../db/condition-sql.ts";
import { objectNamed, type FieldModel } from "../derive/model.ts";
import { orderKept, tableColumns } from "../derive/table.ts";
import type { Sql } from "../fields/module.ts";
import { coverOf, tagsOf, type Way } from "./cover.ts";
import { filterSql, leavesOf } from "./filter.ts";
import type { Question } from "./list.ts";
import { candidatesSql, searchedFields, searchSql } from "./search.ts";
import { TOP, type Sizes } from "./sizes.ts";
import { afterSql, keySql, keysWithin, orderSql, type SortKey } from "./sort.ts";
import type { Subject } from "./subject.ts";
import { conditionScope, ROW, type ArmView } from "./view.ts";

type Values = Extract<Way, { kind: "values" }>;

/** Rows that a walk down the common index looks at before it gives up. */
const WALK = TOP;
/** Rows that a walk looks at in the time that one unit of a ladder takes: 2 µs a row, 25 µs a unit at ten million. */
const ROWS_A_RUNG = 11;
/** The same where more is asked of a row than its unit: what is rare everywhere is rarer still in each of many units. */
const LONG_WALK = 50_000;
/** Rows of a reader in which a word is looked for to know whether it is frequent. */
const SAMPLE = 2_000;
/** Rows of a word that are gathered at least before it is called frequent. */
const FEW = 1_000;
/** Reckoned with where nothing is known of sizes. */
const MANY_ROWS = 1_000_000;
/** A reader of less than this share of all rows finds a word by reading these. */
const NARROW_SHARE = 0.002;

export const keyName = (index: number): string => `key_${index}`;

/** True for the arm's rows that the question asks for, whatever page they are on. */
export function matchSql(
  { view, filter, search }: Pick<Question, "view" | "filter" | "search">,
  arm: ArmView,
): Sql {
  return sql`${arm.where} and ${filterSql(filter, arm)} and ${searchSql(search, arm, view)}`;
}

/** The fields whose cells decide what `matchSql` says of a row. */
export const matchedFields = ({
  view,
  filter,
  search,
}: Pick<Question, "view" | "filter" | "search">): readonly FieldModel[] => [
  ...leavesOf(filter).map(({ field }) => field),
  ...((search ?? "") === "" ? [] : searchedFields(view.object)),
];

/** Columns `id` and `key_0` …, at most `limit + 1` rows, in order or not: whoever merges arms sorts. */
export function armPageSql(
  subject: Subject,
  question: Question,
  sizes: Sizes | null,
  arm: ArmView,
): Sql {
  const { object } = question.view;
  const page: ArmPage = { subject, question, sizes, arm, tokens: null };
  const cover = coverOf(subject.world, object, arm, question.filter);
  if (cover?.length === 0) return orderedSql(page, sql`false`, 1);
  // Tokens are of live records alone.
  const found = question.view.trash ? null : tagsOf(object, arm, question.filter);
  const pages = found
    ? found.tags.map((tag) => ({ ...page, tokens: { table: found.table, tag } }))
    : [page];
  const ways =
    cover === null
      ? pages.map(anywhereSql)
      : cover.flatMap((way) => (isOfUnits(way) ? pages : [page]).map((one) => waySql(one, way)));
  // A row that several ways lead to is one row.
  return sql.join(
    ways.map((way) => sql`(${way})`),
    sql` union `,
  );
}

interface ArmPage {
  readonly subject: Subject;
  readonly question: Question;
  readonly sizes: Sizes | null;
  readonly arm: ArmView;
  /** Where set, the rows are reached by the tokens of a tag that they wear (`derive/tokens.ts`). */
  readonly tokens: { readonly table: string; readonly tag: string } | null;
}

const isOfUnits = (way: Way): boolean => way.kind === "values" && way.field.name === "unit";

function anywhereSql(page: ArmPage): Sql {
  const sample = sql`select * from ${rowsOf(page)} where ${page.arm.alive} ${sampleOrder(page, SAMPLE)}`;
  return searchedSql(page, sample, ofAllSql(page));
}

function ofAllSql(page: ArmPage): Sql {
  if (page.tokens && keptFor(page) !== "each") return gatheredSql(page, sql`true`);
  if (keptFor(page) === "unit") return ofAllUnitsSql(page);
  return orderedSql(page, sql`true`, page.question.limit + 1);
}

function waySql(page: ArmPage, way: Way): Sql {
  if (way.kind === "related") {
    const { subject, question } = page;
    const scope = { ...conditionScope(subject, question.view.object), onlyTrue: true };
    return gatheredSql(page, conditionSql(way.condition, scope));
  }
  return isNarrow(page, way)
    ? valuesSql(page, way)
    : searchedSql(page, sampleOfUnits(page, way), valuesSql(page, way));
}

function valuesSql(page: ArmPage, way: Values): Sql {
  const { field, values } = way;
  const limit = page.question.limit + 1;
  if (values.length === 1) {
    const among = sql`${cellOf(field)} = ${values[0]}::uuid`;
    return isInOrder(page, field) ? orderedSql(page, among, limit) : gatheredSql(page, among);
  }
  if (!isInOrder(page, field))
    return gatheredSql(page, sql`${cellOf(field)} = any(${values}::uuid[])`);
  const ladder = ladderSql(page, field, {
    values: sql`unnest(${values}::uuid[]) as one (value)`,
    count: values.length,
  });
  return isWide(page, way) ? walkSql(page, ladder) : ladder;
}

/** True for an owner's rows, and for units that hold so little that it is read sooner than a word's rows everywhere. */
const isNarrow = (page: ArmPage, { field, values }: Values): boolean =>
  field.name !== "unit" || shareOf(page, values) <= NARROW_SHARE;

/**
 * A word that is met often among the newest of the reader's rows is met often enough in any order. Else the rows that hold
 * it are looked up by its tokens, wherever they are, unless these are many too.
 */
function searchedSql(page: ArmPage, sample: Sql, usual: Sql): Sql {
  const { question, arm } = page;
  const most = mostGathered(page);
  const candidates = question.view.trash
    ? null
    : candidatesSql(question.search, question.view.object, most);
  if (!candidates) return usual;
  const isFrequent = sql`((select count(*) from sample) > ${sql.lit(question.limit)} or (select count(*) from candidates) >= ${sql.lit(most)})`;
  const own = sql.table(question.view.object.table);
  return sql`with sample as materialized (select from (${sample}) as ${sql.ref(ROW)} where ${matchSql(question, arm)} limit ${sql.lit(question.limit + 1)}),
      candidates as materialized (${candidates})
    select * from (${usual}) usual where ${isFrequent}
    union all select * from (select ${columnsOf(page)} from (select distinct id from candidates) one
      cross join lateral (select * from ${own} as own_row where own_row.id = one.id offset 0) as ${sql.ref(ROW)}
      where not ${isFrequent} and ${isMatch(page)} order by ${orderSqlOf(question)} limit ${sql.lit(question.limit + 1)}) gathered`;
}

/**
 * The rarer a word, the fewer rows are gathered and the more are read in order until a page is full. At this many rows
 * both cost the same, a row that is looked up being three times as dear as the next one. A power of two, so that the
 * statement does not change with every row that is written.
 */
function mostGathered({ sizes, question }: ArmPage): number {
  const balanced = Math.sqrt(((sizes?.rows ?? MANY_ROWS) * question.limit) / 3);
  return Math.max(FEW, 2 ** Math.ceil(Math.log2(1 + balanced)));
}

/** The newest of each unit, in all so many as there are in a sample. */
function sampleOfUnits(page: ArmPage, { field, values }: Values): Sql {
  const each = Math.ceil(SAMPLE / values.length);
  return sql`select ${sql.ref(ROW)}.* from unnest(${values}::uuid[]) as one (value)
    cross join lateral (select * from ${rowsOf(page)} where ${cellOf(field)} = one.value and ${page.arm.alive} ${sampleOrder(page, each)}) as ${sql.ref(ROW)}`;
}

function sampleOrder({ question }: ArmPage, rows: number): Sql {
  const { sort } = question.view.object.declaration.list;
  const order = sql.raw(sort.direction);
  const key = question.view.object.fields.get(sort.field)!.cell(ROW)[0]!;
  return sql`order by ${key} ${order}, ${sql.ref(`${ROW}.id`)} ${order} limit ${sql.lit(rows)}`;
}

/** All rows, in an order that is kept for each unit alone: the ladder of all units, and what has no unit. */
function ofAllUnitsSql(page: ArmPage): Sql {
  const { model, tree } = page.subject.world;
  const unit = page.question.view.object.fields.get("unit")!;
  const ladder = ladderSql(page, unit, {
    values: sql`(select id as value from ${sql.table(objectNamed(model, "unit").table)}) as one`,
    count: tree.size,
  });
  const without = orderedSql(page, sql`${cellOf(unit)} is null`, page.question.limit + 1);
  return sql`(${ladder}) union all (${without})`;
}

const cellOf = (field: FieldModel): Sql => field.cell(ROW)[0]!;

/** What the order that is asked for is kept for (`derive/table.ts`), where the reader sees its cells as they are. */
function keptFor({ question: { keys, view }, arm }: ArmPage): ReturnType<typeof orderKept> {
  const { field } = keysWithin(keys, arm)[0]!;
  return arm.level(field) === "plain" ? orderKept(view.object.declaration, field.name) : null;
}

/** True if an index holds the rows of one value of the field in the order that is asked for. */
function isInOrder(page: ArmPage, { name }: FieldModel): boolean {
  const kept = keptFor(page);
  if (name === "unit") return page.tokens ? kept === "each" : kept !== null;
  const { fields } = page.question.view.object.declaration;
  return kept === "each" && fields[name]?.type !== "reference";
}

/**
 * True if the rows are met all along an index of all rows in the order that is asked for: a walk down that will most
 * likely find a page, and sooner than a ladder of all the units.
 */
function isWide(page: ArmPage, { field, values }: Values): boolean {
  if (field.module.kind !== "unit" || keptFor(page) === "unit") return false;
  const walked = page.question.limit / shareOf(page, values, isTop(page));
  return walked < WALK / 2 && walked < values.length * ROWS_A_RUNG;
}

function isTop({ question: { view, keys, cursor }, arm }: ArmPage): boolean {
  const { sort } = view.object.declaration.list;
  const [{ field, direction }] = keysWithin(keys, arm) as readonly [SortKey];
  return field.name === sort.field && direction === sort.direction && cursor === null;
}

/** Of all rows, those of these units; at the top of the list, of units that are met there. */
function shareOf({ sizes, subject }: ArmPage, units: readonly string[], atTop = false): number {
  if (!sizes || sizes.rows === 0) return units.length / subject.world.tree.size;
  const counted = units.map((unit) => sizes.units.get(unit));
  const met = counted.map((unit) => (unit && (unit.isAtTop || !atTop) ? unit.rows : 0));
  return met.reduce((sum, rows) => sum + rows, 0) / sizes.rows;
}

function columnsOf({ question: { keys }, arm }: ArmPage): Sql {
  const columns = keys.map(
    (key, index) => sql`${keySql(key, arm, keys)} as ${sql.ref(keyName(index))}`,
  );
  return sql.join([sql`${sql.ref(`${ROW}.id`)} as id`, ...columns]);
}

const rowsOf = (page: ArmPage): Sql =>
  page.tokens
    ? sql`(${wornSql(page, page.tokens)}) as ${sql.ref(ROW)}`
    : sql`${sql.table(page.question.view.object.table)} as ${sql.ref(ROW)}`;

/** The rows that wear a tag, in the order and the units of its tokens. */
function wornSql({ question }: ArmPage, { table, tag }: NonNullable<ArmPage["tokens"]>): Sql {
  const { declaration, table: own } = question.view.object;
  const columns = tableColumns(declaration).map(({ name }) =>
    sql.ref(`${TOKEN_COLUMNS.has(name) ? "token_row" : "own_row"}.${name}`),
  );
  return sql`select ${sql.join(columns)} from ${sql.table(table)} as token_row
    join ${sql.table(own)} as own_row on own_row.id = token_row.id where token_row.token = ${tag}::uuid`;
}

const TOKEN_COLUMNS: ReadonlySet<string> = new Set(["id", "unit", "created_at"]);

const orderOf = ({ question: { keys }, arm }: ArmPage): Sql =>
  orderSql(keys, (key) => keySql(key, arm, keys), sql.ref(`${ROW}.id`), keysWithin(keys, arm));

const isMatch = ({ question, arm }: ArmPage): Sql =>
  sql`${matchSql(question, arm)} and ${afterSql(question.cursor, question.keys, arm)}`;

function orderedSql(page: ArmPage, among: Sql, limit: number, offset = 0): Sql {
  return sql`select ${columnsOf(page)} from ${rowsOf(page)} where ${among} and ${isMatch(page)}
    order by ${orderOf(page)} limit ${sql.lit(limit)} offset ${sql.lit(offset)}`;
}

/** `offset 0` keeps the limit above out of the way the rows are found. */
function gatheredSql(page: ArmPage, among: Sql): Sql {
  return sql`select * from (select ${columnsOf(page)} from ${rowsOf(page)} where ${among} and ${isMatch(page)} offset 0) gathered
    order by ${orderSqlOf(page.question)} limit ${sql.lit(page.question.limit + 1)}`;
}

/** The order by the names of the columns of a page, once the rows have left their table. */
export const orderSqlOf = ({ keys }: Question): Sql =>
  orderSql(keys, (key) => sql.ref(keyName(keys.indexOf(key))), sql.ref("id"));

/** So many of each that what is read first and what is read on are about as much. */
const rungOf = (limit: number, values: number): number =>
  Math.max(1, Math.ceil(limit / Math.sqrt(values)));

/** The values that a ladder stands on. */
interface Rungs {
  /** Rows named `one` with the column `value`. */
  readonly values: Sql;
  readonly count: number;
}

function ladderSql(page: ArmPage, field: FieldModel, { values, count }: Rungs): Sql {
  const limit = page.question.limit + 1;
  const rung = rungOf(limit, count);
  const ofOne = sql`${cellOf(field)} = one.value`;
  const order = orderSqlOf(page.question);
  const names = sql.join(
    ["id", ...page.question.keys.map((_, index) => keyName(index))].map((name) => sql.ref(name)),
  );
  return sql`with heads as materialized (
      select one.value, head.*, row_number() over (partition by one.value order by ${order}) as place,
        row_number() over (order by ${order}) as rank
      from ${values} cross join lateral (${orderedSql(page, ofOne, rung)}) head)
    select ${names} from heads where rank <= ${sql.lit(limit)}
    union all
    select more.* from (select value from heads where place = ${sql.lit(rung)} and rank <= ${sql.lit(limit)}) one
      cross join lateral (${orderedSql(page, ofOne, limit - rung, rung)}) more`;
}

const isNarrowed = ({ question: { filter, search }, arm, tokens }: ArmPage): boolean =>
  (filter !== null && tokens === null) ||
  (search ?? "") !== "" ||
  arm.arm.all.length > (tokens === null ? 1 : 2);

/**
 * A walk of bounded length down the index of all rows; the ladder where that did not find enough. The rows carry their keys
 * with them: only so does the database know that they come in order, and stop when a page is full.
 */
function walkSql(page: ArmPage, ladder: Sql): Sql {
  const { question, arm } = page;
  const { keys, cursor } = question;
  const limit = sql.lit(question.limit + 1);
  const walk = isNarrowed(page) ? LONG_WALK : WALK;
  const found = sql`(select count(*) from walk)`;
  const within = keysWithin(keys, arm);
  const walked = (key: SortKey) => sql.ref(`${ROW}.${keyName(keys.indexOf(key))}`);
  const carried = within.map(
    (key) => sql`${keySql(key, arm, keys)} as ${sql.ref(keyName(keys.indexOf(key)))}`,
  );
  const shown = keys.map((key, index) =>
    within.includes(key)
      ? walked(key)
      : sql`${keySql(key, arm, keys)} as ${sql.ref(keyName(index))}`,
  );
  const id = sql.ref(`${ROW}.id`);
  return sql`with walk as materialized (
      select ${sql.join([id, ...shown])} from (
        select ${sql.join([sql`${sql.ref(ROW)}.*`, ...carried])} from ${rowsOf(page)} where ${arm.alive} and ${afterSql(cursor, keys, arm)}
        order by ${orderOf(page)} limit ${sql.lit(walk)}) as ${sql.ref(ROW)} where ${matchSql(question, arm)}
      order by ${orderSql(keys, walked, id, within)} limit ${limit})
    select * from walk where ${found} >= ${limit}
    union all select * from (${ladder}) ladder where ${found} < ${limit}`;
}
