/** What was asked for of one object and would have been answered otherwise; the number of times opens whose and which. */
import type { ShadowOfObject, ShadowRow } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Drawer, Skeleton, Tag } from "antd";
import { useState } from "react";
import { useFormat } from "../../../format/use-format.ts";
import { useT, useText } from "../../../i18n/index.ts";
import { Failure } from "../../../parts/failure.tsx";
import { MoreButton } from "../../../parts/more-button.tsx";
import { takeFocus } from "../../../parts/take-focus.ts";
import { shadowFoundQuery, type ImpactDrill } from "../../../queries/policy.ts";
import { beforeWords, changeWords } from "../impact/impact-words.ts";
import styles from "../impact/impact.module.css";

export function ShadowTable({ object }: { object: ShadowOfObject }) {
  const t = useT();
  const text = useText();
  const [drilled, setDrilled] = useState<ShadowRow | null>(null);
  return (
    <section>
      <h3 className={styles.object}>{text(object.label)}</h3>
      {object.isWithheld ? (
        <Alert type="info" showIcon title={t("impact.withheld")} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("impact.what")}</th>
              <th scope="col">{t("impact.people")}</th>
              <th scope="col">{t("impact.records")}</th>
              <th scope="col">{t("shadow.times")}</th>
            </tr>
          </thead>
          <tbody>
            {object.rows.map((row) => (
              <Differs key={Object.values(row.change).join(" ")} row={row} drill={setDrilled} />
            ))}
          </tbody>
        </table>
      )}
      {drilled ? (
        <Drawer
          open
          size={520}
          autoFocus={false}
          onClose={() => setDrilled(null)}
          title={t("shadow.drillTitle", {
            object: text(object.label),
            what: `${t(changeWords(drilled.change))} ${text(drilled.label)}`,
          })}
        >
          <div ref={takeFocus} tabIndex={-1}>
            <Found drill={{ object: object.object, change: drilled.change }} />
          </div>
        </Drawer>
      ) : null}
    </section>
  );
}

function Differs({ row, drill }: { row: ShadowRow; drill(row: ShadowRow): void }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const { change, isGain, label, people, records, times, last } = row;
  const before = beforeWords(change);
  return (
    <tr>
      <td>
        <Tag color={isGain ? "orange" : "blue"}>{t(changeWords(change))}</Tag> {text(label)}{" "}
        {before ? <span className={styles.before}>{t(before)}</span> : null}{" "}
        <span className={styles.before} title={format.absolute(last)}>
          {t("shadow.last", { time: format.relative(last) })}
        </span>
      </td>
      <td>{format.number(people)}</td>
      <td>{format.number(records)}</td>
      <td>
        <Button type="link" size="small" onClick={() => drill(row)}>
          {format.number(times)}
        </Button>
      </td>
    </tr>
  );
}

function Found({ drill }: { drill: ImpactDrill }) {
  const t = useT();
  const format = useFormat();
  const query = useInfiniteQuery(shadowFoundQuery(drill));
  if (query.error && !query.data)
    return <Failure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const { pages } = query.data;
  const { unseen } = pages[0]!;
  return (
    <>
      <ul className={styles.people}>
        {pages
          .flatMap(({ found }) => found)
          .map(({ person, record, times, last }) => (
            <li key={`${person.id} ${record.id}`} className={styles.person}>
              <Link to="/o/$object/$id" params={{ object: "person", id: person.id }}>
                {person.title ?? t("impact.untitled")}
              </Link>
              <Link to="/o/$object/$id" params={{ object: drill.object, id: record.id }}>
                {record.title ?? t("impact.untitled")}
              </Link>
              <span className={styles.personUnit}>
                {t("shadow.foundOf", { count: times, time: format.absolute(last) })}
              </span>
            </li>
          ))}
      </ul>
      <MoreButton query={query} />
      {unseen > 0 ? (
        <p className="muted">
          {t("shadow.unseen", { count: unseen, number: format.number(unseen) })}
        </p>
      ) : null}
    </>
  );
}
