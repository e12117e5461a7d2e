/** How many records of the reader's authorised view a question asks for. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Question } from "./list.ts";
import { matchSql } from "./page.ts";
import type { Subject } from "./subject.ts";
import { readArms, ROW } from "./view.ts";

export async function countRecords(
  executor: Executor,
  subject: Subject,
  question: Pick<Question, "view" | "filter" | "search">,
): Promise<number> {
  const { view } = question;
  const rows = await readArms<{ count: string }>(
    executor,
    subject,
    view,
    (arm) =>
      sql`select true as present, count(*) as count from ${sql.table(view.object.table)} as ${sql.ref(ROW)} where ${matchSql(question, arm)}`,
  );
  // The arms are disjoint, so their counts add up.
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}
