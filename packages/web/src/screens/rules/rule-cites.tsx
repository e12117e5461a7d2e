/** What the rule rests on. */
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { useT } from "../../i18n/index.ts";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

type RuleCitesProps = Pick<PartsProps, "form" | "vocabulary" | "change">;

export function RuleCites({ form, vocabulary: { regulations }, change }: RuleCitesProps) {
  const t = useT();
  const { cites = [], ...rest } = form;
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t("rules.cites")}</span>
      {regulations.length === 0 ? (
        <Link to="/permissions/regulations" className={styles.lineName ?? ""}>
          {t("rules.noRegulations")}
        </Link>
      ) : (
        <Select<string[]>
          mode="multiple"
          allowClear
          aria-label={t("rules.cites")}
          placeholder={t("rules.noCites")}
          showSearch={{ optionFilterProp: "label" }}
          value={[...cites]}
          options={regulations.map(({ code, title }) => ({
            value: code,
            label: `${code} ${title}`,
          }))}
          onChange={(chosen) => change(chosen.length > 0 ? { ...rest, cites: chosen } : rest)}
        />
      )}
    </div>
  );
}
