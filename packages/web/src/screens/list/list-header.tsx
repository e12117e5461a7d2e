import { EllipsisOutlined, ExportOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useNoun, useText } from "../../i18n/index.ts";
import { LateDropdown } from "../../parts/late-dropdown.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useTitle } from "../../parts/use-title.ts";
import { useMay } from "../../session/session.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import type { ListDialog } from "./list-state.ts";
import { useListMenu } from "./use-list-menu.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

interface ListHeaderProps {
  readonly list: ListModel;
  open(dialog: ListDialog): void;
  print(): void;
}

export function ListHeader({ list, open, print }: ListHeaderProps) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const format = useFormat();
  const may = useMay();
  const isNarrow = useNarrow();
  const { object, view } = list;
  useTitle(view ? `${view.name} · ${text(object.plural)}` : text(object.plural));
  const items = useListMenu({ object: object.name, isNarrow, open, print });
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{text(object.plural)}</h1>
      <span className={styles.count} aria-live="polite">
        {list.count === undefined ? null : (
          <>
            {format.count(list.count)}
            <span className="visually-hidden"> {noun(object.plural)}</span>
          </>
        )}
      </span>
      <div className={styles.headerRight}>
        {isNarrow ? null : <ColumnChooser list={list} />}
        {may(object.name, "export") && !isNarrow ? (
          <Button icon={<ExportOutlined aria-hidden />} onClick={() => open("export")}>
            {t("list.export")}
          </Button>
        ) : null}
        {items.length > 0 ? (
          <LateDropdown menu={{ items }}>
            <Button icon={<EllipsisOutlined aria-hidden />} aria-label={t("action.more")} />
          </LateDropdown>
        ) : null}
        {may(object.name, "create") ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open("create")}>
            {isNarrow ? t("list.createShort") : t("list.create", { object: noun(object.label) })}
          </Button>
        ) : null}
      </div>
    </header>
  );
}
