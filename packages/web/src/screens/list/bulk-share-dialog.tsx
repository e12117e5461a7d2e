import type { ObjectMeta } from "@latchkey/server/contract";
import { Alert, Modal, Progress } from "antd";
import { useT } from "../../i18n/index.ts";
import { ShareTermsForm, useShareTerms, type SaidTerms } from "../../sharing/share-terms.tsx";
import { MOST_SHARED, type ShareMany } from "./use-share-many.ts";

interface BulkShareDialogProps {
  readonly object: ObjectMeta;
  /** How many rows, as far as that is counted. */
  readonly count: number;
  readonly progress: ShareMany["progress"];
  cancel(): void;
  submit(terms: SaidTerms): void;
}

export function BulkShareDialog({ object, count, progress, cancel, submit }: BulkShareDialogProps) {
  const t = useT();
  const { terms, setTerms, said } = useShareTerms();
  return (
    <Modal
      open
      title={t("share.manyTitle", { count })}
      okText={t("action.share")}
      okButtonProps={{ disabled: !said }}
      confirmLoading={progress !== null}
      onCancel={cancel}
      onOk={() => said && submit(said)}
    >
      {count > MOST_SHARED ? (
        <Alert
          type="warning"
          showIcon
          title={t("share.tooMany", { limit: MOST_SHARED })}
          style={{ marginBottom: 16 }}
        />
      ) : null}
      <ShareTermsForm object={object} terms={terms} change={setTerms} />
      <p className="muted">{t("share.manyNote")}</p>
      {progress ? (
        <Progress
          aria-label={t("share.progress")}
          percent={Math.round((100 * progress.done) / progress.all)}
        />
      ) : null}
    </Modal>
  );
}
