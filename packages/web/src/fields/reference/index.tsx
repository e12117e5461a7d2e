import { takesList } from "../operators.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { RecordSelect } from "../parts/record-select.tsx";
import { ReferenceLink } from "../parts/reference-link.tsx";
import { referenceId } from "../parts/reference.ts";

function ReferenceCell({ field, value }: CellProps) {
  return <ReferenceLink target={field.target ?? field.type} value={value} />;
}

function ReferenceInput({ field, value, onChange, ...rest }: InputProps) {
  return (
    <RecordSelect
      {...rest}
      target={field.target ?? field.type}
      clearable={!field.required}
      value={value}
      onChange={(next) => onChange?.(next)}
    />
  );
}

function ReferenceFilter({ field, operator, value, onChange, ...rest }: FilterProps) {
  return (
    <RecordSelect
      {...rest}
      autoFocus
      target={field.target ?? field.type}
      multiple={takesList(operator)}
      value={value}
      onChange={onChange}
    />
  );
}

/** Person and unit are references whose target is known: their type is named as their object. */
export const referenceField: FieldType = {
  Cell: ReferenceCell,
  Input: ReferenceInput,
  Filter: ReferenceFilter,
  toForm: referenceId,
  firstOperator: "is",
  isLink: true,
  width: 160,
  isPicked: true,
};
