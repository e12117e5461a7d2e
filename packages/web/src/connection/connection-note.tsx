/** One calm line below the top bar, only while there is something to say about the way to the server. */
import { CloudSyncOutlined, DisconnectOutlined, WarningOutlined } from "@ant-design/icons";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { App } from "antd";
import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import { useFormat } from "../format/use-format.ts";
import { useT } from "../i18n/index.ts";
import { useConnection, type Connection } from "./connection.ts";
import { useWaitingWrites } from "./outbox.ts";
import { useOutbox } from "./use-outbox.ts";
import { warmUpLater } from "./warm-up.ts";
import styles from "./connection.module.css";

export function ConnectionNote() {
  const t = useT();
  const { message } = App.useApp();
  const [Drawer, setDrawer] = useState<ComponentType<{ close: () => void }> | null>(null);
  useOutbox();
  useEffect(warmUpLater, []);
  // Fetched here and not by `lazy`: should it fail without a network, it is asked for again at the next click.
  const open = () =>
    import("./waiting-drawer.tsx").then(
      ({ WaitingDrawer }) => setDrawer(() => WaitingDrawer),
      () => void message.error(t("failure.offline")),
    );
  return (
    <div className={styles.place}>
      <div role="status">
        <Note open={() => void open()} />
      </div>
      {Drawer ? <Drawer close={() => setDrawer(null)} /> : null}
    </div>
  );
}

function Note({ open }: { open: () => void }) {
  const t = useT();
  const connection = useConnection();
  const asOf = useShownSince(connection);
  const writes = useWaitingWrites();
  const refused = writes.filter((write) => write.refused).length;
  const waiting = writes.length - refused;
  const link = (words: string) => (
    <button type="button" className="link-button" onClick={open}>
      {words}
    </button>
  );
  const parts: ReactNode[] = [
    ...(connection === "offline" ? [t("connection.offline")] : []),
    ...(connection === "offline" && asOf ? [t("connection.asOf", { time: asOf })] : []),
    ...(connection === "slow" ? [t("connection.slow")] : []),
    ...(waiting > 0 ? [link(t("outbox.waiting", { count: waiting }))] : []),
    ...(refused > 0 ? [link(t("outbox.refused", { count: refused }))] : []),
  ];
  if (parts.length === 0) return null;
  const Icon = refused > 0 ? WarningOutlined : ICONS[connection];
  return (
    <div className={refused > 0 ? styles.noteUrgent : styles.note}>
      <Icon aria-hidden />
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- sentences in a fixed order
        <span key={index}>{part}</span>
      ))}
    </div>
  );
}

const ICONS: Readonly<Record<Connection, typeof CloudSyncOutlined>> = {
  offline: DisconnectOutlined,
  slow: CloudSyncOutlined,
  online: CloudSyncOutlined,
};

/** The time of the oldest of what the page shows, in words. */
function useShownSince(connection: Connection): string | null {
  const format = useFormat();
  const client = useQueryClient();
  useRouterState({ select: ({ location }) => location.href });
  if (connection !== "offline") return null;
  const oldest = oldestShown(client);
  return oldest === null ? null : format.clock(new Date(oldest).toISOString());
}

function oldestShown(client: QueryClient): number | null {
  const times = client
    .getQueryCache()
    .findAll({ type: "active", predicate: ({ state }) => state.data !== undefined })
    .map(({ state }) => state.dataUpdatedAt);
  return times.length === 0 ? null : Math.min(...times);
}
