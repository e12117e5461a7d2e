/** What others ask me to allow, what I asked for, and what I decided. */
import type { RequestLine } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Empty, Select, Skeleton } from "antd";
import { useRef, useState } from "react";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { moveFocus } from "../../parts/move-focus.ts";
import { Page, Panel } from "../../parts/page.tsx";
import { requestsQuery } from "../../queries/requests.ts";
import { InboxTabs } from "../inbox/inbox-tabs.tsx";
import { DeputiesPanel } from "./deputies-panel.tsx";
import { RequestCard } from "./request-card.tsx";
import { STATE_WORDS } from "./request-words.ts";
import styles from "./requests.module.css";

interface Words {
  readonly title: MessageKey;
  readonly intro: MessageKey;
  readonly none: MessageKey;
}

const WORDS: Readonly<Record<"decide" | "mine" | "decided", Words>> = {
  decide: {
    title: "requests.decide",
    intro: "requests.decideIntro",
    none: "requests.noneToDecide",
  },
  mine: { title: "requests.mine", intro: "requests.mineIntro", none: "requests.noneOfMine" },
  decided: {
    title: "requests.decided",
    intro: "requests.decidedIntro",
    none: "requests.noneDecided",
  },
};

export function RequestsScreen() {
  const t = useT();
  const { which = "decide" } = useSearch({ from: "/inbox/requests" });
  const query = useQuery(requestsQuery(which));
  const { title, intro, none } = WORDS[which];
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  return (
    <Page title={t(title)} intro={t(intro)}>
      <InboxTabs />
      {query.data ? (
        <>
          <Requests key={which} requests={query.data.requests} none={none} />
          {which === "decide" ? <DeputiesPanel deputies={query.data.deputies} /> : null}
        </>
      ) : (
        <Panel>
          <Skeleton active paragraph={{ rows: 6 }} />
        </Panel>
      )}
    </Page>
  );
}

type State = RequestLine["state"];

function Requests({ requests, none }: { requests: readonly RequestLine[]; none: MessageKey }) {
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  const [state, setState] = useState<State | "all">("all");
  const states = [...new Set(requests.map((request) => request.state))];
  const shown = requests.filter((request) => state === "all" || request.state === state);
  const isEmpty = requests.length === 0;
  return (
    <Panel>
      {states.length > 1 || state !== "all" ? (
        <Select
          className={styles.filter}
          aria-label={t("requests.show")}
          value={state}
          onChange={setState}
          options={[
            { value: "all" as const, label: t("requests.all") },
            ...states.map((value) => ({ value, label: t(STATE_WORDS[value]) })),
          ]}
        />
      ) : null}
      {shown.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={t(isEmpty ? none : "requests.noneInState")}
        />
      ) : (
        <ul
          ref={list}
          className={styles.list}
          onKeyDown={(event) => moveFocus(event, list.current)}
        >
          {shown.map((request) => (
            <RequestCard key={request.id} request={request} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
