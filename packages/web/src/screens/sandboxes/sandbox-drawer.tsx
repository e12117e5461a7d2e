/** A sandbox filled in without code: who, where, what, until when, and one sentence that says what it will give. */
import type { SandboxPreset } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Drawer, Form } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { contentOf, fromPreset, toInput, type SandboxForm } from "./form-values.ts";
import { GivesFields } from "./gives-fields.tsx";
import { Preview } from "./preview.tsx";
import { WhenFields } from "./when-fields.tsx";
import { WhoFields } from "./who-fields.tsx";
import styles from "./sandboxes.module.css";

interface SandboxDrawerProps {
  readonly presets: readonly SandboxPreset[];
  close(): void;
}

export function SandboxDrawer({ presets, close }: SandboxDrawerProps) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<SandboxForm>();
  const save = useMutation({
    mutationFn: (values: SandboxForm) => call("sandbox", "initiate", toInput(values)),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("sandboxes.sent"));
      close();
    },
  });
  const fill = (kind: string) => {
    const preset = presets.find((one) => one.kind === kind)!;
    // One by one: set together they would be merged, and what the purpose before had given would stay.
    for (const [name, value] of Object.entries(contentOf(preset)))
      form.setFieldValue(name as keyof SandboxForm, value);
  };
  return (
    <Drawer
      open
      size={760}
      title={t("sandboxes.edit")}
      onClose={close}
      footer={
        <div className={styles.footer}>
          <Button onClick={close}>{t("form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t("sandboxes.submit")}
          </Button>
        </div>
      }
    >
      <Form<SandboxForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={fromPreset(presets[0]!)}
        onFinish={() => save.mutate(form.getFieldsValue(true) as SandboxForm)}
      >
        <WhoFields presets={presets} fill={fill} />
        <GivesFields form={form} />
        <WhenFields />
        <Preview form={form} />
      </Form>
      {save.error ? <Problems problem={save.error} /> : null}
    </Drawer>
  );
}
