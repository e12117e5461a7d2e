import {
  DeleteOutlined,
  ExportOutlined,
  ImportOutlined,
  PrinterOutlined,
  ShareAltOutlined,
} from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import type { MenuProps } from "antd";
import { useT } from "../../i18n/index.ts";
import { useMay } from "../../session/session.tsx";
import type { ListDialog } from "./list-state.ts";

interface ListMenuProps {
  readonly object: string;
  readonly isNarrow: boolean;
  open(dialog: ListDialog): void;
  print(): void;
}

/** What is done now and then to a list; on a phone also what has no room beside its title. */
export function useListMenu({
  object,
  isNarrow,
  open,
  print,
}: ListMenuProps): NonNullable<MenuProps["items"]> {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const params = { object };
  const offered = [
    {
      isOffered: isNarrow && may(object, "export"),
      item: {
        key: "export",
        icon: <ExportOutlined aria-hidden />,
        label: t("list.export"),
        onClick: () => open("export"),
      },
    },
    {
      isOffered: may(object, "share"),
      item: {
        key: "share",
        icon: <ShareAltOutlined aria-hidden />,
        label: t("list.shareAll"),
        onClick: () => open("share"),
      },
    },
    {
      isOffered: may(object, "export"),
      item: {
        key: "print",
        icon: <PrinterOutlined aria-hidden />,
        label: t("action.print"),
        onClick: print,
      },
    },
    {
      isOffered: may(object, "import"),
      item: {
        key: "import",
        icon: <ImportOutlined aria-hidden />,
        label: t("list.import"),
        onClick: () => void navigate({ to: "/o/$object/import", params }),
      },
    },
    {
      isOffered: may(object, "restore"),
      item: {
        key: "trash",
        icon: <DeleteOutlined aria-hidden />,
        label: t("list.trash"),
        onClick: () => void navigate({ to: "/o/$object/trash", params }),
      },
    },
  ];
  return offered.flatMap(({ isOffered, item }) => (isOffered ? [item] : []));
}
