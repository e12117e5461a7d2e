import { EyeOutlined } from "@ant-design/icons";
import type { Row, ViewingReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { post } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { rehearsal } from "../../session/rehearsal.ts";
import { useSession } from "../../session/session.tsx";

/** To see the product as this person does (R105). */
export function ViewAsButton({ row, name }: { row: Row; name: string }) {
  const t = useT();
  const { me } = useSession();
  const tell = useTellFailure();
  const { modal } = App.useApp();
  const start = useMutation({
    mutationFn: () => post<ViewingReply>("/api/viewing/start", { person: row.id }),
    onSuccess: () => window.location.assign("/"),
    onError: (problem) => tell(problem),
  });
  if (!row.can["viewAs"] || me.viewing || rehearsal !== null || row.id === me.person.id)
    return null;
  const ask = async () => {
    const isSure = await modal.confirm({
      title: t("viewing.startTitle", { name }),
      content: t("viewing.startBody", { name }),
      okText: t("viewing.start"),
      cancelText: t("form.cancel"),
    });
    if (isSure) start.mutate();
  };
  return (
    <Button icon={<EyeOutlined aria-hidden />} loading={start.isPending} onClick={() => void ask()}>
      {t("viewing.start")}
    </Button>
  );
}
