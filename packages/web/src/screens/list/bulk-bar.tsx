import {
  CloseOutlined,
  DeleteOutlined,
  EditOutlined,
  KeyOutlined,
  ShareAltOutlined,
  UserSwitchOutlined,
} from "@ant-design/icons";
import { App, Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useT } from "../../i18n/index.ts";
import { fieldOf, useMay } from "../../session/session.tsx";
import { useBulkActs } from "./use-bulk-acts.ts";
import { useShareMany } from "./use-share-many.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

const BulkEditDialog = lazy(async () => ({
  default: (await import("./bulk-edit-dialog.tsx")).BulkEditDialog,
}));
const BulkResultDialog = lazy(async () => ({
  default: (await import("./bulk-result-dialog.tsx")).BulkResultDialog,
}));

const BulkShareDialog = lazy(async () => ({
  default: (await import("./bulk-share-dialog.tsx")).BulkShareDialog,
}));

const InviteManyDialog = lazy(async () => ({
  default: (await import("../person/invite-many-dialog.tsx")).InviteManyDialog,
}));

type Editing = "edit" | "assign" | "share" | "invite" | null;

interface BulkBarProps {
  readonly list: ListModel;
  /** All that is listed shall be shared. */
  readonly isSharingAll: boolean;
  endSharingAll(): void;
}

export function BulkBar({ list, isSharingAll, endSharingAll }: BulkBarProps) {
  const [editing, setEditing] = useState<Editing>(null);
  const bulk = useBulkActs(list);
  const sharing = useShareMany(list);
  const { selected, object } = list;
  const closeSharing = () => {
    setEditing(null);
    endSharingAll();
  };
  const outcome = bulk.outcome ?? (sharing.progress ? null : sharing.outcome);
  return (
    <>
      {selected.length > 0 ? (
        <BulkButtons list={list} isBusy={bulk.isBusy} edit={setEditing} remove={bulk.remove} />
      ) : null}
      <Suspense fallback={null}>
        {editing === "invite" ? (
          <InviteManyDialog
            people={list.rows.filter(({ id }) => selected.includes(id))}
            close={() => setEditing(null)}
          />
        ) : null}
        {editing === "edit" || editing === "assign" ? (
          <BulkEditDialog
            object={object}
            count={selected.length}
            fixed={editing === "assign" ? "owner" : null}
            busy={bulk.isBusy}
            cancel={() => setEditing(null)}
            submit={(values) => bulk.update(values, () => setEditing(null))}
          />
        ) : null}
        {editing === "share" || isSharingAll ? (
          <BulkShareDialog
            object={object}
            count={isSharingAll ? (list.count?.count ?? 0) : selected.length}
            progress={sharing.progress}
            cancel={closeSharing}
            submit={(terms) =>
              sharing.share(isSharingAll ? "listed" : "selected", terms, closeSharing)
            }
          />
        ) : null}
        {outcome ? (
          <BulkResultDialog
            object={object.name}
            outcome={outcome}
            close={bulk.outcome ? bulk.close : sharing.close}
          />
        ) : null}
      </Suspense>
    </>
  );
}

interface BulkButtonsProps {
  readonly list: ListModel;
  readonly isBusy: boolean;
  edit(editing: Editing): void;
  remove(): void;
}

function BulkButtons({ list, isBusy, edit, remove }: BulkButtonsProps) {
  const t = useT();
  const may = useMay();
  const { modal } = App.useApp();
  const { selected, select, object } = list;
  const askToRemove = async () => {
    const isSure = await modal.confirm({
      title: t("bulk.deleteTitle", { count: selected.length }),
      content: t("bulk.deleteBody"),
      okText: t("action.delete"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) remove();
  };
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t("bulk.label")}>
      <strong className={styles.bulkCount}>{t("bulk.selected", { count: selected.length })}</strong>
      {may(object.name, "edit") ? (
        <Button icon={<EditOutlined aria-hidden />} onClick={() => edit("edit")}>
          {t("action.edit")}
        </Button>
      ) : null}
      {may(object.name, "assign") && fieldOf(object, "owner") ? (
        <Button icon={<UserSwitchOutlined aria-hidden />} onClick={() => edit("assign")}>
          {t("action.assign")}
        </Button>
      ) : null}
      {may(object.name, "share") ? (
        <Button icon={<ShareAltOutlined aria-hidden />} onClick={() => edit("share")}>
          {t("action.share")}
        </Button>
      ) : null}
      {object.name === "person" && may("person", "resetSignIn") ? (
        <Button icon={<KeyOutlined aria-hidden />} onClick={() => edit("invite")}>
          {t("invite.many")}
        </Button>
      ) : null}
      {may(object.name, "delete") ? (
        <Button
          danger
          icon={<DeleteOutlined aria-hidden />}
          loading={isBusy}
          onClick={() => void askToRemove()}
        >
          {t("action.delete")}
        </Button>
      ) : null}
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("bulk.clear")}
        onClick={() => select([])}
      />
    </div>
  );
}
