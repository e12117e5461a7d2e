import type { DeclaredFieldMeta, Text } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Form, Input, Modal } from "antd";
import { call, isFailure } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { isRenamed } from "./declared-table.tsx";
import { placeProblems } from "./field-form.ts";

interface RelabelDialogProps {
  readonly field: DeclaredFieldMeta;
  close(): void;
}

/** Another name for a field that came with the product, in both languages, or back to its own. */
export function RelabelDialog({ field, close }: RelabelDialogProps) {
  const t = useT();
  const text = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ label: Text }>();
  const save = useMutation({
    mutationFn: (label: Text | null) => {
      const { object, name, version } = field;
      return call<DeclaredFieldMeta>("customField", "relabel", { object, name, version, label });
    },
    onSuccess: async ({ label }) => {
      await invalidateEverything();
      close();
      void message.success(t("fields.relabelled", { field: text(label) }));
    },
    onError: (failure) => {
      if (!isFailure(failure)) return;
      for (const { name, words } of placeProblems(failure.error).placed)
        form.setFields([{ name: name as never, errors: [text(words)] }]);
    },
  });
  return (
    <Modal
      open
      width={480}
      title={t("fields.renameOne", { field: text(field.label) })}
      onCancel={close}
      footer={
        <>
          {isRenamed(field) ? (
            <Button onClick={() => save.mutate(null)}>{t("fields.resetLabel")}</Button>
          ) : null}
          <Button onClick={close}>{t("form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t("form.save")}
          </Button>
        </>
      }
    >
      <p>{t("fields.renameHelp", { label: text(field.standard) })}</p>
      <FailureAlert problem={save.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ label: field.label }}
        onFinish={({ label }) => save.mutate(label)}
      >
        {(["zh", "en"] as const).map((language, index) => (
          <Form.Item
            key={language}
            name={["label", language]}
            label={t(language === "zh" ? "fields.inChinese" : "fields.inEnglish")}
            rules={[{ required: true, whitespace: true, message: t("form.required") }]}
          >
            <Input autoFocus={index === 0} maxLength={60} />
          </Form.Item>
        ))}
        <button type="submit" hidden />
      </Form>
    </Modal>
  );
}
