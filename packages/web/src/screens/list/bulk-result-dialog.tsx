import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import type { ApiError } from "@latchkey/server/contract";
import { Button, Modal } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { AskAccess } from "../../why/ask-access.tsx";
import { Why } from "../../why/why.tsx";
import type { BulkOutcome } from "./use-bulk-acts.ts";
import styles from "./list.module.css";

interface BulkResultDialogProps {
  readonly object: string;
  readonly outcome: BulkOutcome;
  close(): void;
}

/** Each row has its own result; those that failed come first, each with its reason. */
export function BulkResultDialog({ object, outcome, close }: BulkResultDialogProps) {
  const t = useT();
  const { results, action, values, share, titles, undo } = outcome;
  const sorted = results.toSorted((one, other) => Number(one.ok) - Number(other.ok));
  const askable = sorted.flatMap(({ id, error }) =>
    error?.code === "approval_needed" ? [id] : [],
  );
  const done = sorted.filter(({ ok }) => ok).length;
  return (
    <Modal
      open
      title={
        done === sorted.length
          ? t("bulk.allDone", { count: done })
          : t("bulk.resultTitle", { done, failed: sorted.length - done })
      }
      onCancel={close}
      footer={
        <>
          {undo ? <Button onClick={undo}>{t("bulk.undo")}</Button> : null}
          <Button type="primary" onClick={close}>
            {t("action.close")}
          </Button>
        </>
      }
    >
      <ul className={styles.bulkResults} tabIndex={0}>
        {sorted.map((result) => (
          <li key={result.id}>
            {result.ok ? (
              <CheckCircleFilled style={{ color: "var(--ant-color-success)" }} aria-hidden />
            ) : (
              <CloseCircleFilled style={{ color: "var(--ant-color-error)" }} aria-hidden />
            )}
            <div>
              {titles.get(result.id) ?? result.id.slice(0, 8)}
              {result.error ? <Reason error={result.error} /> : null}
              {result.error?.code === "forbidden" ? (
                <Why object={object} id={result.id} action={action} />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {askable.length > 0 ? (
        <AskAccess
          asked={{
            object,
            ids: askable,
            ...(values ? { action: "edit", values } : { action }),
            ...(share ? { share } : {}),
          }}
          reason={share?.reason}
        />
      ) : null}
    </Modal>
  );
}

/** With what is wrong with which field, where the server says so. */
function Reason({ error }: { error: ApiError }) {
  const t = useT();
  const text = useText();
  // Chosen from a list, it was there a moment ago.
  if (error.code === "not_found") return <div className="muted">{t("bulk.gone")}</div>;
  const problems = error.problems ?? [];
  const reasons = problems.length > 0 ? problems : [error];
  return <div className="muted">{reasons.map(({ message }) => text(message)).join(" ")}</div>;
}
