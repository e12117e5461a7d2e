/** The list on a wide screen: its headings, and below them the rows that are in sight. */
import type { Row } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useCallback, useRef } from "react";
import { useSize } from "../../parts/use-size.ts";
import { ListHeadings } from "./list-headings.tsx";
import { ListRows } from "./list-rows.tsx";
import { ROW_PIXELS } from "./row-places.ts";
import { useListColumns, withinBounds, type ListColumn } from "./use-list-columns.tsx";
import { isCellEditable, useCellEditing } from "./use-cell-editing.ts";
import { useListKeys, type KeyPlace } from "./use-list-keys.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

const SELECTION_PIXELS = 48;

export function ListTable({ list }: { list: ListModel }) {
  const frame = useRef<HTMLDivElement>(null);
  const { height } = useSize(frame);
  const { columns, setWidth } = useListColumns(list);
  const tryWidth = useTrial({ list, frame, columns });
  const hand = useHand({ list, frame, columns, height });
  return (
    <div
      ref={frame}
      tabIndex={-1}
      className={list.isStale ? styles.tableStale : styles.table}
      style={{ "--columns": template(columns, list.canSelect), "--wide": `${wide(columns)}px` }}
    >
      {list.isLoading ? (
        <Skeleton
          active
          title={false}
          paragraph={{ rows: 12, width: "100%" }}
          className={styles.skeleton}
        />
      ) : (
        <div
          role="table"
          // The headings are a row too.
          aria-rowcount={list.count && !list.count.isMore ? list.count.count + 1 : -1}
          className={styles.sheet}
        >
          <ListHeadings list={list} columns={columns} tryWidth={tryWidth} setWidth={setWidth} />
          <ListRows list={list} columns={columns} height={height} {...hand} />
        </div>
      )}
    </div>
  );
}

interface Sheet {
  readonly list: ListModel;
  readonly frame: React.RefObject<HTMLDivElement | null>;
  readonly columns: readonly ListColumn[];
}

/** What the keyboard does in the table, and the cell that is being edited. */
function useHand({ list, frame, columns, height }: Sheet & { readonly height: number }) {
  const open = useOpen(list.object.name);
  const editing = useCellEditing(list.object);
  const show = ({ row: index, cell }: KeyPlace) => {
    // Else Enter would still press the link that led here.
    frame.current?.focus({ preventScroll: true });
    const row = frame.current?.querySelector(`[aria-rowindex="${index + 2}"]`);
    const shown = row?.querySelectorAll("[data-field]")[cell] ?? row;
    if (shown) shown.scrollIntoView({ block: "nearest", inline: "nearest" });
    else frame.current?.scrollTo({ top: index * ROW_PIXELS - height / 2 });
  };
  const edit = (row: Row, cell: number) => {
    const field = columns[cell]?.field;
    if (!field || !isCellEditable(list.object, row, field)) return false;
    editing.start({ id: row.id, field: field.name });
    return true;
  };
  return { open, editing, active: useListKeys({ list, show, open, edit }) };
}

/** A width while it is drawn goes past React: hundreds of cells need not think about each pixel. */
function useTrial({ list, frame, columns }: Sheet): (name: string, width: number) => void {
  return (name, pixels) => {
    const width = withinBounds(pixels);
    const tried = columns.map((column) =>
      column.field.name === name ? { ...column, width, isDrawn: true } : column,
    );
    frame.current?.style.setProperty("--columns", template(tried, list.canSelect));
    frame.current?.style.setProperty("--wide", `${wide(tried)}px`);
  };
}

function useOpen(object: string): (row: Row, edit?: boolean) => void {
  const navigate = useNavigate();
  return useCallback(
    (row, edit = false) =>
      void navigate({
        to: "/o/$object/$id",
        params: { object, id: row.id },
        ...(edit ? { state: { edit: true } } : {}),
      }),
    [navigate, object],
  );
}

const wide = (columns: readonly ListColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width, SELECTION_PIXELS);

const template = (columns: readonly ListColumn[], canSelect: boolean): string =>
  [
    canSelect ? `${SELECTION_PIXELS}px` : "8px",
    ...columns.map(({ width, isDrawn }) =>
      isDrawn ? `${width}px` : `minmax(${width}px, ${width}fr)`,
    ),
  ].join(" ");

declare module "react" {
  interface CSSProperties {
    "--columns"?: string;
    "--wide"?: string;
  }
}
