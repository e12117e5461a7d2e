/** What a "why?" says, wherever it is asked: the sentence, the chain, what would change it, and then what one can do. */
import type { Explanation } from "@latchkey/server/contract";
import type { Question } from "../queries/records.ts";
import { Chain } from "./chain.tsx";

export interface AnswerProps {
  readonly question: Question;
  readonly explanation: Explanation;
}

/** Ways on from here stand behind the chain, and know the question that was asked. */
export function Answer({ explanation }: AnswerProps) {
  return <Chain explanation={explanation} />;
}
