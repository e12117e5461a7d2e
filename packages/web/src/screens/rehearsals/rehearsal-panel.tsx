/** On the draft's review: who tries it, and what they said (R106, R172). */
import { useQuery } from "@tanstack/react-query";
import type { PolicyDraft } from "@latchkey/server/contract";
import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { rehearsalsQuery } from "../../queries/rehearsals.ts";
import { Rounds } from "./rounds.tsx";
import { StartDrawer } from "./start-drawer.tsx";

export function RehearsalPanel({ draft: { version } }: { draft: PolicyDraft }) {
  const t = useT();
  const query = useQuery(rehearsalsQuery(null));
  const [isStarting, setStarting] = useState(false);
  const { data } = query;
  return (
    <Panel
      title={t("rehearsal.title")}
      extra={
        data?.mayStart ? (
          <Button size="small" onClick={() => setStarting(true)}>
            {t(data.rounds.length > 0 ? "rehearsal.again" : "rehearsal.start")}
          </Button>
        ) : null
      }
    >
      {query.error && !data ? (
        <Failure problem={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <Skeleton active paragraph={{ rows: 1 }} /> : null}
      {data?.rounds.length === 0 ? <p className="muted">{t("rehearsal.intro")}</p> : null}
      {data ? <Rounds rounds={data.rounds} mayEnd={data.mayStart} /> : null}
      {data && isStarting ? (
        <StartDrawer reply={data} version={version} close={() => setStarting(false)} />
      ) : null}
    </Panel>
  );
}
