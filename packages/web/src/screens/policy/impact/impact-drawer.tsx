/** Who meets with a change, and on which records, as far as the reader sees them. */
import type { ImpactPeopleReply, ImpactRow, Text } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Drawer, Select, Skeleton } from "antd";
import { useState } from "react";
import { useFormat } from "../../../format/use-format.ts";
import { useT, useText } from "../../../i18n/index.ts";
import { Failure } from "../../../parts/failure.tsx";
import { MoreButton } from "../../../parts/more-button.tsx";
import { takeFocus } from "../../../parts/take-focus.ts";
import {
  impactPeopleQuery,
  impactRecordsQuery,
  type ImpactDrill,
} from "../../../queries/policy.ts";
import { changeWords, type Group } from "./impact-words.ts";
import styles from "./impact.module.css";

export interface Drilled {
  readonly object: string;
  readonly label: Text;
  /** Of which the same numbers are told; the people may differ. */
  readonly rows: Group<ImpactRow>;
}

interface ImpactDrawerProps {
  readonly drilled: Drilled;
  close(): void;
}

export function ImpactDrawer({ drilled: { object, label, rows }, close }: ImpactDrawerProps) {
  const t = useT();
  const text = useText();
  const [at, setAt] = useState(0);
  const { change, label: what } = rows[at]!;
  return (
    <Drawer
      open
      size={520}
      autoFocus={false}
      onClose={close}
      title={t("impact.drillTitle", {
        object: text(label),
        what: `${t(changeWords(change))} ${text(what)}`,
      })}
    >
      <div ref={takeFocus} tabIndex={-1}>
        {rows.length > 1 ? (
          <Select
            className={styles.which}
            aria-label={t("impact.which")}
            value={at}
            onChange={setAt}
            options={rows.map((row, index) => ({ value: index, label: text(row.label) }))}
          />
        ) : null}
        <People key={at} drill={{ object, change }} />
      </div>
    </Drawer>
  );
}

function People({ drill }: { drill: ImpactDrill }) {
  const t = useT();
  const format = useFormat();
  const query = useInfiniteQuery(impactPeopleQuery(drill));
  if (query.error && !query.data)
    return <Failure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { pages } = query.data;
  const { total, unseen } = pages[0]!;
  const counted = (count: number) => ({ count, number: format.number(count) });
  return (
    <>
      <p className={styles.total}>{t("impact.drillPeople", counted(total))}</p>
      <ul className={styles.people}>
        {pages
          .flatMap(({ people }) => people)
          .map((one) => (
            <Person key={one.person.id} one={one} drill={drill} />
          ))}
      </ul>
      <MoreButton query={query} />
      {unseen > 0 ? <p className="muted">{t("impact.unseenPeople", counted(unseen))}</p> : null}
    </>
  );
}

interface PersonProps {
  readonly one: ImpactPeopleReply["people"][number];
  readonly drill: ImpactDrill;
}

function Person({ one: { person, unit, records }, drill }: PersonProps) {
  const t = useT();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={styles.person}>
      <Link to="/o/$object/$id" params={{ object: "person", id: person.id }}>
        {person.title ?? t("impact.untitled")}
      </Link>
      <span className={styles.personUnit}>{unit}</span>
      {records === null ? null : (
        <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t("impact.recordsOf", { count: records, number: format.number(records) })}
        </Button>
      )}
      {isOpen ? <Records drill={drill} person={person.id} /> : null}
    </li>
  );
}

function Records({ drill, person }: { drill: ImpactDrill; person: string }) {
  const t = useT();
  const format = useFormat();
  const query = useInfiniteQuery(impactRecordsQuery(drill, person));
  if (query.error && !query.data)
    return <Failure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  const records = query.data.pages.flatMap((page) => page.records);
  const unseen = query.data.pages[0]!.unseen ?? 0;
  return (
    <div className={styles.records}>
      <ul>
        {records.map(({ id, title }) => (
          <li key={id}>
            <Link to="/o/$object/$id" params={{ object: drill.object, id }}>
              {title ?? t("impact.untitled")}
            </Link>
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
      {unseen > 0 ? (
        <p className="muted">
          {records.length === 0
            ? t("impact.noRecords")
            : t("impact.unseenRecords", { count: unseen, number: format.number(unseen) })}
        </p>
      ) : null}
    </div>
  );
}
