import { Input } from "antd";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";

function TextCell({ value }: CellProps) {
  return <>{value === null || value === undefined ? "" : String(value)}</>;
}

function TextInput({ field, value, onChange, ...rest }: InputProps) {
  return (
    <Input
      {...rest}
      value={(value as string | null) ?? ""}
      onChange={(event) => onChange?.(event.target.value === "" ? null : event.target.value)}
      maxLength={LONGEST}
      aria-required={field.required}
    />
  );
}

export function TextFilter({ value, onChange, "aria-label": label }: FilterProps) {
  const words = Array.isArray(value) ? value.join(", ") : ((value as string | undefined) ?? "");
  return (
    <Input
      autoFocus
      aria-label={label}
      value={words}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The server has the exact limit of each field; this only stops accidents such as a pasted page. */
const LONGEST = 2000;

export const textField: FieldType = {
  Cell: TextCell,
  Input: TextInput,
  Filter: TextFilter,
  toForm: (value) => value ?? null,
  firstOperator: "contains",
  width: 180,
};
