import { Button, Modal } from "antd";
import { useT } from "../../i18n/index.ts";
import { differences } from "./role-draft.ts";
import type { RoleEditor } from "./use-role-editor.ts";

export function RoleConflict({ editor }: { editor: RoleEditor }) {
  const t = useT();
  const { conflict, draft } = editor;
  if (!conflict) return null;
  return (
    <Modal
      open
      title={t("roles.conflictTitle")}
      onCancel={editor.dismissConflict}
      footer={[
        <Button key="back" onClick={editor.dismissConflict}>
          {t("conflict.back")}
        </Button>,
        <Button key="theirs" onClick={editor.takeTheirs}>
          {t("conflict.theirs")}
        </Button>,
        <Button key="mine" type="primary" loading={editor.isSaving} onClick={editor.keepMine}>
          {t("conflict.mine")}
        </Button>,
      ]}
    >
      {t("roles.conflictBody", { count: differences(draft, conflict.role) })}
    </Modal>
  );
}
