import type { SandboxMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Form, Input, Modal } from "antd";
import { call } from "../../api.ts";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { useT } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { Picked } from "../policy-tests/picked.tsx";

interface ExtendDialogProps {
  readonly sandbox: SandboxMeta;
  close(): void;
}

/** A later end is asked for, and approved anew. */
export function ExtendDialog({ sandbox: { id, version, name, until }, close }: ExtendDialogProps) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ until: string; reason: string }>();
  const extend = useMutation({
    mutationFn: (values: object) => call("sandbox", "extend", { id, version, ...values }),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("sandboxes.extended"));
      close();
    },
  });
  const required = [{ required: true, message: t("form.required") }];
  return (
    <Modal
      open
      title={t("sandboxes.extendOf", { name })}
      okText={t("sandboxes.submit")}
      cancelText={t("form.cancel")}
      confirmLoading={extend.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      {extend.error ? <Problems problem={extend.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ until }}
        onFinish={(values) => extend.mutate(values)}
      >
        <Picked
          name="until"
          label={t("sandboxes.until")}
          extra={t("sandboxes.untilHelp")}
          rules={required}
        >
          {(props) => <Moment {...props} />}
        </Picked>
        <Form.Item name="reason" label={t("sandboxes.reason")} rules={required}>
          <Input.TextArea rows={2} maxLength={400} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
