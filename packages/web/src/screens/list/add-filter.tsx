import { FilterOutlined, PlusOutlined } from "@ant-design/icons";
import type { FieldMeta, ObjectMeta } from "@latchkey/server/contract";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import styles from "./list.module.css";

interface AddFilterProps {
  readonly object: ObjectMeta;
  readonly isFirst: boolean;
  add(field: FieldMeta): void;
}

export function AddFilter({ object, isFirst, add }: AddFilterProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <FieldMenu
      object={object}
      isOpen={isOpen}
      setOpen={setOpen}
      choose={(field) => {
        setOpen(false);
        add(field);
      }}
    >
      <Button
        type="dashed"
        icon={isFirst ? <FilterOutlined aria-hidden /> : <PlusOutlined aria-hidden />}
      >
        {t("filter.add")}
      </Button>
    </FieldMenu>
  );
}

interface FieldMenuProps {
  readonly object: ObjectMeta;
  readonly isOpen: boolean;
  setOpen(isOpen: boolean): void;
  choose(field: FieldMeta): void;
  readonly children: React.ReactElement;
}

/** The fields that this reader may filter by, those of everyday use first. */
export function FieldMenu({ object, isOpen, setOpen, choose, children }: FieldMenuProps) {
  const filterable = object.fields.filter((field) => field.operators.length > 0);
  if (filterable.length === 0) return null;
  const first = object.list.filters.flatMap((name) =>
    filterable.filter((field) => field.name === name),
  );
  const ordered = [...first, ...filterable.filter((field) => !first.includes(field))];
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<FieldChoice fields={ordered} choose={choose} />}
    >
      {children}
    </Popover>
  );
}

interface FieldChoiceProps {
  readonly fields: readonly FieldMeta[];
  choose(field: FieldMeta): void;
}

function FieldChoice({ fields, choose }: FieldChoiceProps) {
  const t = useT();
  const text = useText();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const shown = fields.filter((field) => text(field.label).toLowerCase().includes(wanted));
  return (
    <div className={styles.fieldMenu}>
      <Input
        autoFocus
        size="small"
        placeholder={t("filter.findField")}
        aria-label={t("filter.findField")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onPressEnter={() => shown[0] && choose(shown[0])}
      />
      <ul>
        {shown.map((field) => (
          <li key={field.name}>
            <button type="button" onClick={() => choose(field)}>
              {text(field.label)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
