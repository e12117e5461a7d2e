/** A page that was opened without the server: whose it is nobody can say yet, so it tells of what waits here how much alone. */
import { Button } from "antd";
import { useEffect, useEffectEvent } from "react";
import { onBack, probeNow, watchNetwork } from "../connection/connection.ts";
import { countDraftsHere } from "../connection/drafts.ts";
import { countWaitingHere } from "../connection/outbox.ts";
import { useT } from "../i18n/index.ts";
import { Notice } from "../parts/notice.tsx";

export function Offline({ retry }: { retry: () => void }) {
  const t = useT();
  const again = useEffectEvent(retry);
  useEffect(() => {
    const endBack = onBack(() => again());
    const endWatch = watchNetwork();
    return () => {
      endBack();
      endWatch();
    };
  }, []);
  const [waiting, drafts] = [countWaitingHere(), countDraftsHere()];
  const words = [
    t("offline.words"),
    ...(waiting > 0 ? [t("offline.waiting", { count: waiting })] : []),
    ...(drafts > 0 ? [t("offline.drafts", { count: drafts })] : []),
  ];
  return (
    <Notice
      isPage
      title={t("connection.offline")}
      words={words.join(" ")}
      action={<Button onClick={probeNow}>{t("connection.tryNow")}</Button>}
    />
  );
}
