/** What was deleted can come back for as long as the organisation keeps it. */
import { UndoOutlined } from "@ant-design/icons";
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { App, Button, Empty } from "antd";
import type { ColumnType } from "antd/es/table";
import { FieldCell } from "../../fields/field-cell.tsx";
import { useT, useNoun, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Page } from "../../parts/page.tsx";
import { WideTable } from "../../parts/wide-table.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { useRestore } from "../../queries/mutations.ts";
import { listQuery } from "../../queries/records.ts";
import { fieldOf, useObject } from "../../session/session.tsx";

export function TrashScreen() {
  const { object: name } = useParams({ from: "/o/$object/trash" });
  const object = useObject(name);
  return object ? <Trash object={object} /> : <NotFound />;
}

const COLUMNS = 5;

function Trash({ object }: { object: ObjectMeta }) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const fields = trashFields(object);
  const list = useInfiniteQuery(
    listQuery(object.name, { fields: fields.map(({ name }) => name) }, "trash"),
  );
  const columns = useTrashColumns(object, fields);
  if (list.error) return <PageFailure problem={list.error} retry={() => void list.refetch()} />;
  return (
    <Page
      title={t("trash.title", { objects: noun(object.plural) })}
      back={
        <Link to="/o/$object" params={{ object: object.name }}>
          {text(object.plural)}
        </Link>
      }
    >
      <WideTable
        label={text(object.plural)}
        loading={list.isLoading}
        columns={columns}
        dataSource={list.data?.pages.flatMap((page) => page.rows) ?? []}
        least={640}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("trash.empty")} />,
        }}
      />
      <MoreButton query={list} />
    </Page>
  );
}

const trashFields = (object: ObjectMeta): readonly FieldMeta[] =>
  object.list.columns.slice(0, COLUMNS).flatMap((column) => fieldOf(object, column) ?? []);

function useTrashColumns(object: ObjectMeta, fields: readonly FieldMeta[]): ColumnType<Row>[] {
  const t = useT();
  const text = useText();
  return [
    ...fields.map((field) => ({
      key: field.name,
      title: text(field.label),
      ellipsis: true,
      render: (_: unknown, row: Row) => (
        <FieldCell object={object.name} field={field} row={row} dense />
      ),
    })),
    {
      key: "restore",
      title: <span className="visually-hidden">{t("trash.restore")}</span>,
      width: 120,
      render: (_: unknown, row: Row) => <RestoreButton object={object} row={row} />,
    },
  ];
}

function RestoreButton({ object, row }: { object: ObjectMeta; row: Row }) {
  const t = useT();
  const { message } = App.useApp();
  const tell = useTellFailure();
  const restore = useRestore(object.name);
  const bring = () =>
    restore.mutate(
      { id: row.id, version: row.version },
      {
        onSuccess: () => void message.success(t("trash.restored")),
        onError: (problem) => tell(problem),
      },
    );
  return (
    <Button
      size="small"
      icon={<UndoOutlined aria-hidden />}
      disabled={row.can["restore"] === false}
      loading={restore.isPending}
      onClick={bring}
    >
      {t("trash.restore")}
    </Button>
  );
}
