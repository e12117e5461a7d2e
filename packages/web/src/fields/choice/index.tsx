import { takesList } from "../operators.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { ChoiceSelect } from "../parts/choice-select.tsx";
import { ChoiceTag } from "../parts/choice-tag.tsx";

function ChoiceCell({ field, value }: CellProps) {
  return <ChoiceTag field={field} value={value} />;
}

function ChoiceInput({ onChange, value, ...rest }: InputProps) {
  return (
    <ChoiceSelect {...rest} value={value} multiple={false} onChange={(next) => onChange?.(next)} />
  );
}

export function ChoiceFilter({ field, operator, value, onChange, ...rest }: FilterProps) {
  return (
    <ChoiceSelect
      {...rest}
      field={field}
      value={value}
      multiple={takesList(operator)}
      onChange={onChange}
      autoFocus
    />
  );
}

export const choiceField: FieldType = {
  Cell: ChoiceCell,
  Input: ChoiceInput,
  Filter: ChoiceFilter,
  toForm: (value) => value ?? null,
  firstOperator: "anyOf",
  width: 110,
  isPicked: true,
};
