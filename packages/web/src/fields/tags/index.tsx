import { Select, Tag } from "antd";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { asList } from "../parts/as-list.ts";
import styles from "../fields.module.css";

function TagsCell({ value }: CellProps) {
  return (
    <span className={styles.tags}>
      {asList(value).map((tag) => (
        <Tag key={String(tag)} variant="filled">
          {String(tag)}
        </Tag>
      ))}
    </span>
  );
}

function TagsInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return (
    <Select
      {...rest}
      mode="tags"
      style={{ width: "100%" }}
      tokenSeparators={[",", "，", "、"]}
      value={[...asList(value)]}
      onChange={(next: unknown) => onChange?.(next)}
    />
  );
}

function TagsFilter({ value, onChange }: FilterProps) {
  return (
    <Select
      autoFocus
      mode="tags"
      style={{ width: "100%" }}
      value={[...asList(value)]}
      onChange={onChange}
    />
  );
}

export const tagsField: FieldType = {
  Cell: TagsCell,
  Input: TagsInput,
  Filter: TagsFilter,
  toForm: (value) => asList(value),
  firstOperator: "anyOf",
  width: 180,
};
