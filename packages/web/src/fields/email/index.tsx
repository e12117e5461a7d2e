import { Input } from "antd";
import type { CellProps, FieldType, InputProps } from "../field-type.ts";
import { TextFilter, textField } from "../text/index.tsx";

function EmailCell({ value }: CellProps) {
  return (
    <a
      className="quiet-link"
      href={`mailto:${String(value)}`}
      onClick={(event) => event.stopPropagation()}
    >
      {String(value)}
    </a>
  );
}

function EmailInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return (
    <Input
      {...rest}
      type="email"
      value={(value as string | null) ?? ""}
      onChange={(event) => onChange?.(event.target.value === "" ? null : event.target.value)}
    />
  );
}

export const emailField: FieldType = {
  ...textField,
  Cell: EmailCell,
  Input: EmailInput,
  Filter: TextFilter,
  isLink: true,
  width: 200,
};
