/** What a rule, or a role's matrix, rests on. */
import type { RuleVocabulary } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { useT } from "../../i18n/index.ts";
import styles from "./rules.module.css";

interface RuleCitesProps {
  readonly cites: readonly string[];
  readonly regulations: RuleVocabulary["regulations"];
  readonly isReadOnly?: boolean;
  change(cites: readonly string[]): void;
}

export function RuleCites({ cites, regulations, isReadOnly = false, change }: RuleCitesProps) {
  const t = useT();
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
          disabled={isReadOnly}
          aria-label={t("rules.cites")}
          placeholder={t("rules.noCites")}
          showSearch={{ optionFilterProp: "label" }}
          value={[...cites]}
          options={regulations.map(({ code, title }) => ({
            value: code,
            label: `${code} ${title}`,
          }))}
          onChange={change}
        />
      )}
    </div>
  );
}
