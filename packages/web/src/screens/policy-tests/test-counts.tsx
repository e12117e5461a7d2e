import type { PolicyTest } from "@latchkey/server/contract";
import { useT } from "../../i18n/index.ts";
import { countStates } from "./test-words.ts";
import styles from "./policy-tests.module.css";

/** "64 tests green · 1 red". */
export function TestCounts({ tests }: { tests: readonly PolicyTest[] }) {
  const t = useT();
  const { green, red, unanswered } = countStates(tests);
  return (
    <span role="status">
      {t("tests.countGreen", { count: green })}
      {red > 0 ? (
        <strong className={styles.red}> · {t("tests.countRed", { count: red })}</strong>
      ) : null}
      {unanswered > 0 ? (
        <span className="muted"> · {t("tests.countUnanswered", { count: unanswered })}</span>
      ) : null}
    </span>
  );
}
