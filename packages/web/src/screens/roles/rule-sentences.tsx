import type { RoleMeta } from "@latchkey/server/contract";
import { useT, useText } from "../../i18n/index.ts";
import styles from "./roles.module.css";

export function RuleSentences({ sentences }: { sentences: RoleMeta["sentences"] }) {
  const t = useT();
  const text = useText();
  if (sentences.length === 0) return <p className="faint">{t("roles.noRules")}</p>;
  return (
    // Longer than its place, it is scrolled, and not by a mouse alone.
    <ol className={styles.sentences} tabIndex={0}>
      {sentences.map(({ id, sentence }) => (
        <li key={id}>{text(sentence)}</li>
      ))}
    </ol>
  );
}
