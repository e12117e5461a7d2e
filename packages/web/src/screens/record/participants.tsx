import type { Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { isReference } from "../../fields/parts/reference.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { teamFunctionsQuery } from "../../queries/sharing.ts";
import styles from "./record.module.css";

interface ParticipantsProps {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly end: ((id: string) => void) | null;
}

export function Participants({ rows, isLoading, end }: ParticipantsProps) {
  const t = useT();
  const text = useText();
  const functions = useQuery(teamFunctionsQuery).data?.functions ?? [];
  const labelOf = (part: unknown) => functions.find(({ name }) => name === part)?.label;
  const format = useFormat();
  if (isLoading) return <Skeleton active paragraph={{ rows: 2 }} />;
  return (
    <>
      <h3 className={styles.subTitle}>{t("share.current")}</h3>
      {rows.length === 0 ? <p className={styles.quiet}>{t("share.none")}</p> : null}
      <ul className={styles.tasks}>
        {rows.map((row) => {
          const until = row.values["until"];
          return (
            <li key={row.id} className={styles.participant}>
              <span>{principalName(row) ?? t("field.unseenShort")}</span>
              {row.values["function"] === "shared" ? null : (
                <span>{text(labelOf(row.values["function"]))}</span>
              )}
              <span className="muted">
                {typeof until === "string"
                  ? t("why.until", { time: format.absolute(until) })
                  : t("share.openEnd")}
              </span>
              {end ? (
                <Button type="text" size="small" danger onClick={() => end(row.id)}>
                  {t("share.end")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function principalName(row: Row): string | null {
  const principals = ["principalId", "principal", "person", "unit", "group"].map(
    (name) => row.values[name],
  );
  return principals.find(isReference)?.title ?? null;
}
