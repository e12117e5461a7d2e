import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Drawer, Skeleton } from "antd";
import type { RecordDialog } from "../../actions/ui-action.ts";
import { useT } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { whoCanSeeQuery } from "../../queries/records.ts";
import { HistoryDrawer } from "./history-drawer.tsx";
import { PutFieldDialog } from "./put-field-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { groupByPath, PathsWhoSee } from "./paths-who-see.tsx";

interface RecordDialogsProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly dialog: RecordDialog | null;
  close(): void;
}

export function RecordDialogs({ object, row, dialog, close }: RecordDialogsProps) {
  const t = useT();
  return (
    <>
      <ShareDialog object={object} row={row} open={dialog === "share"} close={close} />
      <HistoryDrawer object={object} row={row} open={dialog === "history"} close={close} />
      <PutFieldDialog
        object={object}
        row={row}
        name="owner"
        title={t("assign.title")}
        note={t("assign.note")}
        open={dialog === "assign"}
        close={close}
      />
      <PutFieldDialog
        object={object}
        row={row}
        name="unit"
        title={t("transfer.title")}
        note={t("transfer.note")}
        open={dialog === "transfer"}
        close={close}
      />
      <Drawer
        open={dialog === "whoCanSee"}
        onClose={close}
        size={480}
        title={t("who.canSee")}
        autoFocus={false}
        destroyOnHidden
      >
        <Everybody object={object} row={row} />
      </Drawer>
    </>
  );
}

function Everybody({ object, row }: { object: ObjectMeta; row: Row }) {
  const t = useT();
  const who = useInfiniteQuery(whoCanSeeQuery({ object: object.name, id: row.id }));
  if (who.error && !who.data)
    return <Failure problem={who.error} retry={() => void who.refetch()} />;
  if (!who.data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const { pages } = who.data;
  const shown = pages.reduce((sum, { people }) => sum + people.length, 0);
  return (
    <>
      <p className="muted">{t("who.count", { count: pages[0]?.total ?? shown })}</p>
      <PathsWhoSee object={object} paths={groupByPath(pages)} whole />
      <MoreButton query={who} type="default" style={{ marginTop: 16 }}>
        {t("who.next", { count: shown })}
      </MoreButton>
    </>
  );
}
