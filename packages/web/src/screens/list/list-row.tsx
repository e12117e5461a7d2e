import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { lazy, memo, Suspense } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useT } from "../../i18n/index.ts";
import { isCellEditable, type CellEditing, type CellPlace } from "./use-cell-editing.ts";
import type { ListColumn } from "./use-list-columns.tsx";
import styles from "./list.module.css";

const CellEditor = lazy(async () => ({
  default: (await import("./cell-editor.tsx")).CellEditor,
}));

interface ListRowProps {
  readonly object: ObjectMeta;
  readonly columns: readonly ListColumn[];
  readonly row: Row;
  readonly index: number;
  readonly isActive: boolean;
  /** The cell that the keyboard stands on, or -1. */
  readonly activeCell: number;
  readonly isSelected: boolean;
  /** Null where nothing can be done to a selection. */
  readonly toggle: ((id: string) => void) | null;
  readonly open: (row: Row) => void;
  readonly edit: (place: CellPlace) => void;
  /** Where a cell of this row is being edited. */
  readonly editing: CellEditing | null;
}

/** Kept as drawn while others scroll by. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { object, columns, row, index, isActive, activeCell, isSelected, toggle, open } = props;
  const { edit, editing } = props;
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
          <label className={styles.boxArea}>
            <input
              type="checkbox"
              className={styles.box}
              aria-label={t("list.select")}
              checked={isSelected}
              onChange={() => toggle(row.id)}
            />
          </label>
        ) : null}
      </div>
      {columns.map((column, at) => (
        <div
          key={column.field.name}
          role="cell"
          data-field={column.field.name}
          className={`${styles.cell} ${at === 0 ? styles.firstCell : ""} ${column.isNumeric ? styles.right : ""} ${at === activeCell ? styles.cellActive : ""}`}
        >
          <ListCell object={object.name} column={column} row={row} />
          {isCellEditable(object, row, column.field) ? (
            <button
              type="button"
              // The keyboard reaches the cell itself.
              tabIndex={-1}
              className={styles.pencil}
              aria-label={t("cell.edit", { field: column.heading })}
              onClick={() => edit({ id: row.id, field: column.field.name })}
            />
          ) : null}
          {editing?.cell?.field === column.field.name ? (
            <Suspense fallback={null}>
              <CellEditor
                object={object}
                row={row}
                field={column.field}
                cell={editing.cell}
                editing={editing}
              />
            </Suspense>
          ) : null}
        </div>
      ))}
    </div>
  );
});

/** The place of a row that is on its way. */
export function BlankRow({ index }: { index: number }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy
      className={styles.row}
      style={{ transform: `translateY(calc(var(--row) * ${index}))` }}
    >
      <div role="cell" className={styles.blank} />
    </div>
  );
}

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
