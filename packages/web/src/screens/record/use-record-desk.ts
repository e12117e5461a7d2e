import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { App } from "antd";
import { createElement } from "react";
import type { RecordDesk, RecordDialog } from "../../actions/ui-action.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { useDelete, useRestore } from "../../queries/mutations.ts";
import { titleOf, useMay } from "../../session/session.tsx";

interface DeskProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  edit(): void;
  open(dialog: RecordDialog): void;
}

export function useRecordDesk({ object, row, edit, open }: DeskProps): RecordDesk {
  const t = useT();
  const text = useText();
  const navigate = useNavigate();
  const tell = useTellFailure();
  const { message, modal } = App.useApp();
  const may = useMay();
  const deletion = useDelete(object.name);
  const restoring = useRestore(object.name);
  const key = `deleted-${row.id}`;
  const undo = (version: number) =>
    restoring.mutate(
      { id: row.id, version },
      {
        onSuccess: () => {
          message.destroy(key);
          void navigate({ to: "/o/$object/$id", params: { object: object.name, id: row.id } });
        },
        onError: (problem) => tell(problem),
      },
    );
  const deleteNow = () =>
    deletion.mutate(row, {
      onSuccess: ({ version }) => {
        void navigate({ to: "/o/$object", params: { object: object.name } });
        void message.success({
          key,
          duration: UNDO_SECONDS,
          content: may(object.name, "restore")
            ? createElement(UndoLink, { words: t("record.deleted"), undo: () => undo(version) })
            : t("record.deleted"),
        });
      },
      onError: (problem) => tell(problem),
    });
  const remove = async () => {
    const isSure = await modal.confirm({
      title: t("record.deleteTitle", { title: titleOf(object, row.values) || text(object.label) }),
      content: t("record.deleteBody"),
      okText: t("action.delete"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) deleteNow();
  };
  return {
    edit,
    open,
    remove: () => void remove(),
    copyLink: () =>
      void navigator.clipboard
        .writeText(window.location.href)
        .then(() => message.success(t("record.linkCopied"))),
    print: () => window.print(),
  };
}
