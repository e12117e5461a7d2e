/** What the draft would mean, counted on live records: who gains and who loses, then what, then whom and which (R144). */
import type { ImpactFound, ImpactReply, PolicyDraft } from "@latchkey/server/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Progress, Skeleton } from "antd";
import { useState } from "react";
import { call } from "../../../api.ts";
import { useFormat } from "../../../format/use-format.ts";
import { useT, useText } from "../../../i18n/index.ts";
import { Failure } from "../../../parts/failure.tsx";
import { Panel } from "../../../parts/page.tsx";
import { policyImpactQuery } from "../../../queries/policy.ts";
import { ImpactDrawer, type Drilled } from "./impact-drawer.tsx";
import { ImpactTable } from "./impact-table.tsx";
import { ImpactUnits } from "./impact-units.tsx";
import { movesRights } from "../policy-words.ts";
import styles from "./impact.module.css";

export function ImpactPanel({ draft }: { draft: PolicyDraft }) {
  const t = useT();
  const { version } = draft;
  const query = useQuery({ ...policyImpactQuery, enabled: movesRights(draft) });
  const command = useImpactCommand(version);
  const { data, error } = query;
  if (!movesRights(draft)) return null;
  return (
    <Panel
      title={t("impact.title")}
      extra={
        data?.state === "done" ? (
          <Button
            size="small"
            loading={command.isPending}
            onClick={() => command.mutate("countImpact")}
          >
            {t("impact.countAgain")}
          </Button>
        ) : null
      }
    >
      {error && !data ? <Failure problem={error} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <Skeleton active paragraph={{ rows: 2 }} /> : null}
      {data?.state === "counting" ? (
        <Counting reply={data} stop={() => command.mutate("stopImpact")} />
      ) : null}
      {data?.state === "stopped" ? (
        <p className={styles.stopped}>
          {t("impact.stopped")}{" "}
          <Button size="small" onClick={() => command.mutate("countImpact")}>
            {t("impact.count")}
          </Button>
        </p>
      ) : null}
      {data?.state === "done" ? <Found found={data.found} /> : null}
    </Panel>
  );
}

export function useImpactCommand(version: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verb: "countImpact" | "stopImpact") => call("policyDraft", verb, { version }),
    onSettled: () => client.invalidateQueries({ queryKey: policyImpactQuery.queryKey }),
  });
}

export function Counting({
  reply: { done, of, object, records },
  stop,
}: {
  reply: Extract<ImpactReply, { state: "counting" }>;
  stop(): void;
}) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  return (
    <div className={styles.counting} role="status">
      <span>
        {of === 0
          ? t("impact.gathering")
          : t("impact.counting", {
              object: text(object),
              records: format.number(records),
              done: done + 1,
              of,
            })}
      </span>
      <Button size="small" onClick={stop}>
        {t("impact.stop")}
      </Button>
      <Progress
        className={styles.progress}
        percent={of === 0 ? 0 : Math.round((100 * done) / of)}
        showInfo={false}
        size="small"
        aria-label={t("impact.title")}
      />
    </div>
  );
}

function Found({ found }: { found: ImpactFound }) {
  const t = useT();
  const format = useFormat();
  const [drilled, setDrilled] = useState<Drilled | null>(null);
  const { people, objects, at, took } = found;
  const counted = (count: number) => ({ count, number: format.number(count) });
  const isNothing = people.total === 0 && objects.length === 0;
  return (
    <>
      {isNothing ? <p className={styles.nobody}>{t("impact.nobody")}</p> : null}
      {people.total > 0 ? (
        <>
          <p className={styles.sides}>
            <strong className={styles.gain}>{t("impact.gainers", counted(people.gain))}</strong>
            <strong className={styles.lose}>{t("impact.losers", counted(people.lose))}</strong>
            {people.gain + people.lose > people.total ? (
              <span className="muted">{t("impact.total", counted(people.total))}</span>
            ) : null}
          </p>
          <ImpactUnits units={found.units} />
        </>
      ) : null}
      {objects.map((object) =>
        object.isWithheld ? (
          <Withheld key={object.object} object={object} />
        ) : (
          <ImpactTable key={object.object} object={object} drill={setDrilled} />
        ),
      )}
      <p className={styles.at}>
        {t("impact.at", {
          time: format.clock(at),
          seconds: format.number(Math.ceil(took / 100) / 10),
        })}
      </p>
      {drilled ? <ImpactDrawer drilled={drilled} close={() => setDrilled(null)} /> : null}
    </>
  );
}

function Withheld({ object: { label } }: { object: ImpactFound["objects"][number] }) {
  const t = useT();
  const text = useText();
  return (
    <section>
      <h3 className={styles.object}>{text(label)}</h3>
      <Alert type="info" showIcon title={t("impact.withheld")} />
    </section>
  );
}
