import type { PolicyDraft } from "@latchkey/server/contract";
import { Button, Form, Modal } from "antd";
import { useState } from "react";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import { Picked } from "../policy-tests/picked.tsx";
import { usePolicyCommand } from "./use-policy-command.tsx";

interface ScheduleProps {
  readonly draft: PolicyDraft;
  /** What whoever approves writes to it, if anything. */
  readonly note?: string;
  readonly label: MessageKey;
}

/** Approving now what is published then. */
export function ScheduleButton({ label, ...rest }: ScheduleProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(label)}</Button>
      {isOpen ? <ScheduleDialog {...rest} close={() => setOpen(false)} /> : null}
    </>
  );
}

function ScheduleDialog({
  draft: { version, schedule },
  note,
  close,
}: Omit<ScheduleProps, "label"> & { close(): void }) {
  const t = useT();
  const { zone } = useSession().me;
  const [form] = Form.useForm<{ at: string }>();
  const command = usePolicyCommand("schedule", "schedule.done", close);
  return (
    <Modal
      open
      title={t("schedule.title")}
      okText={t("schedule.confirm")}
      cancelText={t("form.cancel")}
      confirmLoading={command.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ at: schedule?.at ?? null }}
        onFinish={({ at }) => command.mutate({ version, at, note })}
      >
        <Picked
          name="at"
          label={t("schedule.at")}
          extra={t("schedule.zone", { zone })}
          rules={[{ required: true, message: t("form.required") }]}
        >
          {(props) => <Moment {...props} />}
        </Picked>
      </Form>
      <p className="muted">{t("schedule.how")}</p>
    </Modal>
  );
}
