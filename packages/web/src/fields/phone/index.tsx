import { Input } from "antd";
import { formatPhone } from "../../format/phone.ts";
import type { CellProps, FieldType, InputProps } from "../field-type.ts";
import { TextFilter, textField } from "../text/index.tsx";

function PhoneCell({ value }: CellProps) {
  return (
    <a
      className="numeric quiet-link"
      href={`tel:${String(value)}`}
      onClick={(event) => event.stopPropagation()}
    >
      {formatPhone(String(value))}
    </a>
  );
}

function PhoneInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return (
    <Input
      {...rest}
      type="tel"
      className="numeric"
      value={(value as string | null) ?? ""}
      onChange={(event) => onChange?.(event.target.value === "" ? null : event.target.value)}
    />
  );
}

export const phoneField: FieldType = {
  ...textField,
  Cell: PhoneCell,
  Input: PhoneInput,
  Filter: TextFilter,
  isLink: true,
  width: 150,
};
