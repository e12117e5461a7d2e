import { Alert } from "antd";
import { WhyRefused } from "../why/why-refused.tsx";
import { useFailureText } from "./failure.tsx";

/** What kept a form from being saved, in words, and the failure itself. */
export interface FormProblem {
  readonly words: string;
  readonly cause: unknown;
}

interface FailureAlertProps {
  /** Nothing is shown where there is none. */
  readonly problem: unknown;
  /** Instead of the failure's own. */
  readonly words?: string | undefined;
}

/** Above the form that it is about. */
export function FailureAlert({ problem, words }: FailureAlertProps) {
  const describe = useFailureText();
  if (!problem) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={words ?? describe(problem)}
      action={<WhyRefused problem={problem} />}
      style={{ marginBottom: 12 }}
    />
  );
}
