/** What the draft would have said otherwise of what people really ask for, while it runs in shadow (R144). */
import type { PolicyDraft, PolicyDraftReply, ShadowReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select, Skeleton } from "antd";
import { useState } from "react";
import { useFormat } from "../../../format/use-format.ts";
import { useT } from "../../../i18n/index.ts";
import { Failure } from "../../../parts/failure.tsx";
import { Panel } from "../../../parts/page.tsx";
import { policyShadowQuery } from "../../../queries/policy.ts";
import { usePolicyCommand } from "../use-policy-command.tsx";
import { ShadowTable } from "./shadow-table.tsx";
import { movesRights } from "../policy-words.ts";
import styles from "../policy.module.css";

interface ShadowPanelProps {
  readonly reply: PolicyDraftReply;
  readonly draft: PolicyDraft;
}

export function ShadowPanel({ reply: { may }, draft }: ShadowPanelProps) {
  const t = useT();
  const { version } = draft;
  const query = useQuery({ ...policyShadowQuery, enabled: movesRights(draft) });
  if (!movesRights(draft)) return null;
  const { data } = query;
  return (
    <Panel title={t("shadow.title")}>
      {query.error && !data ? (
        <Failure problem={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <Skeleton active paragraph={{ rows: 2 }} /> : null}
      {data?.state === "none" ? <p className="muted">{t("shadow.intro")}</p> : null}
      {data && data.state !== "none" ? <Run run={data} /> : null}
      {data && may.edit ? (
        data.state === "running" ? (
          <Stop version={version} />
        ) : (
          <Start version={version} isAgain={data.state === "over"} />
        )
      ) : null}
    </Panel>
  );
}

type ShadowRun = Exclude<ShadowReply, { state: "none" }>;

function Run({ run }: { run: ShadowRun }) {
  const t = useT();
  const format = useFormat();
  const { state, startedBy, until, since, decided, skipped, unlisted, objects } = run;
  const counted = (count: number) => ({ count, number: format.number(count) });
  const person = startedBy.title ?? t("history.somebody");
  return (
    <>
      <p>
        {t(state === "running" ? "shadow.running" : "shadow.over", {
          person,
          time: format.absolute(until),
        })}{" "}
        {t("shadow.figures", { ...counted(decided), time: format.absolute(since) })}{" "}
        {skipped > 0 ? t("shadow.skipped", counted(skipped)) : null}
      </p>
      {objects.length === 0 ? <p>{t("shadow.same")}</p> : null}
      {objects.map((object) => (
        <ShadowTable key={object.object} object={object} />
      ))}
      {unlisted > 0 ? <p className="muted">{t("shadow.unlisted", counted(unlisted))}</p> : null}
      <p className="muted">{t("shadow.blind")}</p>
    </>
  );
}

const DAY = 24;
const LENGTHS = [1, DAY, 3 * DAY, 7 * DAY, 14 * DAY];

function Start({ version, isAgain }: { version: number; isAgain: boolean }) {
  const t = useT();
  const [hours, setHours] = useState(3 * DAY);
  const start = usePolicyCommand("startShadow", "shadow.started");
  return (
    <div className={styles.actButtons}>
      <Select
        aria-label={t("shadow.length")}
        value={hours}
        popupMatchSelectWidth={false}
        options={LENGTHS.map((value) => ({
          value,
          label:
            value < DAY
              ? t("shadow.hours", { count: value })
              : t("shadow.days", { count: value / DAY }),
        }))}
        onChange={setHours}
      />
      <Button loading={start.isPending} onClick={() => start.mutate({ version, hours })}>
        {t(isAgain ? "shadow.again" : "shadow.start")}
      </Button>
    </div>
  );
}

function Stop({ version }: { version: number }) {
  const t = useT();
  const stop = usePolicyCommand("stopShadow", "shadow.stopped");
  return (
    <div className={styles.actButtons}>
      <Button loading={stop.isPending} onClick={() => stop.mutate({ version })}>
        {t("shadow.stop")}
      </Button>
    </div>
  );
}
