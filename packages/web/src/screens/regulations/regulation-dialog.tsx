import type { Regulation, RegulationInput } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Form, Input, Modal, Select } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { KIND_WORDS } from "./regulation-words.ts";

interface RegulationDialogProps {
  /** Null: a new one. */
  readonly regulation: Regulation | null;
  close(): void;
}

export function RegulationDialog({ regulation, close }: RegulationDialogProps) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<RegulationInput>();
  const save = useMutation({
    mutationFn: (values: RegulationInput) =>
      call("regulation", "save", {
        ...values,
        ...(regulation ? { version: regulation.version } : {}),
      }),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("form.saved"));
      close();
    },
  });
  const required = [{ required: true, message: t("form.required") }];
  return (
    <Modal
      open
      title={t(regulation ? "regulations.edit" : "regulations.new")}
      okText={t("form.save")}
      cancelText={t("form.cancel")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      {save.error ? <Problems problem={save.error} /> : null}
      <Form<RegulationInput>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={regulation ?? { kind: "law" }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item
          name="code"
          label={t("regulations.code")}
          extra={t("regulations.codeHelp")}
          rules={required}
        >
          <Input
            autoFocus={!regulation}
            disabled={regulation !== null}
            maxLength={60}
            placeholder={t("regulations.codePlaceholder")}
          />
        </Form.Item>
        <Form.Item name="kind" label={t("regulations.kind")}>
          <Select
            options={(["law", "article", "internal"] as const).map((value) => ({
              value,
              label: t(KIND_WORDS[value]),
            }))}
          />
        </Form.Item>
        <Form.Item name="title" label={t("regulations.title")} rules={required}>
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
