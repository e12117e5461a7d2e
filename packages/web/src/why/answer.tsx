/** What a "why?" says, wherever it is asked: the sentence, the chain, what would change it, and then what one can do. */
import type { Explanation } from "@latchkey/server/contract";
import type { Question } from "../queries/records.ts";
import { AskAccess } from "./ask-access.tsx";
import { Chain, isYes } from "./chain.tsx";

export interface AnswerProps {
  readonly question: Question;
  readonly explanation: Explanation;
}

/** Ways on from here stand behind the chain, and know the question that was asked. */
export function Answer({ question, explanation }: AnswerProps) {
  // Of a field that is closed in new records, the least grant cannot be said.
  const isProposed = question.id !== undefined || question.field === undefined;
  const mayAsk = !isYes(explanation) && question.person === undefined && isProposed;
  return (
    <>
      <Chain explanation={explanation} />
      {mayAsk ? <AskAccess asked={question} /> : null}
    </>
  );
}
