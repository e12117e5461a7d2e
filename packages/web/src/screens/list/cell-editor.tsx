import type { FieldMeta, Row } from "@latchkey/server/contract";
import { Button, Popover } from "antd";
import { useState, type KeyboardEvent } from "react";
import { createPortal } from "react-dom";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { isSame } from "../../parts/record-form/form-values.ts";
import type { CellEditing, EditedCell } from "./use-cell-editing.ts";
import styles from "./cell-editor.module.css";

interface CellEditorProps {
  readonly row: Row;
  readonly field: FieldMeta;
  readonly cell: EditedCell;
  readonly editing: CellEditing;
}

/** The field's own input over its cell: Enter or a click elsewhere saves, Esc does not. */
export function CellEditor({ row, field, cell, editing }: CellEditorProps) {
  const { toForm } = fieldType(field);
  const before = row.values[field.name] ?? null;
  const [value, setValue] = useState<unknown>(cell.refused ? cell.refused.value : before);
  const submit = (next: unknown) => {
    if (isSame(toForm(next), toForm(before))) editing.cancel();
    else editing.save({ row, field, value: next });
  };
  return (
    <>
      {createPortal(<Cover press={() => submit(value)} />, document.body)}
      <Popover
        open
        trigger={[]}
        placement="bottomLeft"
        arrow={false}
        content={
          <CellForm
            field={field}
            problem={cell.refused?.problem}
            value={value}
            change={setValue}
            submit={submit}
            cancel={editing.cancel}
          />
        }
      >
        <span className={styles.anchor} />
      </Popover>
    </>
  );
}

/** A click beside the editor ends it, and does nothing else: what is below may be a record that would open. */
function Cover({ press }: { press: () => void }) {
  return (
    <div
      className={styles.cover}
      onClick={(event) => {
        event.stopPropagation();
        press();
      }}
    />
  );
}

interface CellFormProps {
  readonly field: FieldMeta;
  readonly problem: string | undefined;
  readonly value: unknown;
  change(value: unknown): void;
  submit(value: unknown): void;
  cancel(): void;
}

function CellForm({ field, problem, value, change, submit, cancel }: CellFormProps) {
  const t = useT();
  const text = useText();
  const { Input, isPicked, isWide } = fieldType(field);
  const hint = isPicked ? "cell.pick" : isWide ? "cell.keysLong" : "cell.keys";
  const onKeyDown = (event: KeyboardEvent) => {
    // These keys are the input's, not the list's.
    event.stopPropagation();
    if (event.key === "Enter" && !event.defaultPrevented && isEnd(event)) submit(value);
  };
  return (
    <div
      className={styles.form}
      role="group"
      aria-label={text(field.label)}
      onKeyDown={onKeyDown}
      // Before the input hears of it, whose open choices would take a first Esc for themselves.
      onKeyDownCapture={(event) => (event.key === "Escape" ? cancel() : undefined)}
      onClick={(event) => event.stopPropagation()}
    >
      <span className={styles.label}>{text(field.label)}</span>
      <Input
        field={field}
        value={value}
        onChange={isPicked ? submit : change}
        autoFocus
        {...(isPicked ? { defaultOpen: true } : {})}
      />
      {problem ? (
        <div role="alert" className={styles.problem}>
          {problem}
        </div>
      ) : null}
      <div className={styles.foot}>
        <span className="muted">{t(hint)}</span>
        {isPicked ? null : (
          <Button size="small" type="primary" onClick={() => submit(value)}>
            {t("cell.save")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** In a text of several lines Enter begins the next one. */
function isEnd({ target, metaKey, ctrlKey }: KeyboardEvent): boolean {
  return !(target instanceof HTMLTextAreaElement) || metaKey || ctrlKey;
}
