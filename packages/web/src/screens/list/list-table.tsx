import type { Row, Sort } from "@latchkey/server/contract";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Skeleton, Table } from "antd";
import type { TableProps, TableRef } from "antd/es/table";
import { useLayoutEffect, useRef, type UIEvent } from "react";
import { useSize } from "../../parts/use-size.ts";
import { formatSort } from "./list-state.ts";
import { useListColumns } from "./use-list-columns.tsx";
import { useListKeys } from "./use-list-keys.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

const HEADER_PIXELS = 40;
/** The next page is asked for this far before the end is reached. */
const LOAD_AHEAD_PIXELS = 1200;

/** Where each list was left, so that "back" finds its place. */
const places = new Map<string, number>();

export function ListTable({ list }: { list: ListModel }) {
  const table = useRef<TableRef>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { height, width } = useSize(frame);
  const navigate = useNavigate();
  const address = useRouterState({ select: (state) => state.location.href });
  const open = (row: Row, edit = false) =>
    void navigate({
      to: "/o/$object/$id",
      params: { object: list.object.name, id: row.id },
      ...(edit ? { state: { edit: true } } : {}),
    });
  const columns = useListColumns(list);
  const active = useListKeys({ list, table, open });
  const isReady = height > 0 && list.rows.length > 0;
  useLayoutEffect(() => {
    const top = places.get(address);
    if (isReady && top) table.current?.scrollTo({ top });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);
  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    places.set(address, scrollTop);
    if (scrollHeight - scrollTop - clientHeight < LOAD_AHEAD_PIXELS) list.loadMore();
  };
  const wide = columns.reduce((sum, column) => sum + (Number(column.width) || 0), 48);
  return (
    <div ref={frame} className={list.isStale ? styles.tableStale : styles.table}>
      {list.isLoading ? (
        <Skeleton
          active
          title={false}
          paragraph={{ rows: 12, width: "100%" }}
          className={styles.skeleton}
        />
      ) : height > 0 ? (
        <Table<Row>
          ref={table}
          virtual
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={list.rows}
          pagination={false}
          scroll={{ x: Math.max(wide, width), y: height - HEADER_PIXELS }}
          showSorterTooltip={false}
          onScroll={onScroll}
          onChange={sortFromTable(list)}
          rowSelection={{
            selectedRowKeys: [...list.selected],
            onChange: (keys) => list.select(keys.map(String)),
            columnWidth: 48,
          }}
          rowClassName={(_, index) =>
            index === active ? `${styles.row} ${styles.rowActive}` : String(styles.row)
          }
          onRow={(row) => ({
            onClick: (event) => (isPlainClick(event.target) ? open(row) : undefined),
          })}
        />
      ) : null}
    </div>
  );
}

function sortFromTable(list: ListModel): NonNullable<TableProps<Row>["onChange"]> {
  return (_pages, _filters, sorter) => {
    const sorters = (Array.isArray(sorter) ? sorter : [sorter]).filter(({ order }) => order);
    const sort: Sort[] = sorters.map(({ columnKey, order }) => ({
      field: String(columnKey),
      direction: order === "descend" ? "desc" : "asc",
    }));
    const { s: _s, ...rest } = list.state;
    list.setState(sort.length > 0 ? { ...rest, s: formatSort(sort) } : rest);
  };
}

/** Not on a link, a button or a box inside the row, and not at the end of selecting text. */
function isPlainClick(target: EventTarget): boolean {
  if (window.getSelection()?.toString()) return false;
  return (
    target instanceof Element &&
    target.closest("a, button, input, label, .ant-checkbox-wrapper") === null
  );
}
