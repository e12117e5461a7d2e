import {
  ArrowLeftOutlined,
  ArrowRightOutlined,
  DeleteOutlined,
  EditOutlined,
  EllipsisOutlined,
  PlusOutlined,
  PushpinOutlined,
} from "@ant-design/icons";
import { Button, type MenuProps } from "antd";
import { useT } from "../../i18n/index.ts";
import { LateDropdown } from "../../parts/late-dropdown.tsx";
import { useMay } from "../../session/session.tsx";
import type { ListModel } from "./use-list.ts";
import { useViewCommands } from "./use-view-commands.ts";
import type { SavedView } from "./use-views.ts";
import type { ViewDialogName } from "./view-tabs.tsx";
import styles from "./views.module.css";

interface ViewActionsProps {
  readonly list: ListModel;
  readonly view: SavedView;
  open(dialog: ViewDialogName): void;
}

/** What can be done to the open view: keep what was changed or give it up, and the rest in a menu. */
export function ViewActions({ list, view, open }: ViewActionsProps) {
  const t = useT();
  const may = useMay();
  const commands = useViewCommands(list);
  const items = useViewMenu({ list, view, open });
  const mayEdit = view.row.can["edit"] === true;
  const mayCreate = may("savedView", "create");
  return (
    <div className={styles.actions}>
      {list.isChanged ? (
        <>
          <span className={styles.changedWords}>{t("views.changed")}</span>
          {mayEdit ? (
            <Button
              size="small"
              type="primary"
              loading={commands.isBusy}
              onClick={() => commands.saveQuery(view)}
            >
              {t("views.save")}
            </Button>
          ) : null}
          {mayCreate ? (
            <Button size="small" onClick={() => open("create")}>
              {t("views.saveAs")}
            </Button>
          ) : null}
          <Button size="small" type="text" onClick={() => list.setState({ ...view.question })}>
            {t("views.reset")}
          </Button>
        </>
      ) : null}
      {items.length > 0 ? (
        <LateDropdown menu={{ items }}>
          <Button
            size="small"
            type="text"
            icon={<EllipsisOutlined aria-hidden />}
            aria-label={t("views.options")}
          />
        </LateDropdown>
      ) : null}
    </div>
  );
}

function useViewMenu({ list, view, open }: ViewActionsProps): NonNullable<MenuProps["items"]> {
  const t = useT();
  const may = useMay();
  const { move, remove } = useViewCommands(list);
  const mine = list.views.all.filter(({ isMine }) => isMine);
  const at = mine.indexOf(view);
  const { can } = view.row;
  const offered = [
    {
      isOffered: can["edit"] === true,
      item: {
        key: "settings",
        icon: <EditOutlined aria-hidden />,
        label: t("views.settings"),
        onClick: () => open("settings"),
      },
    },
    {
      isOffered: may("savedView", "create"),
      item: {
        key: "copy",
        icon: <PlusOutlined aria-hidden />,
        label: t("views.saveAs"),
        onClick: () => open("create"),
      },
    },
    {
      isOffered: can["setPostDefault"] === true,
      item: {
        key: "post",
        icon: <PushpinOutlined aria-hidden />,
        label: t("views.postDefault"),
        onClick: () => open("post"),
      },
    },
    {
      isOffered: at > 0,
      item: {
        key: "left",
        icon: <ArrowLeftOutlined aria-hidden />,
        label: t("views.moveLeft"),
        onClick: () => move(view, -1),
      },
    },
    {
      isOffered: at >= 0 && at < mine.length - 1,
      item: {
        key: "right",
        icon: <ArrowRightOutlined aria-hidden />,
        label: t("views.moveRight"),
        onClick: () => move(view, 1),
      },
    },
    {
      isOffered: can["delete"] === true,
      item: {
        key: "delete",
        icon: <DeleteOutlined aria-hidden />,
        label: t("views.delete"),
        danger: true,
        onClick: () => remove(view),
      },
    },
  ];
  return offered.flatMap(({ isOffered, item }) => (isOffered ? [item] : []));
}
