/** Statements of questions that people come back to: writing one takes longer than running it. */
import { keptPer } from "../db/recent.ts";
import type { Statement } from "../db/statement.ts";
import type { View } from "./view.ts";

/** Longer questions are lists of ids, which hardly come again. */
const MAX_TEXT = 2_000;

/** A question as text; null where it will hardly be asked again. */
export function askedText(question: readonly unknown[]): string | null {
  const text = JSON.stringify(question);
  return text.length > MAX_TEXT ? null : text;
}

/** The lists and counts that a view's reader comes back to. */
const statements = keptPer<View, Statement>(12);

export const statementOf = (view: View, asked: string | null, write: () => Statement): Statement =>
  asked === null ? write() : statements(view, asked, write);
