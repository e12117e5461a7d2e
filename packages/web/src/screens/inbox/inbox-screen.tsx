/** What concerns me: what others gave me, what became of my files and my rights. Looking at it opens nothing. */
import type { InboxLine } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Empty, Segmented, Skeleton } from "antd";
import { useRef } from "react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { post } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { moveFocus } from "../../parts/move-focus.ts";
import { inboxQuery } from "../../queries/inbox.ts";
import { queryClient } from "../../queries/query-client.ts";
import { InboxTabs } from "./inbox-tabs.tsx";
import { InboxRow } from "./inbox-row.tsx";
import styles from "./inbox.module.css";

export function InboxScreen() {
  const t = useT();
  const inbox = useQuery(inboxQuery);
  const mark = useMarkRead();
  if (inbox.error && !inbox.data)
    return <PageFailure problem={inbox.error} retry={() => void inbox.refetch()} />;
  return (
    <Page
      title={t("inbox.title")}
      intro={t("inbox.intro")}
      actions={
        <>
          <Which />
          <Button
            disabled={!inbox.data || inbox.data.unread === 0}
            loading={mark.isPending}
            onClick={() => mark.mutate(null)}
          >
            {t("inbox.readAll")}
          </Button>
        </>
      }
    >
      <InboxTabs />
      <Panel>
        {inbox.data ? (
          <Lines lines={inbox.data.lines} markRead={(line) => mark.mutate(line.ids)} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Panel>
    </Page>
  );
}

function Which() {
  const t = useT();
  const navigate = useNavigate();
  const { unread } = useSearch({ from: "/inbox" });
  return (
    <Segmented
      aria-label={t("inbox.which")}
      value={unread ? "unread" : "all"}
      onChange={(which) =>
        void navigate({
          to: "/inbox",
          search: which === "unread" ? { unread: true } : {},
          replace: true,
        })
      }
      options={[
        { value: "all", label: t("inbox.all") },
        { value: "unread", label: t("inbox.unreadOnly") },
      ]}
    />
  );
}

interface LinesProps {
  readonly lines: readonly InboxLine[];
  markRead(line: InboxLine): void;
}

function Lines({ lines, markRead }: LinesProps) {
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  const { unread } = useSearch({ from: "/inbox" });
  const shown = unread ? lines.filter(({ isRead }) => !isRead) : lines;
  if (shown.length === 0)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={t(lines.length > 0 ? "inbox.noUnread" : "inbox.none")}
      />
    );
  return (
    <ul ref={list} className={styles.lines} onKeyDown={(event) => moveFocus(event, list.current)}>
      {shown.map((line) => (
        <InboxRow key={line.ids[0]} line={line} markRead={() => markRead(line)} />
      ))}
    </ul>
  );
}

function useMarkRead() {
  const tell = useTellFailure();
  return useMutation({
    mutationFn: (ids: readonly string[] | null) => post("/api/inbox/read", ids ? { ids } : {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["inbox"] }),
    onError: (problem) => tell(problem),
  });
}
