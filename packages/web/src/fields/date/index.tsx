import { useFormat } from "../../format/use-format.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { Day } from "../parts/lazy-picker.tsx";

function DateCell({ value }: CellProps) {
  const format = useFormat();
  return (
    <time className="numeric" dateTime={String(value)}>
      {format.day(String(value))}
    </time>
  );
}

function DateInput({ field: _field, value, onChange, ...rest }: InputProps) {
  return <Day {...rest} value={value} onChange={(next) => onChange?.(next)} />;
}

function DateFilter({ value, onChange, "aria-label": label }: FilterProps) {
  return <Day aria-label={label} value={value} onChange={onChange} />;
}

export const dateField: FieldType = {
  Cell: DateCell,
  Input: DateInput,
  Filter: DateFilter,
  toForm: (value) => value ?? null,
  firstOperator: "after",
  width: 130,
  isPicked: true,
};
