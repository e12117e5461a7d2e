/** From when until when it holds. */
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { useT } from "../../i18n/index.ts";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

export function RuleWindow({ form, change }: Pick<PartsProps, "form" | "change">) {
  const t = useT();
  const edge = (name: "from" | "until", label: string) => (
    <label className={styles.fieldRow}>
      <span className="muted">{label}</span>
      <Moment
        value={form[name]}
        onChange={(moment) => change({ ...form, [name]: (moment ?? null) as string | null })}
      />
    </label>
  );
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t("rules.window")}</span>
      <div className={styles.fields}>
        {edge("from", t("rules.from"))}
        {edge("until", t("rules.until"))}
      </div>
    </div>
  );
}
