/** Lists, single records and counts over the reader's authorised view. */
import { sql } from "kysely";
import type { FieldModel } from "../derive/model.ts";
import type { Executor } from "../db/database.ts";
import type { Statement } from "../db/statement.ts";
import type { ListRequest, Row } from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Sql } from "../fields/module.ts";
import { parseFilter, type FilterNode } from "./filter.ts";
import { readGuarded, readWritten } from "./guard.ts";
import { armPageSql, keyName, matchedFields } from "./page.ts";
import { statementOf } from "./asked.ts";
import { parseFields } from "./asked-fields.ts";
import { presentRecords } from "./present.ts";
import {
  allFields,
  fieldsToShow,
  readRecords,
  recordColumns,
  type StoredRecord,
  type Titles,
} from "./record.ts";
import {
  encodeCursor,
  orderSql,
  parseCursor,
  parseSort,
  placeAt,
  valuesAt,
  type Cursor,
  type SortKey,
} from "./sort.ts";
import { parseSearch } from "./search.ts";
import { sizesOf, type Sizes } from "./sizes.ts";
import type { Subject } from "./subject.ts";
import { titlesOfPage } from "./titles.ts";
import { armsStatement, overlappingView, reachSql, ROW, viewOf, type View } from "./view.ts";

export const DEFAULT_PAGE = 50;
/** A page is what a person looks at; whoever needs more asks for the next one. */
export const MAX_PAGE = 200;

export interface Question {
  readonly view: View;
  readonly filter: FilterNode | null;
  readonly search: string | undefined;
  readonly keys: readonly SortKey[];
  readonly cursor: Cursor | null;
  readonly limit: number;
  /** Those whose cells are wanted; all where absent. */
  readonly fields?: readonly FieldModel[] | undefined;
}

export interface Source {
  readonly object: string;
  /** The action whose view is asked; `view` unless said. */
  readonly action?: string;
  readonly trash?: boolean;
}

export function parseQuestion(subject: Subject, source: Source, request: ListRequest): Question {
  const view = viewOf(subject, source.object, source.action, source.trash);
  const keys = parseSort(request.sort, view);
  const limit = request.limit ?? DEFAULT_PAGE;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    throw badRequest([
      problem("limit", "out_of_range", { name: "limit", minimum: 1, maximum: MAX_PAGE }),
    ]);
  }
  const filter = parseFilter(request.filter, view);
  return {
    view,
    keys,
    limit,
    filter,
    search: parseSearch(request.search),
    fields: parseFields(request.fields, view),
    cursor: parseCursor(request.cursor, keys),
  };
}

export interface Page {
  readonly records: readonly StoredRecord[];
  /** Of what the cells of the question's fields refer to. */
  readonly titles: Titles;
  readonly next: string | null;
}

/** One page of true records in order, read under the guard. */
export async function readPage(
  executor: Executor,
  subject: Subject,
  question: Question,
): Promise<Page> {
  const { view, filter, search, keys, cursor, limit } = question;
  const fieldNames = question.fields?.map(({ name }) => name);
  const place = cursor && placeAt(cursor, keys);
  const asked = ["list", filter, search, keys, limit, fieldNames, place];
  const statement = await statementOf(view, asked, async () =>
    pageStatement(subject, question, await sizesOf(executor, subject.world, view.object)),
  );
  const rows = await asRequested(question, () =>
    readWritten<Record<string, unknown>>(executor, {
      text: statement.text,
      values: valuesAt(statement.values, cursor),
    }),
  );
  const fields = fieldsRead(subject, question);
  const records = readRecords(subject, view.object, rows.slice(0, limit), fields);
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? encodeCursor(cursorOf(last, keys)) : null;
  return { records, titles: (rows[0]?.["beside"] ?? {}) as Titles, next };
}

/** The fields whose columns a page holds; all where undefined. */
const fieldsRead = (subject: Subject, { view, fields }: Question) =>
  fields && fieldsToShow(subject, view.object, fields);

function pageStatement(subject: Subject, question: Question, sizes: Sizes | null): Statement {
  const { view, fields = allFields(view.object) } = question;
  // What decides which rows are on a page, and where.
  const cells = [...question.keys.map(({ field }) => field), ...matchedFields(question)];
  return armsStatement(
    subject,
    {
      view: overlappingView(subject, view, cells),
      each: (arm) => armPageSql(subject, question, sizes, arm),
    },
    (arms) => pageSql(subject, question, arms),
    titlesOfPage(subject, fields),
  );
}

export async function listRecords(
  executor: Executor,
  subject: Subject,
  question: Question,
): Promise<{ rows: readonly Row[]; next: string | null }> {
  const { records, titles, next } = await readPage(executor, subject, question);
  const { view, fields } = question;
  return { rows: presentRecords(subject, view.object, records, { titles, fields }), next };
}

/** A cursor of the right form may still hold a value that its key's type does not have. */
async function asRequested<Result>(
  { cursor }: Question,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isDataError = String((error as { code?: string }).code ?? "").startsWith("22");
    throw cursor !== null && isDataError ? new Refusal("bad_cursor") : error;
  }
}

/** Each arm gives its first rows in order; the merged first rows are joined with their records. */
function pageSql(subject: Subject, question: Question, arms: Sql): Sql {
  const { view, keys, limit } = question;
  const nameOf = (key: SortKey) => sql.ref(`page.${keyName(keys.indexOf(key))}`);
  const keyTexts = keys.map(
    (key, index) => sql`${nameOf(key)}::text as ${sql.ref(`cursor_${index}`)}`,
  );
  const columns = recordColumns(subject, view.object, fieldsRead(subject, question));
  return sql`select ${sql.join([columns, ...keyTexts])}
    from (select distinct * from (${arms}) as arms) as page
    join ${sql.table(view.object.table)} as ${sql.ref(ROW)} on ${sql.ref(`${ROW}.id`)} = page.id
    order by ${orderSql(keys, nameOf, sql.ref("page.id"))} limit ${sql.lit(limit + 1)}`;
}

function cursorOf(row: Record<string, unknown>, keys: readonly SortKey[]): Cursor {
  const values = keys.map((_, index) => String(row[`cursor_${index}`]));
  return { keys: values, id: String(row["id"]) };
}

/** The record if the reader may see it, else null. */
export async function findRecord(
  executor: Executor,
  subject: Subject,
  source: Source,
  id: string,
): Promise<StoredRecord | null> {
  const view = viewOf(subject, source.object, source.action, source.trash);
  const rows = await readGuarded<Record<string, unknown>>(
    executor,
    subject,
    sql`select ${recordColumns(subject, view.object)} from ${sql.table(view.object.table)} as ${sql.ref(ROW)}
      where ${sql.ref(`${ROW}.id`)} = ${id}::uuid and ${reachSql(view)}`,
  );
  return readRecords(subject, view.object, rows)[0] ?? null;
}
