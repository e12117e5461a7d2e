/** On a record's page, while a draft waits: whom it would let do or see more or less of this record. */
import type { ImpactOfRecordReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useFormat } from "../../../format/use-format.ts";
import { useT } from "../../../i18n/index.ts";
import { Failure } from "../../../parts/failure.tsx";
import { Panel } from "../../../parts/page.tsx";
import { impactOfRecordQuery, policyDraftQuery } from "../../../queries/policy.ts";
import { useMay } from "../../../session/session.tsx";
import { ChangeList } from "./change-list.tsx";
import { movesRights } from "../policy-words.ts";
import styles from "./impact.module.css";

interface ImpactOfRecordProps {
  readonly object: string;
  readonly id: string;
}

export function ImpactOfRecord({ object, id }: ImpactOfRecordProps) {
  const t = useT();
  const may = useMay();
  const draft = useQuery({ ...policyDraftQuery, enabled: may("policyDraft", "view") }).data?.draft;
  const [isWanted, setWanted] = useState(false);
  if (!draft || !movesRights(draft)) return null;
  return (
    <Panel title={t("impact.ofRecord")}>
      {isWanted ? (
        <Found object={object} id={id} version={draft.version} />
      ) : (
        <Button block onClick={() => setWanted(true)}>
          {t("impact.askOfRecord")}
        </Button>
      )}
    </Panel>
  );
}

function Found({ object, id, version }: ImpactOfRecordProps & { readonly version: number }) {
  const t = useT();
  const found = useQuery(impactOfRecordQuery({ object, id, version }));
  if (found.error) return <Failure problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  const { isWithheld, groups } = found.data;
  if (isWithheld) return <p className={styles.nobody}>{t("impact.withheldOnRecord")}</p>;
  if (groups.length === 0) return <p className={styles.nobody}>{t("impact.nothingOnRecord")}</p>;
  return groups.map((group) => <Alike key={group.people[0]!.person.id} group={group} />);
}

/** People who meet with the same. */
function Alike({
  group: { rows, people, total },
}: {
  group: ImpactOfRecordReply["groups"][number];
}) {
  const t = useT();
  const format = useFormat();
  const further = total - people.length;
  return (
    <section className={styles.alike}>
      <p className={styles.alikePeople}>
        {people.map(({ person, unit }) => (
          <span key={person.id}>
            <Link to="/o/$object/$id" params={{ object: "person", id: person.id }}>
              {person.title ?? t("impact.untitled")}
            </Link>
            {unit ? <span className={styles.personUnit}> {unit}</span> : null}
          </span>
        ))}
        {further > 0 ? (
          <span className="muted">
            {t("impact.furtherPeople", { count: further, number: format.number(further) })}
          </span>
        ) : null}
      </p>
      <ChangeList rows={rows} />
    </section>
  );
}
