import type { Row } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { memo } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useT } from "../../i18n/index.ts";
import type { ListColumn } from "./use-list-columns.tsx";
import styles from "./list.module.css";

interface ListRowProps {
  readonly object: string;
  readonly columns: readonly ListColumn[];
  readonly row: Row;
  readonly index: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Null where nothing can be done to a selection. */
  readonly toggle: ((id: string) => void) | null;
  readonly open: (row: Row) => void;
}

/** Kept as drawn while others scroll by. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { object, columns, row, index, isActive, isSelected, toggle, open } = props;
  const t = useT();
  return (
    <div
      role="row"
      // The headings are the first row.
      aria-rowindex={index + 2}
      data-record={row.id}
      className={`${styles.row} ${isActive ? styles.rowActive : ""} ${isSelected ? styles.rowSelected : ""}`}
      style={{ transform: `translateY(calc(var(--row) * ${index}))` }}
      onClick={(event) => (isPlainClick(event.target) ? open(row) : undefined)}
    >
      <div role="cell" className={styles.selection}>
        {toggle ? (
          <Checkbox
            aria-label={t("list.select")}
            checked={isSelected}
            onChange={() => toggle(row.id)}
          />
        ) : null}
      </div>
      {columns.map((column, at) => (
        <div
          key={column.field.name}
          role="cell"
          className={`${styles.cell} ${at === 0 ? styles.firstCell : ""} ${column.isNumeric ? styles.right : ""}`}
        >
          <ListCell object={object} column={column} row={row} />
        </div>
      ))}
    </div>
  );
});

function ListCell({ object, column, row }: { object: string; column: ListColumn; row: Row }) {
  const { field, isTitle } = column;
  const cell = <FieldCell object={object} field={field} row={row} dense />;
  const isOpenable = isTitle && row.values[field.name] && !row.masked.includes(field.name);
  if (!isOpenable || fieldType(field).isLink) return cell;
  return (
    <Link to="/o/$object/$id" params={{ object, id: row.id }} className={styles.titleLink}>
      {cell}
    </Link>
  );
}

/** Not on a link, a button or a box inside the row, and not at the end of selecting text. */
function isPlainClick(target: EventTarget): boolean {
  if (window.getSelection()?.toString()) return false;
  return (
    target instanceof Element &&
    target.closest("a, button, input, label, .ant-checkbox-wrapper, .ant-modal, .ant-popover") ===
      null
  );
}
