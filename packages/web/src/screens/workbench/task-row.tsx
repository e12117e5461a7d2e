import { CheckOutlined } from "@ant-design/icons";
import type { Row } from "@latchkey/server/contract";
import { App, Spin } from "antd";
import { isKept } from "../../api.ts";
import { ReferenceLink } from "../../fields/parts/reference-link.tsx";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { useUpdate } from "../../queries/mutations.ts";
import { Due } from "./due.tsx";
import { WorkRow } from "./work-row.tsx";
import styles from "./workbench.module.css";

export function TaskRow({ row }: { row: Row }) {
  const t = useT();
  const { subject, customer, dueAt, priority } = row.values;
  return (
    <WorkRow
      object="task"
      id={row.id}
      title={typeof subject === "string" ? subject : ""}
      start={<DoneButton row={row} />}
      facts={
        <>
          {priority === "high" ? (
            <span className={styles.urgent}>{t("workbench.urgent")}</span>
          ) : null}
          {customer ? <ReferenceLink target="customer" value={customer} /> : null}
        </>
      }
      end={<Due at={dueAt} />}
    />
  );
}

/** One click, and a way back. A task whose state is not theirs to change has none. */
function DoneButton({ row }: { row: Row }) {
  const t = useT();
  const { message } = App.useApp();
  const describe = useFailureText();
  const tell = useTellFailure();
  const update = useUpdate("task");
  if (!row.writable.includes("status")) return <span className={styles.noDone} />;
  const key = `done-${row.id}`;
  const fail = (problem: unknown) =>
    isKept(problem) ? void message.info(describe(problem)) : tell(problem);
  // Promises, for the row is gone by the time the answer is here.
  const undo = (version: number) =>
    update
      .mutateAsync({ id: row.id, version, values: { status: "open" } })
      .then(() => message.destroy(key), fail);
  const offerUndo = (version: number) =>
    message.success({
      key,
      duration: UNDO_SECONDS,
      content: <UndoLink words={t("workbench.done")} undo={() => void undo(version)} />,
    });
  const finish = () =>
    update
      .mutateAsync({ id: row.id, version: row.version, values: { status: "done" }, base: row })
      .then(({ record }) => void offerUndo(record.version), fail);
  const subject = String(row.values["subject"] ?? "");
  return (
    <button
      type="button"
      className={styles.doneButton}
      aria-label={t("workbench.finish", { task: subject })}
      title={t("workbench.finishShort")}
      disabled={update.isPending}
      onClick={() => void finish()}
    >
      {update.isPending ? <Spin size="small" /> : <CheckOutlined aria-hidden />}
    </button>
  );
}
