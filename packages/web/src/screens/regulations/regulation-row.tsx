import type { CitingRule, Regulation } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Popconfirm, Tag } from "antd";
import { call } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { KIND_WORDS } from "./regulation-words.ts";
import styles from "./regulations.module.css";

interface RegulationRowProps {
  readonly regulation: Regulation;
  /** Absent where nothing is edited. */
  edit?(): void;
  markChanged?(): void;
}

export function RegulationRow({ regulation, edit, markChanged }: RegulationRowProps) {
  const t = useT();
  const { code, kind, title, citing } = regulation;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <strong>{code}</strong>
        <Tag>{t(KIND_WORDS[kind])}</Tag>
        <span className="muted">{title}</span>
      </div>
      {citing.length === 0 ? (
        <span className="muted">{t("regulations.uncited")}</span>
      ) : (
        <details>
          <summary>{t("regulations.cited", { count: citing.length })}</summary>
          <ul className={styles.rules}>
            {citing.map((rule) => (
              <li key={`${rule.role} ${rule.rule}`}>
                <Rule rule={rule} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {edit && markChanged ? (
        <div className={styles.acts}>
          <Button size="small" disabled={citing.length === 0} onClick={markChanged}>
            {t("regulations.markChanged")}
          </Button>
          <Button size="small" onClick={edit}>
            {t("action.edit")}
          </Button>
          <Remove regulation={regulation} />
        </div>
      ) : null}
    </li>
  );
}

/** A rule in words, with the way to its role. */
export function Rule({ rule: { role, roleName, sentence } }: { rule: CitingRule }) {
  const text = useText();
  return (
    <>
      <Link to="/permissions/roles/$role" params={{ role }}>
        {text(roleName)}
      </Link>{" "}
      {text(sentence)}
    </>
  );
}

function Remove({ regulation: { code, version } }: { regulation: Regulation }) {
  const t = useT();
  const tell = useTellFailure();
  const remove = useMutation({
    mutationFn: () => call<unknown>("regulation", "remove", { code, version }),
    onSuccess: () => invalidateEverything(),
    onError: (problem) => tell(problem),
  });
  return (
    <Popconfirm
      title={t("regulations.removeAsk", { code })}
      okText={t("action.delete")}
      cancelText={t("form.cancel")}
      onConfirm={() => remove.mutate()}
    >
      <Button size="small">{t("action.delete")}</Button>
    </Popconfirm>
  );
}
