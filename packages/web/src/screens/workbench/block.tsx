/** A part of the page that loads, and may fail, by itself; it takes its place before it is filled. */
import type { UseQueryResult } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useT } from "../../i18n/index.ts";
import { FailureWords } from "../../parts/failure-words.tsx";
import { Panel } from "../../parts/page.tsx";
import styles from "./workbench.module.css";

interface BlockProps<Data> {
  readonly title: ReactNode;
  readonly extra?: ReactNode;
  readonly query: UseQueryResult<Data>;
  /** Lines of the skeleton. */
  readonly lines: number;
  readonly children: (data: Data) => ReactNode;
}

export function Block<Data>({ title, extra, query, lines, children }: BlockProps<Data>) {
  return (
    <Panel title={title} extra={extra}>
      {query.data !== undefined ? (
        children(query.data)
      ) : query.error ? (
        <Failed problem={query.error} retry={() => void query.refetch()} />
      ) : (
        <Skeleton active title={false} paragraph={{ rows: lines }} />
      )}
    </Panel>
  );
}

function Failed({ problem, retry }: { problem: Error; retry: () => void }) {
  const t = useT();
  return (
    <div className={styles.empty} role="status">
      <span className="muted">
        <FailureWords problem={problem} />
      </span>
      <Button size="small" onClick={retry}>
        {t("action.retry")}
      </Button>
    </div>
  );
}
