/** What becomes different for somebody, a line for whatever is told in the same words. */
import type { ImpactRow } from "@latchkey/server/contract";
import { Tag } from "antd";
import { useFormat } from "../../../format/use-format.ts";
import { useT, useText } from "../../../i18n/index.ts";
import { beforeWords, changeWords, groupRows, labelsOf, NAMED } from "./impact-words.ts";
import styles from "./impact.module.css";

type Told = Pick<ImpactRow, "change" | "isGain" | "label" | "records">;

export function ChangeList({ rows }: { rows: readonly Told[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <ul className={styles.people}>
      {groupRows(rows).map((group) => {
        const [{ change, isGain, records }] = group;
        const before = beforeWords(change);
        return (
          <li key={`${change.kind} ${change.name}`} className={styles.line}>
            <span>
              <Tag color={isGain ? "orange" : "blue"}>{t(changeWords(change))}</Tag>{" "}
              <Labels group={group} />{" "}
              {before ? <span className={styles.before}>{t(before)}</span> : null}
            </span>
            {records === null ? null : (
              <span className="muted">
                {t("impact.recordsOf", { count: records, number: format.number(records) })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Of many the first are named, and the others on demand. */
function Labels({ group }: { group: readonly Told[] }) {
  const t = useT();
  const text = useText();
  const others = group.slice(NAMED).map(({ label }) => text(label));
  if (others.length === 0) return labelsOf(group, text, t);
  return (
    <details className={styles.labels}>
      <summary>{labelsOf(group, text, t)}</summary>
      {others.join(t("words.and"))}
    </details>
  );
}
