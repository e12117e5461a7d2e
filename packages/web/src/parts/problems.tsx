import { Alert } from "antd";
import { ApiFailure } from "../api.ts";
import { useText } from "../i18n/index.ts";
import { WhyRefused } from "../why/why-refused.tsx";
import { useFailureText } from "./failure.tsx";
import styles from "./problems.module.css";

/** A failure, and each mistake it names by itself. */
export function Problems({ problem }: { problem: Error }) {
  const text = useText();
  const describe = useFailureText();
  const problems = problem instanceof ApiFailure ? (problem.error.problems ?? []) : [];
  return (
    <Alert
      type="error"
      showIcon
      className={styles.problems ?? ""}
      title={describe(problem)}
      action={<WhyRefused problem={problem} />}
      description={
        problems.length === 0 ? null : (
          // Long enough to scroll, and so in reach of the keyboard.
          <ul tabIndex={0}>
            {problems.map(({ path, message }) => (
              <li key={`${path} ${message.zh}`}>{text(message)}</li>
            ))}
          </ul>
        )
      }
    />
  );
}
