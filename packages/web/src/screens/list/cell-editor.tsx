import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { Button, Drawer, Popover } from "antd";
import { useId, useState, type KeyboardEvent } from "react";
import { createPortal } from "react-dom";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { isSame } from "../../parts/record-form/form-values.ts";
import type { FormProblem } from "../../parts/failure-alert.tsx";
import { WhyRefused } from "../../why/why-refused.tsx";
import { TwinNote } from "../../parts/record-form/twin-note.tsx";
import { useTwins } from "../../parts/record-form/use-twins.ts";
import type { CellEditing, EditedCell } from "./use-cell-editing.ts";
import styles from "./cell-editor.module.css";

interface CellEditorProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly field: FieldMeta;
  readonly cell: EditedCell;
  readonly editing: CellEditing;
}

/** The field's own input over its cell: Enter or a click elsewhere saves, Esc does not. */
export function CellEditor(props: CellEditorProps) {
  const { form, leave } = useCellForm(props);
  return (
    <>
      {createPortal(<Cover press={leave} />, document.body)}
      <Popover
        open
        trigger={[]}
        placement="bottomLeft"
        arrow={false}
        content={<CellForm {...form} />}
      >
        <span className={styles.anchor} />
      </Popover>
    </>
  );
}

/** The same on a phone, at the bottom where the thumb is. Pushing it away saves nothing. */
export function CellSheet(props: CellEditorProps) {
  const { form } = useCellForm(props);
  return (
    <Drawer
      open
      placement="bottom"
      size="auto"
      closable={false}
      onClose={props.editing.cancel}
      styles={{ body: { paddingBottom: "calc(16px + env(safe-area-inset-bottom))" } }}
    >
      <CellForm {...form} isSheet />
    </Drawer>
  );
}

/** What is being typed, and how it ends. */
function useCellForm({ object, row, field, cell, editing }: CellEditorProps) {
  const { toForm } = fieldType(field);
  const before = row.values[field.name] ?? null;
  const [value, setValue] = useState<unknown>(cell.refused ? cell.refused.value : before);
  const submit = (next: unknown) => {
    if (isSame(toForm(next), toForm(before))) editing.cancel();
    else editing.save({ row, field, value: next });
  };
  const form: CellFormProps = {
    object,
    row,
    field,
    value,
    submit,
    problem: cell.refused?.problem,
    change: setValue,
    cancel: editing.cancel,
  };
  return { form, leave: () => submit(value) };
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
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly field: FieldMeta;
  readonly problem: FormProblem | undefined;
  readonly value: unknown;
  change(value: unknown): void;
  submit(value: unknown): void;
  cancel(): void;
  /** On a phone, where there are no keys to tell of. */
  readonly isSheet?: boolean;
}

function CellForm(props: CellFormProps) {
  const { object, row, field, problem, value, change, submit, cancel, isSheet = false } = props;
  const t = useT();
  const text = useText();
  const id = useId();
  const { Input, isPicked, isWide } = fieldType(field);
  const hint = isPicked ? "cell.pick" : isWide ? "cell.keysLong" : "cell.keys";
  const onKeyDown = (event: KeyboardEvent) => {
    // These keys are the input's, not the list's.
    event.stopPropagation();
    if (event.key === "Enter" && !event.defaultPrevented && isEnd(event)) submit(value);
  };
  return (
    <div
      className={isSheet ? styles.sheet : styles.form}
      role="group"
      aria-label={text(field.label)}
      onKeyDown={onKeyDown}
      // Before the input hears of it, whose open choices would take a first Esc for themselves.
      onKeyDownCapture={(event) => (event.key === "Escape" ? cancel() : undefined)}
      onClick={(event) => event.stopPropagation()}
    >
      <label htmlFor={id} className={styles.label}>
        {text(field.label)}
      </label>
      <Input
        id={id}
        field={field}
        value={value}
        onChange={isPicked ? submit : change}
        autoFocus
        {...(isPicked ? { defaultOpen: true } : {})}
      />
      <CellTwins object={object} row={row} field={field} value={value} />
      {problem ? (
        <div role="alert" className={styles.problem}>
          {problem.words} <WhyRefused problem={problem.cause} />
        </div>
      ) : null}
      <div className={styles.foot}>
        {isSheet ? (
          <Button onClick={cancel}>{t("form.cancel")}</Button>
        ) : (
          <span className="muted">{t(hint)}</span>
        )}
        {isPicked ? null : (
          <Button size={isSheet ? "medium" : "small"} type="primary" onClick={() => submit(value)}>
            {t("cell.save")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Who is there already by what the cell would hold. */
function CellTwins({
  object,
  row,
  field,
  value,
}: Pick<CellFormProps, "object" | "row" | "field" | "value">) {
  const isKey = object.keys.includes(field.name);
  const before = Object.fromEntries(
    Object.entries(row.values).filter(([name]) => !row.masked.includes(name)),
  );
  const typed = isKey ? { ...before, [field.name]: value } : before;
  const told = useTwins({ object, typed, before, except: row.id });
  const keys = told ? [...new Set([...told.twins.map(({ by }) => by), ...told.unseen])] : [];
  return told && keys.length > 0 ? <TwinNote object={object} told={told} keys={keys} /> : null;
}

/** In a text of several lines Enter begins the next one. */
function isEnd({ target, metaKey, ctrlKey }: KeyboardEvent): boolean {
  return !(target instanceof HTMLTextAreaElement) || metaKey || ctrlKey;
}
