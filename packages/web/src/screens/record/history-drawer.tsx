import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Drawer, Skeleton } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { historyQuery } from "../../queries/records.ts";
import { ChangeEntry } from "./change-entry.tsx";
import styles from "./record.module.css";

interface HistoryDrawerProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly open: boolean;
  close(): void;
}

export function HistoryDrawer({ object, row, open, close }: HistoryDrawerProps) {
  const t = useT();
  return (
    <Drawer
      open={open}
      onClose={close}
      size={520}
      title={t("history.title")}
      autoFocus={false}
      destroyOnHidden
    >
      <History object={object} id={row.id} />
    </Drawer>
  );
}

function History({ object, id }: { object: ObjectMeta; id: string }) {
  const t = useT();
  const format = useFormat();
  const history = useInfiniteQuery(historyQuery({ object: object.name, id }));
  if (history.error && !history.data) return <Failure problem={history.error} />;
  if (!history.data) return <Skeleton active />;
  const versions = history.data.pages.flatMap((page) => page.versions);
  if (versions.length === 0) return <p className="muted">{t("history.none")}</p>;
  return (
    <>
      <ol className={styles.versions} tabIndex={0}>
        {versions.map((version) => (
          <li key={version.version}>
            <time className={styles.itemTime} dateTime={version.at}>
              {format.absolute(version.at)}
            </time>
            <ChangeEntry object={object} version={version} />
          </li>
        ))}
      </ol>
      <MoreButton query={history} />
    </>
  );
}
