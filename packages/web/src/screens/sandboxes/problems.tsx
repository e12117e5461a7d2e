import { Alert } from "antd";
import { ApiFailure } from "../../api.ts";
import { useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import styles from "./sandboxes.module.css";

/** What is wrong, each thing by itself. */
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
      description={
        problems.length === 0 ? null : (
          <ul>
            {problems.map(({ path, message }) => (
              <li key={path}>{text(message)}</li>
            ))}
          </ul>
        )
      }
    />
  );
}
