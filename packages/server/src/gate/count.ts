/**
 * How many records of the reader's authorised view a question asks for: exactly, where the tallies know or where they are
 * no more than `MAX_COUNTED`; else so many, and that there are more.
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { CountReply } from "../http/contract.ts";
import type { Sql } from "../fields/module.ts";
import type { Statement } from "../db/statement.ts";
import { statementOf } from "./asked.ts";
import { readWritten } from "./guard.ts";
import type { Question } from "./list.ts";
import type { Subject } from "./subject.ts";
import { turnsStatement, type Turn } from "./turns.ts";

/** Records that are counted one by one. Whoever reads "10,000+" narrows the filter, exact or not. */
export const MAX_COUNTED = 10_000;

export async function countRecords(
  executor: Executor,
  subject: Subject,
  question: Pick<Question, "view" | "filter" | "search">,
): Promise<CountReply> {
  const { view, filter, search } = question;
  const statement = await statementOf(view, ["count", filter, search], () =>
    countStatement(subject, question),
  );
  const rows = await readWritten<{ tallied: string; counted: string }>(executor, statement);
  const tallied = Number(rows[0]?.tallied ?? 0);
  const counted = Number(rows[0]?.counted ?? 0);
  if (counted <= MAX_COUNTED) return { count: tallied + counted };
  return { count: tallied + MAX_COUNTED, isMore: true };
}

function countStatement(
  subject: Subject,
  question: Pick<Question, "view" | "filter" | "search">,
): Statement {
  return turnsStatement(
    subject,
    { ...question, group: [], measured: [], isSummed: true },
    (_, turn) => countSql(turn),
    (arms) =>
      sql`select true as present, sum(tallied) as tallied, sum(counted) as counted from (${arms}) arms`,
  );
}

/** What related records lead to is counted whole: a limit would make the database look for it among all the others. */
function countSql({ source, match, rows, isTallied, isRelated }: Turn): Sql {
  if (isTallied)
    return sql`select sum(${rows}) as tallied, 0 as counted from ${source} where ${match}`;
  const limit = isRelated ? sql`` : sql`limit ${sql.lit(MAX_COUNTED + 1)}`;
  return sql`select 0 as tallied, count(*) as counted from (select from ${source} where ${match} ${limit}) found`;
}
