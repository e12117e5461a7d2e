import type { CellProps, FieldType } from "../field-type.ts";
import { ReferenceLink } from "../parts/reference-link.tsx";
import { isReference } from "../parts/reference.ts";
import { referenceField } from "../reference/index.tsx";
import styles from "../fields.module.css";

function PersonCell({ value }: CellProps) {
  const initial = isReference(value) ? value.title?.slice(0, 1) : undefined;
  return (
    <span className={styles.person}>
      {initial ? (
        <span data-face className={styles.face}>
          {initial}
        </span>
      ) : null}
      <ReferenceLink target="person" value={value} />
    </span>
  );
}

export const personField: FieldType = { ...referenceField, Cell: PersonCell, width: 130 };
