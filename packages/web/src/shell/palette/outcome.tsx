/** What there is to say about a search besides what it found: where it looked in vain, or why it could not look. */
import { Alert } from "antd";
import { useNoun, useT } from "../../i18n/index.ts";
import { FailureWords } from "../../parts/failure-words.tsx";
import { useSession } from "../../session/session.tsx";
import styles from "./palette.module.css";
import type { Results } from "./use-results.ts";

export function Outcome({ words, results }: { words: string; results: Results }) {
  const t = useT();
  const objects = useSearched(results);
  const { groups, isSettled, error } = results;
  if (error) return <Alert type="error" showIcon title={<FailureWords problem={error} />} />;
  if (groups.length > 0) return null;
  if (!isSettled) return <p className={styles.none}>{t("palette.looking")}</p>;
  return (
    <div className={styles.none} role="status">
      <p>{t("palette.none", { words })}</p>
      {objects === "" ? null : <p className="faint">{t("palette.searched", { objects })}</p>}
    </div>
  );
}

/** The names of what was looked into, as in a sentence. */
function useSearched({ searched }: Results): string {
  const t = useT();
  const noun = useNoun();
  const { objects } = useSession();
  return searched
    .flatMap((name) => objects.get(name) ?? [])
    .map(({ plural }) => noun(plural))
    .join(t("palette.comma"));
}
