import { useFormat } from "../../format/use-format.ts";
import { InputNumber } from "../parts/late-controls.tsx";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";

function NumberCell({ value }: CellProps) {
  const format = useFormat();
  return <span className="numeric">{format.number(Number(value))}</span>;
}

function NumberInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return (
    <InputNumber
      {...rest}
      style={{ width: "100%" }}
      value={value as number | null}
      onChange={(next) => onChange?.(next)}
    />
  );
}

export function NumberFilter({ value, onChange, "aria-label": label }: FilterProps) {
  return (
    <InputNumber
      autoFocus
      aria-label={label}
      style={{ width: "100%" }}
      value={value as number | null}
      onChange={onChange}
    />
  );
}

export const numberField: FieldType = {
  Cell: NumberCell,
  Input: NumberInput,
  Filter: NumberFilter,
  toForm: (value) => value ?? null,
  firstOperator: "atLeast",
  width: 120,
  isNumeric: true,
};
