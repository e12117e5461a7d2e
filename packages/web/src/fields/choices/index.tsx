import type { CellProps, FieldType, InputProps } from "../field-type.ts";
import { ChoiceFilter } from "../choice/index.tsx";
import { ChoiceSelect } from "../parts/choice-select.tsx";
import { ChoiceTag } from "../parts/choice-tag.tsx";
import { asList } from "../parts/as-list.ts";
import styles from "../fields.module.css";

function ChoicesCell({ field, value }: CellProps) {
  return (
    <span className={styles.tags}>
      {asList(value).map((item) => (
        <ChoiceTag key={String(item)} field={field} value={item} />
      ))}
    </span>
  );
}

function ChoicesInput({ onChange, value, ...rest }: InputProps) {
  return <ChoiceSelect {...rest} value={value} multiple onChange={(next) => onChange?.(next)} />;
}

export const choicesField: FieldType = {
  Cell: ChoicesCell,
  Input: ChoicesInput,
  Filter: ChoiceFilter,
  toForm: (value) => asList(value),
  firstOperator: "anyOf",
  width: 160,
};
