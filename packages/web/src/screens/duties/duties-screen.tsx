/** Conflicting duties that meet in one person, as far as the reader sees both sides (R153). */
import type { DutyConflict, DutyHolding } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Empty, Tag } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { dutiesQuery } from "../../queries/administration.ts";
import styles from "./duties.module.css";

export function DutiesScreen() {
  const t = useT();
  const { data, error, refetch } = useQuery(dutiesQuery);
  if (error && !data) return <PageFailure problem={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <Page
      back={<Link to="/permissions/roles">{t("nav.roles")}</Link>}
      title={t("duties.conflicts")}
      intro={t("duties.intro")}
    >
      <Panel>
        {data.conflicts.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("duties.none")} />
        ) : (
          <ul className={styles.conflicts}>
            {data.conflicts.map((one) => (
              <Conflict
                key={`${one.one.by.id} ${one.other.by.id} ${one.person.id}`}
                conflict={one}
              />
            ))}
          </ul>
        )}
        {data.isMore ? <Alert type="info" showIcon title={t("duties.more")} /> : null}
      </Panel>
    </Page>
  );
}

function Conflict({ conflict: { person, one, other, isException } }: { conflict: DutyConflict }) {
  const t = useT();
  return (
    <li className={styles.conflict}>
      <div className={styles.head}>
        <Link to="/o/$object/$id" params={{ object: "person", id: person.id }}>
          <strong>{person.title ?? t("field.unseenShort")}</strong>
        </Link>
        <Tag color={isException ? "blue" : "red"}>
          {t(isException ? "duties.exception" : "duties.conflict")}
        </Tag>
      </div>
      <div className={styles.sides}>
        <Holding holding={one} />
        <Holding holding={other} />
      </div>
    </li>
  );
}

function Holding({ holding: { role, by, unit, until, sandbox } }: { holding: DutyHolding }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  return (
    <div>
      <Link to="/o/$object/$id" params={{ object: by.object, id: by.id }}>
        {text(role.name)}
      </Link>
      <span className="muted">
        {unit ? ` · ${unit.title ?? t("field.unseenShort")}` : null}
        {sandbox ? ` · ${sandbox.title ?? t("field.unseenShort")}` : null}
        {until ? ` · ${t("duties.until", { when: format.absolute(until) })}` : null}
      </span>
    </div>
  );
}
