import { CloseOutlined } from "@ant-design/icons";
import type { FieldMeta, Operator } from "@latchkey/server/contract";
import { Button, Popover, Select } from "antd";
import { useState, type KeyboardEvent } from "react";
import { isComplete, OPERATOR_LABELS, takesList, takesValue } from "../../fields/operators.ts";
import { asList } from "../../fields/parts/as-list.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import type { Condition } from "./list-state.ts";
import styles from "./list.module.css";

interface FilterChipProps {
  readonly field: FieldMeta;
  readonly condition: Condition;
  readonly startsOpen?: boolean;
  change(condition: Condition): void;
  remove(): void;
}

export function FilterChip({
  field,
  condition,
  startsOpen = false,
  change,
  remove,
}: FilterChipProps) {
  const t = useT();
  const text = useText();
  const [isOpen, setOpen] = useState(startsOpen);
  const { Cell } = fieldType(field);
  const toggle = (open: boolean) => {
    setOpen(open);
    if (!open && startsOpen) remove();
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={toggle}
      destroyOnHidden
      content={
        <FilterEditor
          field={field}
          condition={condition}
          apply={(next) => {
            setOpen(false);
            change(next);
          }}
        />
      }
    >
      <span className={styles.chip}>
        <button type="button" className={styles.chipButton}>
          <span className="muted">
            {text(field.label)} {t(OPERATOR_LABELS[condition.op])}
          </span>{" "}
          {takesValue(condition.op) && isComplete(condition.op, condition.value)
            ? asList(condition.value).map((value, index) => (
                <span key={index} className={styles.chipValue}>
                  <Cell field={field} value={value} />
                </span>
              ))
            : null}
        </button>
        <button
          type="button"
          className={styles.chipRemove}
          aria-label={t("filter.remove", { field: text(field.label) })}
          onClick={(event) => {
            event.stopPropagation();
            remove();
          }}
        >
          <CloseOutlined />
        </button>
      </span>
    </Popover>
  );
}

function FilterEditor(props: {
  field: FieldMeta;
  condition: Condition;
  apply: (next: Condition) => void;
}) {
  const { field, condition, apply } = props;
  const t = useT();
  const [op, setOp] = useState<Operator>(condition.op);
  const [value, setValue] = useState<unknown>(condition.value ?? impliedValue(field));
  const { Filter } = fieldType(field);
  const canApply = isComplete(op, value);
  const submit = () => apply({ field: field.name, op, ...(takesValue(op) ? { value } : {}) });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && canApply && !event.defaultPrevented) submit();
  };
  const choose = (next: Operator) => {
    // From one to several and back, what is chosen already stays.
    if (takesList(next) !== takesList(op))
      setValue(takesList(next) ? asList(value) : asList(value)[0]);
    setOp(next);
  };
  return (
    <div className={styles.filterEditor} onKeyDown={onKeyDown}>
      <Select
        value={op}
        onChange={choose}
        options={field.operators.map((operator) => ({
          value: operator,
          label: t(OPERATOR_LABELS[operator]),
        }))}
      />
      {takesValue(op) ? (
        <Filter field={field} operator={op} value={value} onChange={setValue} />
      ) : null}
      <Button type="primary" disabled={!canApply} onClick={submit}>
        {t("filter.apply")}
      </Button>
    </div>
  );
}

/** A yes-or-no is a choice already made when its editor opens. */
function impliedValue(field: FieldMeta): unknown {
  return fieldType(field).impliedFilterValue;
}
