import { useFormat } from "../../format/use-format.ts";
import { InputNumber } from "../parts/late-controls.tsx";
import type { CellProps, FieldType, InputProps } from "../field-type.ts";
import { NumberFilter, numberField } from "../number/index.tsx";

function PercentCell({ value }: CellProps) {
  const format = useFormat();
  return <span className="numeric">{format.percent(Number(value))}</span>;
}

function PercentInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return (
    <InputNumber
      {...rest}
      suffix="%"
      style={{ width: "100%" }}
      value={value as number | null}
      onChange={(next) => onChange?.(next)}
    />
  );
}

export const percentField: FieldType = {
  ...numberField,
  Cell: PercentCell,
  Input: PercentInput,
  Filter: NumberFilter,
  width: 100,
};
