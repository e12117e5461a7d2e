import { Input, Modal } from "antd";
import { useState } from "react";
import { useT } from "../i18n/index.ts";

interface ReasonDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly busy: boolean;
  cancel(): void;
  submit(reason: string): void;
}

/** Some acts are allowed only with a reason; it is kept in the audit. */
export function ReasonDialog({ open, title, busy, cancel, submit }: ReasonDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  return (
    <Modal
      open={open}
      title={title}
      onCancel={cancel}
      onOk={() => submit(reason.trim())}
      okButtonProps={{ disabled: reason.trim() === "" }}
      confirmLoading={busy}
      destroyOnHidden
      width={440}
    >
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={400}
        value={reason}
        placeholder={t("reason.placeholder")}
        aria-label={title}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
