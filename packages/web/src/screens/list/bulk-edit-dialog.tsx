import type { ObjectMeta } from "@latchkey/server/contract";
import { Modal, Select } from "antd";
import { useState } from "react";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import styles from "./list.module.css";

interface BulkEditDialogProps {
  readonly object: ObjectMeta;
  readonly count: number;
  /** Only this field: assigning is editing the owner. */
  readonly fixed: string | null;
  readonly busy: boolean;
  cancel(): void;
  submit(values: Readonly<Record<string, unknown>>): void;
}

export function BulkEditDialog(props: BulkEditDialogProps) {
  const { object, count, fixed, busy, cancel, submit } = props;
  const t = useT();
  const text = useText();
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const offered = object.fields.filter((field) => field.writable && !field.readOnly);
  const field = fieldOf(object, fixed ?? name ?? "");
  const Input = field ? fieldType(field).Input : null;
  return (
    <Modal
      open
      title={fixed ? t("bulk.assignTitle", { count }) : t("bulk.editTitle", { count })}
      okText={t("bulk.apply")}
      okButtonProps={{ disabled: !field || (fixed !== null && !value) }}
      confirmLoading={busy}
      onCancel={cancel}
      onOk={() => field && submit({ [field.name]: fieldType(field).toForm(value) })}
    >
      <div className={styles.bulkForm}>
        {fixed ? null : (
          <Select
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t("bulk.field")}
            aria-label={t("bulk.field")}
            value={name}
            onChange={(next: string) => {
              setName(next);
              setValue(null);
            }}
            options={offered.map((candidate) => ({
              value: candidate.name,
              label: text(candidate.label),
            }))}
          />
        )}
        {field && Input ? (
          <Input
            key={field.name}
            field={field}
            value={value}
            onChange={setValue}
            autoFocus
            aria-label={text(field.label)}
          />
        ) : null}
        <span className="muted">{t("bulk.note")}</span>
      </div>
    </Modal>
  );
}
