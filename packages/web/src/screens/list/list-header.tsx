import {
  DeleteOutlined,
  EllipsisOutlined,
  ExportOutlined,
  ImportOutlined,
  PlusOutlined,
} from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown, type MenuProps } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useMay } from "../../session/session.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import type { ListDialog } from "./list-screen.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

export function ListHeader({
  list,
  open,
}: {
  list: ListModel;
  open: (dialog: ListDialog) => void;
}) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const isNarrow = useNarrow();
  const navigate = useNavigate();
  const { object } = list;
  const mayDo = (action: string) => may(object.name, action);
  const items: MenuProps["items"] = [
    ...(mayDo("export") && isNarrow
      ? [
          {
            key: "export",
            icon: <ExportOutlined />,
            label: t("list.export"),
            onClick: () => open("export"),
          },
        ]
      : []),
    ...(mayDo("import")
      ? [
          {
            key: "import",
            icon: <ImportOutlined />,
            label: t("list.import"),
            onClick: () =>
              void navigate({ to: "/o/$object/import", params: { object: object.name } }),
          },
        ]
      : []),
    ...(mayDo("restore") || mayDo("delete")
      ? [
          {
            key: "trash",
            icon: <DeleteOutlined />,
            label: t("list.trash"),
            onClick: () =>
              void navigate({ to: "/o/$object/trash", params: { object: object.name } }),
          },
        ]
      : []),
  ];
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{text(object.plural)}</h1>
      <span className={styles.count} aria-live="polite">
        {list.count === undefined ? "" : format.number(list.count)}
      </span>
      <div className={styles.headerRight}>
        {isNarrow ? null : <ColumnChooser list={list} />}
        {mayDo("export") && !isNarrow ? (
          <Button icon={<ExportOutlined />} onClick={() => open("export")}>
            {t("list.export")}
          </Button>
        ) : null}
        {items.length > 0 ? (
          <Dropdown trigger={["click"]} menu={{ items }}>
            <Button icon={<EllipsisOutlined />} aria-label={t("action.more")} />
          </Dropdown>
        ) : null}
        {mayDo("create") ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => open("create")}>
            {isNarrow ? t("list.createShort") : t("list.create", { object: text(object.label) })}
          </Button>
        ) : null}
      </div>
    </header>
  );
}
