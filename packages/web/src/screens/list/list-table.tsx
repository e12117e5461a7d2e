/**
 * The list on a wide screen. All rows have one height, so that which of them are in sight is one division; only those
 * are drawn, whatever the number of rows read so far.
 */
import type { Row } from "@latchkey/server/contract";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useCallback, useLayoutEffect, useRef, useState, type UIEvent } from "react";
import { useSize } from "../../parts/use-size.ts";
import { ListHeadings } from "./list-headings.tsx";
import { ListRow } from "./list-row.tsx";
import { useListColumns, withinBounds, type ListColumn } from "./use-list-columns.tsx";
import { isCellEditable, useCellEditing } from "./use-cell-editing.ts";
import { useListKeys, type KeyPlace } from "./use-list-keys.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

/** As in the style sheet. */
const ROW_PIXELS = 40;
const SELECTION_PIXELS = 48;
/** Rows drawn above and below those in sight, so that a flick of the wheel meets no gap. */
const SPARE_ROWS = 8;
/** The next page is asked for this far before the end is reached. */
const LOAD_AHEAD_PIXELS = 1200;

/** Where each list was left, so that "back" finds its place. */
const places = new Map<string, number>();

export function ListTable({ list }: { list: ListModel }) {
  const frame = useRef<HTMLDivElement>(null);
  const { height } = useSize(frame);
  const { columns, setWidth } = useListColumns(list);
  const { first, onScroll } = useScrolling(list, frame);
  const tryWidth = useTrial({ list, frame, columns });
  const { open, editing, active } = useHand({ list, frame, columns, height });
  const from = Math.max(0, first - SPARE_ROWS);
  const inSight = Math.ceil(height / ROW_PIXELS);
  const { toggle } = list;
  return (
    <div
      ref={frame}
      tabIndex={-1}
      className={list.isStale ? styles.tableStale : styles.table}
      style={{ "--columns": template(columns, list.canSelect), "--wide": `${wide(columns)}px` }}
      onScroll={onScroll}
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
          aria-rowcount={list.count && !list.count.isMore ? list.count.count : -1}
          className={styles.sheet}
        >
          <ListHeadings list={list} columns={columns} tryWidth={tryWidth} setWidth={setWidth} />
          <div role="rowgroup" style={{ height: list.rows.length * ROW_PIXELS }}>
            {list.rows.slice(from, first + inSight + SPARE_ROWS).map((row, offset) => (
              <ListRow
                key={row.id}
                object={list.object}
                columns={columns}
                row={row}
                index={from + offset}
                isActive={from + offset === active.row}
                activeCell={from + offset === active.row ? active.cell : -1}
                isSelected={list.selected.includes(row.id)}
                toggle={list.canSelect ? toggle : null}
                open={open}
                edit={editing.start}
                editing={editing.cell?.id === row.id ? editing : null}
              />
            ))}
          </div>
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

/** The first row in sight; scrolling near the end asks for more. */
function useScrolling(list: ListModel, frame: React.RefObject<HTMLDivElement | null>) {
  const address = useRouterState({ select: (state) => state.location.href });
  const [first, setFirst] = useState(0);
  const isReady = list.rows.length > 0;
  useLayoutEffect(() => {
    if (isReady) frame.current?.scrollTo({ top: places.get(address) ?? 0 });
  }, [isReady, address, frame]);
  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    places.set(address, scrollTop);
    setFirst(Math.floor(scrollTop / ROW_PIXELS));
    if (scrollHeight - scrollTop - clientHeight < LOAD_AHEAD_PIXELS) list.loadMore();
  };
  return { first, onScroll };
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
