/** The fields whose class the draft changes: in plain language, with who changed it and the way out. */
import type { PolicyClassChange } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { setClass } from "../fields/set-class.ts";
import { Lines } from "./difference.tsx";
import { useTakeBack } from "./use-policy-command.tsx";
import styles from "./policy.module.css";

interface ClassChangesProps {
  readonly changes: readonly PolicyClassChange[];
  readonly canEdit: boolean;
}

export function ClassChanges({ changes, canEdit }: ClassChangesProps) {
  const t = useT();
  if (changes.length === 0) return null;
  return (
    <Panel title={<Link to="/permissions/fields">{t("policy.classesTitle")}</Link>}>
      {changes.map((change) => (
        <ClassChange key={`${change.object}.${change.field}`} change={change} canEdit={canEdit} />
      ))}
    </Panel>
  );
}

function ClassChange({ change, canEdit }: { change: PolicyClassChange; canEdit: boolean }) {
  const t = useT();
  const format = useFormat();
  const takeBack = useTakeBack();
  const { line, by, at, isOutdated, from, sensitivity } = change;
  const drop = () =>
    takeBack(
      "policy.dropped",
      () => setClass({ ...change, sensitivity: from }),
      () => setClass({ ...change, sensitivity, change: 0 }),
    );
  return (
    <section className={styles.classChange}>
      <div className={styles.classHead}>
        <Lines lines={[line]} />
        {canEdit ? (
          <Button size="small" onClick={() => void drop()}>
            {t("policy.drop")}
          </Button>
        ) : null}
      </div>
      <p className={styles.by}>
        {t("policy.by", { person: by.title ?? t("history.somebody"), time: format.relative(at) })}
      </p>
      {isOutdated ? <Alert type="warning" showIcon title={t("policy.classOutdated")} /> : null}
    </section>
  );
}
