import type { ImportJob, ObjectMeta } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useEffect } from "react";
import { useT, useNoun, useText, type MessageKey } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { refresh } from "../../queries/mutations.ts";
import { ImportCounts } from "./import-counts.tsx";
import { Problems } from "./problems.tsx";
import { UndoPanel } from "./undo-panel.tsx";
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
      {job.undo?.state === "possible" ? null : <UndoPanel job={job} />}
      <Problems object={object} job={job} of="undo" />
      <Panel title={t(titleOf(job))}>
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
      {job.undo?.state === "possible" ? <UndoPanel job={job} /> : null}
    </>
  );
}

function titleOf({ state, undo }: ImportJob): MessageKey {
  if (state === "failed") return undo && undo.done > 0 ? "undo.failedTitle" : "import.failedTitle";
  return state === "undone" || state === "undoing" ? "undo.wasDone" : "import.doneTitle";
}
