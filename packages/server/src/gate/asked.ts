/** Statements of questions that people come back to: writing one takes longer than running it. */
import { recentPer } from "../db/recent.ts";
import type { Statement } from "../db/statement.ts";
import type { View } from "./view.ts";

/** Longer questions are lists of ids, which hardly come again. */
const MAX_TEXT = 2_000;

/** The lists and counts that a view's reader comes back to. */
const statements = recentPer<View, Statement>(12);

/** `question`: all that the statement is written from, besides the view, as it was understood and not as it was sent. */
export async function statementOf(
  view: View,
  question: readonly unknown[],
  write: () => Statement | Promise<Statement>,
): Promise<Statement> {
  const text = JSON.stringify(question, nameOfField);
  if (text.length > MAX_TEXT) return write();
  const kept = statements(view);
  const statement = kept.get(text) ?? (await write());
  kept.set(text, statement);
  return statement;
}

/** Filters and sort keys hold the models of their fields. */
const nameOfField = (key: string, value: unknown): unknown =>
  key === "field" ? ((value as { name?: string }).name ?? value) : value;
