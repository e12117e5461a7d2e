/** On a person's page, while a draft waits: what it would change for them, once somebody wants to know. */
import type { ImpactOfPersonReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useT, useText } from "../../../i18n/index.ts";
import { Failure } from "../../../parts/failure.tsx";
import { Panel } from "../../../parts/page.tsx";
import {
  impactOfPersonQuery,
  policyDraftQuery,
  policyImpactQuery,
} from "../../../queries/policy.ts";
import { ChangeList } from "./change-list.tsx";
import { Counting, useImpactCommand } from "./impact-panel.tsx";
import { movesRights } from "../policy-words.ts";
import styles from "./impact.module.css";

export function ImpactOfPerson({ person }: { person: string }) {
  const t = useT();
  const draft = useQuery(policyDraftQuery).data?.draft;
  const [isWanted, setWanted] = useState(false);
  if (!draft || !movesRights(draft)) return null;
  return (
    <Panel title={t("impact.ofPerson")}>
      {isWanted ? (
        <Counted person={person} version={draft.version} />
      ) : (
        <Button onClick={() => setWanted(true)}>{t("impact.askOfPerson")}</Button>
      )}
    </Panel>
  );
}

function Counted({ person, version }: { person: string; version: number }) {
  const t = useT();
  const impact = useQuery(policyImpactQuery);
  const command = useImpactCommand(version);
  const state = impact.data?.state;
  const found = useQuery({ ...impactOfPersonQuery(person), enabled: state === "done" });
  const problem = impact.error ?? found.error;
  if (problem) return <Failure problem={problem} retry={() => void impact.refetch()} />;
  if (impact.data?.state === "counting")
    return <Counting reply={impact.data} stop={() => command.mutate("stopImpact")} />;
  if (state === "stopped")
    return <Button onClick={() => command.mutate("countImpact")}>{t("impact.count")}</Button>;
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  return <Changes objects={found.data.objects} />;
}

function Changes({ objects }: ImpactOfPersonReply) {
  const t = useT();
  const text = useText();
  if (objects.length === 0) return <p className={styles.nobody}>{t("impact.nothingForPerson")}</p>;
  return objects.map(({ object, label, rows }) => (
    <section key={object}>
      <h3 className={styles.object}>{text(label)}</h3>
      <ChangeList rows={rows} />
    </section>
  ));
}
