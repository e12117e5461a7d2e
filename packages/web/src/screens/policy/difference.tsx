import type { PolicyLine, RoleDifference } from "@latchkey/server/contract";
import { Tag } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { DONE_WORDS, LINE_COLORS, LINE_WORDS } from "./policy-words.ts";
import styles from "./policy.module.css";

/** What becomes different in one role, line by line. */
export function Lines({ lines }: { lines: readonly PolicyLine[] }) {
  const t = useT();
  const text = useText();
  return (
    <ul className={styles.lines}>
      {lines.map(({ kind, sentence }) => (
        <li key={`${kind} ${sentence.zh}`}>
          <Tag color={LINE_COLORS[kind]} className={styles.lineKind}>
            {t(LINE_WORDS[kind])}
          </Tag>
          <span>{text(sentence)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The same of the classes of fields; nothing where there are none. */
export function ClassDifferences({ lines }: { lines: readonly PolicyLine[] }) {
  const t = useT();
  if (lines.length === 0) return null;
  return (
    <section className={styles.difference}>
      <h3 className={styles.roleName}>{t("policy.classesTitle")}</h3>
      <Lines lines={lines} />
    </section>
  );
}

export function Differences({ differences }: { differences: readonly RoleDifference[] }) {
  const t = useT();
  const text = useText();
  return differences.map(({ role, name, kind, lines }) => (
    <section key={role} className={styles.difference}>
      <h3 className={styles.roleName}>
        {text(name)} <Tag>{t(DONE_WORDS[kind])}</Tag>
      </h3>
      <Lines lines={lines} />
    </section>
  ));
}
