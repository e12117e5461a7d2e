import { useBlocker } from "@tanstack/react-router";
import { App } from "antd";
import { useT } from "../i18n/index.ts";

/** Unsaved work is never left behind without being asked about. */
export function useLeaveGuard(hasUnsaved: boolean): void {
  const t = useT();
  const { modal } = App.useApp();
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      // A change of the address within the page (a filter, a tab) leaves nothing.
      if (current.pathname === next.pathname) return false;
      const leaves = await modal.confirm({
        title: t("form.leaveTitle"),
        content: t("form.leaveEdit"),
        okText: t("form.leave"),
        cancelText: t("form.stay"),
      });
      return !leaves;
    },
    enableBeforeUnload: hasUnsaved,
    disabled: !hasUnsaved,
  });
}
