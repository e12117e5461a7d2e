import { App } from "antd";
import { useCallback } from "react";
import { isRefusal } from "../why/refusal.ts";
import { WhyRefused } from "../why/why-refused.tsx";
import { useFailureText } from "./failure.tsx";

/** Long enough to reach for the why. */
const SECONDS = 8;

/** Says at the top of the page what went wrong; a refusal can be asked why. `words`: where there is more to say. */
export function useTellFailure(): (problem: unknown, words?: string) => void {
  const describe = useFailureText();
  const { message } = App.useApp();
  return useCallback(
    (problem, words = describe(problem)) => {
      if (!isRefusal(problem)) return void message.error(words);
      const content = (
        <span>
          {words} <WhyRefused problem={problem} />
        </span>
      );
      void message.error({ content, duration: SECONDS });
    },
    [describe, message],
  );
}
