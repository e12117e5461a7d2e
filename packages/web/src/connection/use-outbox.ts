/** Keeps sending what waits for as long as somebody is at the page, and asks everything anew when the server is back. */
import { App } from "antd";
import { useEffect, useEffectEvent } from "react";
import { useT } from "../i18n/index.ts";
import { invalidateEverything } from "../queries/query-client.ts";
import { currentConnection, onBack, watchNetwork } from "./connection.ts";
import { subscribeOutbox, waitingWrites } from "./outbox.ts";
import { sendWaiting } from "./send-waiting.ts";

/** Also what another tab left behind is sent by then. */
const EVERY_MILLISECONDS = 15_000;

export function useOutbox(): void {
  const t = useT();
  const { message } = App.useApp();
  const send = useEffectEvent(async () => {
    if (currentConnection() === "offline" || waitingWrites().every(({ refused }) => refused))
      return;
    const count = await sendWaiting();
    if (count > 0) void message.success({ key: "outbox", content: t("outbox.sent", { count }) });
  });
  useEffect(() => {
    const again = () => void send();
    again();
    const timer = setInterval(again, EVERY_MILLISECONDS);
    const endWatch = watchNetwork();
    const endBack = onBack(() => void send().finally(() => invalidateEverything()));
    const endChanges = subscribeOutbox(again);
    return () => {
      clearInterval(timer);
      endWatch();
      endBack();
      endChanges();
    };
  }, []);
}
