import { Input } from "antd";
import type { CellProps, FieldType, InputProps } from "../field-type.ts";
import { TextFilter, textField } from "../text/index.tsx";
import styles from "../fields.module.css";

function LongTextCell({ value }: CellProps) {
  return <span className={styles.longText}>{String(value)}</span>;
}

function LongTextInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return (
    <Input.TextArea
      {...rest}
      autoSize={{ minRows: 2, maxRows: 12 }}
      value={(value as string | null) ?? ""}
      onChange={(event) => onChange?.(event.target.value === "" ? null : event.target.value)}
    />
  );
}

export const longTextField: FieldType = {
  ...textField,
  Cell: LongTextCell,
  Input: LongTextInput,
  Filter: TextFilter,
  width: 280,
  isWide: true,
};
