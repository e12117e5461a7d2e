import { useFormat } from "../../format/use-format.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { Moment } from "../parts/lazy-picker.tsx";

function TimeCell({ value }: CellProps) {
  const format = useFormat();
  const iso = String(value);
  return (
    <time className="numeric" dateTime={iso} title={format.absolute(iso)}>
      {format.relative(iso)}
    </time>
  );
}

/** A boundary that somebody chose is said exactly. */
function TimeBoundary({ value }: CellProps) {
  return <>{useFormat().absolute(String(value))}</>;
}

function TimeInput({ field: _field, value, onChange, ...rest }: InputProps) {
  return <Moment {...rest} value={value} onChange={(next) => onChange?.(next)} />;
}

function TimeFilter({ value, onChange, "aria-label": label }: FilterProps) {
  return <Moment aria-label={label} value={value} onChange={onChange} />;
}

export const timeField: FieldType = {
  Cell: TimeCell,
  Input: TimeInput,
  Filter: TimeFilter,
  Chosen: TimeBoundary,
  toForm: (value) => value ?? null,
  firstOperator: "after",
  width: 130,
};
