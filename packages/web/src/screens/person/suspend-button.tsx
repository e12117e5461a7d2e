import { PauseCircleOutlined, PlayCircleOutlined } from "@ant-design/icons";
import type { Row } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { useMay } from "../../session/session.tsx";

export function SuspendButton({
  row,
  isSuspended,
  name,
}: {
  row: Row;
  isSuspended: boolean;
  name: string;
}) {
  const t = useT();
  const may = useMay();
  const tell = useTellFailure();
  const { modal, message } = App.useApp();
  const change = useMutation({
    mutationFn: () => call("person", isSuspended ? "reinstate" : "suspend", { id: row.id }),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t(isSuspended ? "person.reinstated" : "person.nowSuspended", { name }));
    },
    onError: (problem) => tell(problem),
  });
  if (!may("person", "suspend")) return null;
  const ask = async () => {
    const isSure =
      isSuspended ||
      (await modal.confirm({
        title: t("person.suspendTitle", { name }),
        content: t("person.suspendBody"),
        okText: t("person.suspend"),
        okButtonProps: { danger: true },
        cancelText: t("form.cancel"),
      }));
    if (isSure) change.mutate();
  };
  return (
    <Button
      danger={!isSuspended}
      icon={isSuspended ? <PlayCircleOutlined aria-hidden /> : <PauseCircleOutlined aria-hidden />}
      loading={change.isPending}
      onClick={() => void ask()}
    >
      {t(isSuspended ? "person.reinstate" : "person.suspend")}
    </Button>
  );
}
