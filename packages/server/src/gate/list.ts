/** Lists, single records and counts over the reader's authorised view. */
import { sql } from "kysely";
import type { FieldModel } from "../derive/model.ts";
import type { Executor } from "../db/database.ts";
import { Recent } from "../db/recent.ts";
import type { Statement } from "../db/statement.ts";
import type { ListRequest, Row } from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Sql } from "../fields/module.ts";
import { parseFilter, type FilterNode } from "./filter.ts";
import { readGuarded, readWritten } from "./guard.ts";
import { armPageSql, keyName, matchedFields } from "./page.ts";
import { parseFields } from "./asked-fields.ts";
import { presentRecords } from "./present.ts";
import { fieldsToShow, readRecord, recordColumns, type StoredRecord } from "./record.ts";
import {
  encodeCursor,
  orderSql,
  parseCursor,
  parseSort,
  type Cursor,
  type SortKey,
} from "./sort.ts";
import { sizesOf } from "./sizes.ts";
import type { Subject } from "./subject.ts";
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
  /** What is asked, as text, where it may well be asked again of the same view; else null. */
  readonly asked: string | null;
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
    search: request.search,
    fields: parseFields(request.fields, view),
    asked: request.cursor === undefined ? askedIn(request) : null,
    cursor: parseCursor(request.cursor, keys),
  };
}

/** Longer questions are lists of ids, which hardly come again. */
const MAX_ASKED = 2_000;

function askedIn({ filter, search, sort, limit, fields }: ListRequest): string | null {
  const text = JSON.stringify([filter, search, sort, limit, fields]);
  return text.length > MAX_ASKED ? null : text;
}

export interface Page {
  readonly records: readonly StoredRecord[];
  readonly next: string | null;
}

/** One page of true records in order, read under the guard. */
export async function readPage(
  executor: Executor,
  subject: Subject,
  question: Question,
): Promise<Page> {
  const { view, limit } = question;
  const statement = await statementOf(executor, subject, question);
  const rows = await asRequested(question, () =>
    readWritten<Record<string, unknown>>(executor, statement),
  );
  const fields = fieldsRead(subject, question);
  const records = rows.slice(0, limit).map((row) => readRecord(subject, view.object, row, fields));
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? encodeCursor(cursorOf(last, question.keys)) : null;
  return { records, next };
}

/** The fields whose columns a page holds; all where undefined. */
const fieldsRead = (subject: Subject, { view, fields }: Question) =>
  fields && fieldsToShow(subject, view.object, fields);

/** Statements that are kept of a view: the lists that its reader comes back to. */
const MAX_KEPT = 8;
const kept = new WeakMap<View, Recent<string, Statement>>();

/** Writing a statement takes longer than running it, and people come back to the same few first pages. */
async function statementOf(
  executor: Executor,
  subject: Subject,
  question: Question,
): Promise<Statement> {
  if (question.asked === null) return writePage(executor, subject, question);
  const statements = kept.get(question.view) ?? new Recent<string, Statement>(MAX_KEPT);
  kept.set(question.view, statements);
  const statement =
    statements.get(question.asked) ?? (await writePage(executor, subject, question));
  statements.set(question.asked, statement);
  return statement;
}

async function writePage(
  executor: Executor,
  subject: Subject,
  question: Question,
): Promise<Statement> {
  const { view } = question;
  const sizes = await sizesOf(executor, subject.world, view.object);
  // What decides which rows are on a page, and where.
  const cells = [...question.keys.map(({ field }) => field), ...matchedFields(question)];
  return armsStatement(
    subject,
    overlappingView(subject, view, cells),
    (arm) => armPageSql(subject, question, sizes, arm),
    (arms) => pageSql(subject, question, arms),
  );
}

export async function listRecords(
  executor: Executor,
  subject: Subject,
  question: Question,
): Promise<{ rows: readonly Row[]; next: string | null }> {
  const { records, next } = await readPage(executor, subject, question);
  return {
    rows: presentRecords(subject, question.view.object, records, question.fields),
    next,
  };
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
  const names = keys.map((_, index) => sql.ref(`page.${keyName(index)}`));
  const keyTexts = names.map((name, index) => sql`${name}::text as ${sql.ref(`cursor_${index}`)}`);
  const columns = recordColumns(subject, view.object, fieldsRead(subject, question));
  return sql`select ${sql.join([columns, ...keyTexts])}
    from (select distinct * from (${arms}) as arms) as page
    join ${sql.table(view.object.table)} as ${sql.ref(ROW)} on ${sql.ref(`${ROW}.id`)} = page.id
    order by ${orderSql(keys, names, sql.ref("page.id"))} limit ${sql.lit(limit + 1)}`;
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
  return rows[0] ? readRecord(subject, view.object, rows[0]) : null;
}
