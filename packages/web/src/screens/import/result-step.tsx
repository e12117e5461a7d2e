import type { ImportJob, ObjectMeta } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useEffect } from "react";
import { useT, useNoun, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { refresh } from "../../queries/mutations.ts";
import { ImportCounts } from "./import-counts.tsx";
import { Problems } from "./problems.tsx";
import styles from "./import.module.css";

export function ResultStep({
  object,
  job,
  restart,
}: {
  object: ObjectMeta;
  job: ImportJob;
  restart: () => void;
}) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const isFailed = job.state === "failed";
  useEffect(() => void refresh(object.name), [object.name]);
  return (
    <>
      <Panel title={t(isFailed ? "import.failedTitle" : "import.doneTitle")}>
        {isFailed ? (
          <Alert
            type="error"
            showIcon
            title={text(job.error?.message) || t("failure.unknown")}
            style={{ marginBottom: 16 }}
          />
        ) : null}
        <ImportCounts job={job} />
        <div className={styles.buttons}>
          <Link to="/o/$object" params={{ object: object.name }}>
            <Button type="primary">{t("import.toList", { objects: noun(object.plural) })}</Button>
          </Link>
          <Button onClick={restart}>{t("import.another")}</Button>
        </div>
      </Panel>
      <Problems object={object} job={job} />
    </>
  );
}
