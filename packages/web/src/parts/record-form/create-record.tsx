import { App, Button, Drawer, Space } from "antd";
import type { ReactNode } from "react";
import { useT, useNoun } from "../../i18n/index.ts";
import { useCreateForm, type CreateProps } from "./create-form.tsx";

interface CreateRecordProps extends Omit<CreateProps, "kept"> {
  readonly open: boolean;
  /** Below the form: what is made together with the record. */
  readonly children?: ReactNode;
  close(): void;
}

/** A drawer, so that the list or the record it belongs to stays in sight. */
export function CreateRecord({ open, close, children, ...props }: CreateRecordProps) {
  const t = useT();
  const noun = useNoun();
  const { modal } = App.useApp();
  const creation = useCreateForm({ ...props, kept: close });
  const leave = async () => {
    const isSure =
      !creation.isDirty ||
      (await modal.confirm({
        title: t("form.leaveTitle"),
        content: t("form.leaveCreate"),
        okText: t("form.leave"),
        cancelText: t("form.stay"),
      }));
    if (!isSure) return;
    creation.form.resetFields();
    close();
  };
  return (
    <Drawer
      open={open}
      size={520}
      title={t("list.create", { object: noun(props.object.label) })}
      onClose={() => void leave()}
      footer={
        <Space>
          <Button type="primary" loading={creation.isSaving} onClick={creation.save}>
            {t("form.create")}
          </Button>
          <Button onClick={() => void leave()}>{t("form.cancel")}</Button>
        </Space>
      }
    >
      {creation.node}
      {children}
    </Drawer>
  );
}
