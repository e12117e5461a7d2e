import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import type { BulkReply } from "@latchkey/server/contract";
import { Button, Modal } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { titleOf } from "../../session/session.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

interface BulkResultDialogProps {
  readonly list: ListModel;
  readonly results: BulkReply["results"];
  close(): void;
}

/** Each row has its own result; those that failed come first, each with its reason. */
export function BulkResultDialog({ list, results, close }: BulkResultDialogProps) {
  const t = useT();
  const text = useText();
  const titles = new Map(list.rows.map((row) => [row.id, titleOf(list.object, row.values)]));
  const sorted = results.toSorted((one, other) => Number(one.ok) - Number(other.ok));
  const done = sorted.filter(({ ok }) => ok).length;
  return (
    <Modal
      open
      title={t("bulk.resultTitle", { done, failed: sorted.length - done })}
      onCancel={close}
      footer={
        <Button type="primary" onClick={close}>
          {t("action.close")}
        </Button>
      }
    >
      <ul className={styles.bulkResults}>
        {sorted.map((result) => (
          <li key={result.id}>
            {result.ok ? (
              <CheckCircleFilled style={{ color: "var(--ant-color-success)" }} aria-hidden />
            ) : (
              <CloseCircleFilled style={{ color: "var(--ant-color-error)" }} aria-hidden />
            )}
            <div>
              {titles.get(result.id) ?? result.id.slice(0, 8)}
              {result.error ? <div className="muted">{text(result.error.message)}</div> : null}
            </div>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
