import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { App, Modal } from "antd";
import { useState } from "react";
import { isKept } from "../../api.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { useUpdate } from "../../queries/mutations.ts";
import { fieldOf } from "../../session/session.tsx";

interface PutFieldDialogProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  /** Assigning writes the owner, transferring the unit. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly open: boolean;
  close(): void;
}

export function PutFieldDialog({
  object,
  row,
  name,
  title,
  note,
  open,
  close,
}: PutFieldDialogProps) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const { message } = App.useApp();
  const update = useUpdate(object.name);
  const field = fieldOf(object, name);
  const [value, setValue] = useState<unknown>(row.values[name]);
  if (!field) return null;
  const { Input, toForm } = fieldType(field);
  const save = () =>
    update.mutate(
      { id: row.id, version: row.version, values: { [name]: toForm(value) }, base: row },
      {
        onError: (error) => {
          if (!isKept(error)) return;
          void message.info(describe(error));
          close();
        },
        onSuccess: () => {
          void message.success(t("form.saved"));
          close();
        },
      },
    );
  return (
    <Modal
      open={open}
      title={title}
      okText={t("form.save")}
      cancelText={t("form.cancel")}
      okButtonProps={{ disabled: toForm(value) === toForm(row.values[name]) }}
      confirmLoading={update.isPending}
      onOk={save}
      onCancel={close}
      afterOpenChange={(isOpen) => {
        update.reset();
        if (isOpen) setValue(row.values[name]);
      }}
      destroyOnHidden
      width={440}
    >
      <p className="muted">{note}</p>
      <FailureAlert problem={update.error} />
      <label>
        {text(field.label)}
        <Input field={field} value={value} onChange={setValue} autoFocus />
      </label>
    </Modal>
  );
}
