import type { FieldMeta, Operator } from "@latchkey/server/contract";
import { Button, Select } from "antd";
import { useState, type KeyboardEvent } from "react";
import { isComplete, OPERATOR_LABELS, takesList, takesValue } from "../../fields/operators.ts";
import { asList } from "../../fields/parts/as-list.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import type { Condition } from "./list-state.ts";
import styles from "./list.module.css";

export function FilterEditor(props: {
  field: FieldMeta;
  condition: Condition;
  apply: (next: Condition) => void;
  grow: () => void;
}) {
  const { field, condition, apply, grow } = props;
  const t = useT();
  const text = useText();
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
        autoFocus
        aria-label={t("filter.how", { field: text(field.label) })}
        value={op}
        onChange={choose}
        options={field.operators.map((operator) => ({
          value: operator,
          label: t(OPERATOR_LABELS[operator]),
        }))}
      />
      {takesValue(op) ? (
        <Filter
          field={field}
          operator={op}
          value={value}
          onChange={setValue}
          aria-label={text(field.label)}
        />
      ) : null}
      <div className={styles.filterButtons}>
        <Button
          disabled={!canApply}
          onClick={() => {
            submit();
            grow();
          }}
        >
          {t("filter.alternative")}
        </Button>
        <Button type="primary" disabled={!canApply} onClick={submit}>
          {t("filter.apply")}
        </Button>
      </div>
    </div>
  );
}

/** A yes-or-no is a choice already made when its editor opens. */
function impliedValue(field: FieldMeta): unknown {
  return fieldType(field).impliedFilterValue;
}
