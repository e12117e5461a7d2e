import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useMemo, useState } from "react";
import { useT } from "../../i18n/index.ts";
import { FailureWords } from "../../parts/failure-words.tsx";
import { Panel } from "../../parts/page.tsx";
import { whoCanSeeQuery } from "../../queries/records.ts";
import { groupByPath, PathsWhoSee } from "./paths-who-see.tsx";
import styles from "./record.module.css";

/** Groups of people who see it by the same path. */
const PATHS_AT_FIRST = 5;

interface WhoCanSeePanelProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  openAll(): void;
  openShare(): void;
}

export function WhoCanSeePanel({ object, row, openAll, openShare }: WhoCanSeePanelProps) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  // Weighing everybody's rights takes the server a while, so it is done for who wants to know.
  const who = useInfiniteQuery({
    ...whoCanSeeQuery({ object: object.name, id: row.id }),
    enabled: isAsked,
  });
  const paths = useMemo(() => groupByPath(who.data?.pages ?? []), [who.data]);
  return (
    <Panel
      title={t("who.canSee")}
      extra={
        row.can["share"] ? (
          <Button type="text" size="small" onClick={openShare}>
            {t("action.share")}
          </Button>
        ) : null
      }
    >
      {isAsked || who.data ? null : (
        <Button block onClick={() => setAsked(true)}>
          {t("who.ask")}
        </Button>
      )}
      {who.isLoading ? <Skeleton active title={false} paragraph={{ rows: 4 }} /> : null}
      {who.error ? (
        <p className={styles.quiet}>
          <FailureWords problem={who.error} />
        </p>
      ) : null}
      <PathsWhoSee object={object} paths={paths.slice(0, PATHS_AT_FIRST)} />
      {who.data && (paths.length > PATHS_AT_FIRST || who.hasNextPage) ? (
        <button type="button" className="link-button" onClick={openAll}>
          {t("who.all")}
        </button>
      ) : null}
    </Panel>
  );
}
