/** A small table of records. Where it is wider than its place it is scrolled, and not by a mouse alone. */
import type { Row } from "@latchkey/server/contract";
import { Table, type TableProps } from "antd";

interface WideTableProps extends Pick<
  TableProps<Row>,
  "loading" | "columns" | "dataSource" | "rowClassName" | "onRow" | "locale"
> {
  readonly label: string;
  /** In pixels: what its columns need. */
  readonly least: number;
}

export function WideTable({ label, least, ...table }: WideTableProps) {
  return (
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <Table<Row>
        {...table}
        size="small"
        rowKey="id"
        pagination={false}
        tableLayout="fixed"
        style={{ minWidth: least }}
      />
    </div>
  );
}
