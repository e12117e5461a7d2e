import { PlusOutlined } from "@ant-design/icons";
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Empty } from "antd";
import type { ColumnType } from "antd/es/table";
import { useState } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useNoun, useText } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { WideTable } from "../../parts/wide-table.tsx";
import { countQuery, pageQuery } from "../../queries/records.ts";
import { fieldOf, useMay } from "../../session/session.tsx";
import styles from "./record.module.css";

/** The newest few; the rest is one click away in the list itself, filtered to this record. */
const ROWS = 10;
const COLUMNS = 5;
/** Nothing of a phone's is beside the screen. */
const COLUMNS_NARROW = 3;

export interface RelatedListProps {
  readonly parent: Row;
  readonly child: ObjectMeta;
  /** The child's field that refers to the parent. */
  readonly field: string;
}

export function RelatedList({ parent, child, field }: RelatedListProps) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const navigate = useNavigate();
  const condition = { field, op: "is", value: parent.id } as const;
  const page = useQuery(pageQuery(child.name, { filter: condition, limit: ROWS }));
  const isNarrow = useNarrow();
  const columns = useRelatedColumns(child, field, isNarrow ? COLUMNS_NARROW : COLUMNS);
  if (page.error && !page.data) return <Failure problem={page.error} />;
  const open = (row: Row) =>
    void navigate({ to: "/o/$object/$id", params: { object: child.name, id: row.id } });
  return (
    <>
      <RelatedBar parent={parent} child={child} field={field} />
      <WideTable
        label={text(child.plural)}
        loading={page.isLoading}
        columns={columns}
        dataSource={page.data?.rows ?? []}
        least={isNarrow ? 0 : 520}
        rowClassName={styles.relatedRow ?? ""}
        onRow={(row) => ({
          onClick: ({ target }) =>
            target instanceof Element && target.closest("a, button") ? undefined : open(row),
        })}
        locale={{
          emptyText: (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t("list.empty", { objects: noun(child.plural) })}
            />
          ),
        }}
      />
    </>
  );
}

/** To the whole list of what refers to a record. */
export function RelatedAll({ parent, child, field }: RelatedListProps) {
  const t = useT();
  const noun = useNoun();
  const format = useFormat();
  const condition = { field, op: "is", value: parent.id } as const;
  const count = useQuery(countQuery(child.name, { filter: condition }));
  if (!count.data || count.data.count === 0) return <span />;
  const words = { count: format.count(count.data), objects: noun(child.plural) };
  return (
    <Link to="/o/$object" params={{ object: child.name }} search={{ f: [condition] }}>
      {t("related.all", words)}
    </Link>
  );
}

function RelatedBar({ parent, child, field }: RelatedListProps) {
  const t = useT();
  const noun = useNoun();
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const close = () => setCreating(false);
  return (
    <div className={styles.relatedBar}>
      <RelatedAll parent={parent} child={child} field={field} />
      {may(child.name, "create") ? (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
          {t("list.create", { object: noun(child.label) })}
        </Button>
      ) : null}
      <CreateRecord
        object={child}
        given={{ [field]: parent.id }}
        open={isCreating}
        close={close}
        created={close}
      />
    </div>
  );
}

/** The first of the list; what the records are worth is brought to the front where it would stand behind those. */
function columnsShown(child: ObjectMeta, field: string, count: number): readonly FieldMeta[] {
  const columns = child.list.columns
    .filter((name) => name !== field)
    .flatMap((name) => fieldOf(child, name) ?? []);
  const isWorth = (column: FieldMeta) =>
    fieldType(column).isNumeric === true && column.level !== "absent";
  const [name, ...others] = columns;
  const worth = others.findIndex(isWorth);
  if (worth < count - 1) return columns.slice(0, count);
  const front = [name, others[worth], ...others].filter((column) => column !== undefined);
  return front.slice(0, count);
}

function useRelatedColumns(child: ObjectMeta, field: string, count: number): ColumnType<Row>[] {
  const text = useText();
  return columnsShown(child, field, count).map((column) => ({
    key: column.name,
    title: text(column.label),
    ellipsis: true,
    ...(fieldType(column).isNumeric ? { align: "right" as const } : {}),
    render: (_: unknown, row: Row) => <RelatedCell child={child} column={column} row={row} />,
  }));
}

/** What names the record is a link, for those who click with a key. */
function RelatedCell({ child, column, row }: { child: ObjectMeta; column: FieldMeta; row: Row }) {
  const cell = <FieldCell object={child.name} field={column} row={row} dense />;
  const isNamed = typeof row.values[child.title] === "string" && !row.masked.includes(child.title);
  if (column.name !== child.title || !isNamed) return cell;
  return (
    <Link to="/o/$object/$id" params={{ object: child.name, id: row.id }}>
      {cell}
    </Link>
  );
}
