import type { ObjectMeta, Row, WhoCanSeeReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Avatar, Button, Skeleton } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { whoCanSeeQuery } from "../../queries/records.ts";
import { fieldOf } from "../../session/session.tsx";
import styles from "./record.module.css";

const PEOPLE_AT_FIRST = 6;

interface WhoCanSeePanelProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  openAll(): void;
  openShare(): void;
}

export function WhoCanSeePanel({ object, row, openAll, openShare }: WhoCanSeePanelProps) {
  const t = useT();
  const describe = useFailureText();
  const who = useQuery(whoCanSeeQuery({ object: object.name, id: row.id }));
  const people = who.data?.people ?? [];
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
      {who.isLoading ? <Skeleton active title={false} paragraph={{ rows: 4 }} /> : null}
      {who.error ? <p className={styles.quiet}>{describe(who.error)}</p> : null}
      <PeopleWhoSee object={object} people={people.slice(0, PEOPLE_AT_FIRST)} />
      {who.data && who.data.total > PEOPLE_AT_FIRST ? (
        <Button type="link" size="small" onClick={openAll}>
          {t("who.all", { count: who.data.total })}
        </Button>
      ) : null}
    </Panel>
  );
}

export function PeopleWhoSee({
  object,
  people,
}: {
  object: ObjectMeta;
  people: WhoCanSeeReply["people"];
}) {
  const t = useT();
  const text = useText();
  const named = (names: readonly string[]) =>
    names.map((name) => text(fieldOf(object, name)?.label) || name).join("、");
  return (
    <ul className={styles.people}>
      {people.map((entry, index) => (
        <li key={`${entry.person.id}-${index}`}>
          <Avatar size={28}>{entry.person.title?.slice(0, 1) ?? "?"}</Avatar>
          <div>
            <div>
              <strong>{entry.person.title ?? t("field.unseenShort")}</strong>{" "}
              <span className="muted">
                {text(entry.role)}
                {entry.unit ? ` · ${entry.unit}` : ""}
              </span>
            </div>
            <div className="faint">{text(entry.because)}</div>
            {entry.masked.length > 0 ? (
              <div className="faint">{t("scope.masked", { fields: named(entry.masked) })}</div>
            ) : null}
            {entry.hidden.length > 0 ? (
              <div className="faint">{t("scope.hidden", { fields: named(entry.hidden) })}</div>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
