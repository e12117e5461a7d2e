import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { asList } from "../parts/as-list.ts";
import { RecordSelect } from "../parts/record-select.tsx";
import { isReference, referenceId } from "../parts/reference.ts";
import { ReferenceTitle } from "../parts/reference-link.tsx";
import { TintTag } from "../parts/tint-tag.tsx";
import styles from "../fields.module.css";

/** Tags are records of their own, so that renaming one renames it everywhere. */
function TagsCell({ value }: CellProps) {
  return (
    <span className={styles.tags}>
      {asList(value).map((tag) => (
        <TintTag key={referenceId(tag)}>
          {isReference(tag) ? (tag.title ?? "—") : <ReferenceTitle target="tag" id={String(tag)} />}
        </TintTag>
      ))}
    </span>
  );
}

function TagsInput({ field: _field, value, onChange, ...rest }: InputProps) {
  return (
    <RecordSelect
      {...rest}
      target="tag"
      multiple
      value={value}
      onChange={(next) => onChange?.(next)}
    />
  );
}

function TagsFilter({ value, onChange, "aria-label": label }: FilterProps) {
  return (
    <RecordSelect
      autoFocus
      aria-label={label}
      target="tag"
      multiple
      value={value}
      onChange={onChange}
    />
  );
}

export const tagsField: FieldType = {
  Cell: TagsCell,
  Input: TagsInput,
  Filter: TagsFilter,
  toForm: (value) => asList(value).flatMap((tag) => referenceId(tag) ?? []),
  firstOperator: "anyOf",
  width: 180,
};
