import { App } from "antd";
import { countDrafts } from "../connection/drafts.ts";
import { waitingWrites } from "../connection/outbox.ts";
import { useT } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { leave } from "./leave.ts";

/** Signs out; whoever has changes or drafts waiting on this device is asked first, since nobody else may find them there. */
export function useLeave(): () => Promise<void> {
  const t = useT();
  const describe = useFailureText();
  const { message, modal } = App.useApp();
  return async () => {
    const count = waitingWrites().length + countDrafts();
    const isSure =
      count === 0 ||
      (await modal.confirm({
        title: t("outbox.leaveTitle", { count }),
        content: t("outbox.leaveBody"),
        okText: t("outbox.leaveAnyway"),
        okButtonProps: { danger: true },
        cancelText: t("form.stay"),
      }));
    if (isSure) await leave().catch((problem: unknown) => message.error(describe(problem)));
  };
}
