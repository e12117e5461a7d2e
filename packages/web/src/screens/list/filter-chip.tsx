import { CloseOutlined } from "@ant-design/icons";
import type { FieldMeta } from "@latchkey/server/contract";
import { Popover } from "antd";
import { lazy, Suspense, useState } from "react";
import { isComplete, OPERATOR_LABELS, takesValue } from "../../fields/operators.ts";
import { asList } from "../../fields/parts/as-list.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import type { Condition } from "./list-state.ts";
import styles from "./list.module.css";

const FilterEditor = lazy(async () => ({
  default: (await import("./filter-editor.tsx")).FilterEditor,
}));

interface FilterChipProps {
  readonly field: FieldMeta;
  readonly condition: Condition;
  readonly startsOpen?: boolean;
  change(condition: Condition): void;
  remove(): void;
  /** Asks for an alternative to it. */
  grow(): void;
}

export function FilterChip({
  field,
  condition,
  startsOpen = false,
  change,
  remove,
  grow,
}: FilterChipProps) {
  const t = useT();
  const text = useText();
  const [isOpen, setOpen] = useState(startsOpen);
  const { Cell, Chosen = Cell } = fieldType(field);
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
        <Suspense fallback={<div className={styles.filterEditor} />}>
          <FilterEditor
            field={field}
            condition={condition}
            apply={(next) => {
              setOpen(false);
              change(next);
            }}
            grow={grow}
          />
        </Suspense>
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
                  <Chosen field={field} value={value} />
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
          <CloseOutlined aria-hidden />
        </button>
      </span>
    </Popover>
  );
}
