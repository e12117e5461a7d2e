import { useNavigate } from "@tanstack/react-router";
import { Button, Popconfirm } from "antd";
import { call } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useTakeBack } from "../policy/use-policy-command.tsx";
import { toDraft, type EditedRole } from "./role-draft.ts";

/** Like every change it waits in the draft; the way back saves the role as it was. */
export function ArchiveRole({ edited: { role, change } }: { edited: EditedRole }) {
  const t = useT();
  const text = useText();
  const navigate = useNavigate();
  const takeBack = useTakeBack();
  const archive = async (): Promise<void> => {
    const { id, version } = role;
    let at = change;
    await takeBack(
      "policy.archived",
      async () => {
        ({ change: at } = await call<{ change: number }>("role", "archive", {
          id,
          version,
          change,
        }));
        void navigate({ to: "/permissions/roles" });
      },
      () => call("role", "save", toDraft(role, at)),
    );
  };
  return (
    <Popconfirm
      destroyOnHidden
      cancelButtonProps={{ autoFocus: true }}
      title={t("policy.archiveTitle", { role: text(role.name) })}
      description={t("policy.archiveWords")}
      onConfirm={() => void archive()}
    >
      <Button>{t("policy.archive")}</Button>
    </Popconfirm>
  );
}
