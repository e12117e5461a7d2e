/** The first page: what waits today, how things stand, what was opened last, what changed in one's rights. */
import type { MyDay } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useT } from "../../i18n/index.ts";
import { useFormat } from "../../format/use-format.ts";
import { Page } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { serverNow } from "../../clock.ts";
import {
  dayQuery,
  figuresQuery,
  monthQuery,
  recentQuery,
  teamQuery,
} from "../../queries/workbench.ts";
import { myRightsQuery } from "../../queries/session.ts";
import { useMay, useSession } from "../../session/session.tsx";
import { Day } from "./day.tsx";
import { Breakdowns, KeyFigures, MonthTable } from "./figures.tsx";
import { LookUp } from "./look-up.tsx";
import { Recent } from "./recent.tsx";
import { RightsNews } from "./rights-news.tsx";
import { TeamTable } from "./team-table.tsx";
import styles from "./workbench.module.css";

export function WorkbenchScreen() {
  const t = useT();
  const { locale } = useFormat();
  const { me } = useSession();
  const may = useMay();
  const day = useQuery(dayQuery);
  // The embedded database answers one at a time: what decides the order of the page comes first, all else together.
  const next = { enabled: !day.isLoading };
  const figures = useQuery({ ...figuresQuery, ...next });
  const month = useQuery({ ...monthQuery, ...next });
  const team = useQuery({ ...teamQuery(null), ...next });
  const recent = useQuery({ ...recentQuery, ...next });
  const rights = useQuery({ ...myRightsQuery, ...next });
  if (day.isLoading) return <PageSkeleton />;
  const today = new Intl.DateTimeFormat(locale, {
    month: "long",
    day: "numeric",
    weekday: "long",
    timeZone: me.zone,
  }).format(serverNow());
  const work = <Day query={day} />;
  const key = <KeyFigures figures={figures} month={month} />;
  const all = [figures, month].flatMap(({ data }) => data?.figures ?? []);
  const people = <TeamTable top={team} all={all} />;
  const details = (
    <div className={styles.details}>
      <MonthTable query={month} />
      <Breakdowns figures={figures} />
    </div>
  );
  return (
    <Page title={t("nav.workbench")} actions={<span className="muted">{today}</span>}>
      <div className={styles.columns}>
        <div>
          {isDayFirst(day.data) ? (
            <>
              {work}
              {key}
              {details}
              {people}
            </>
          ) : (
            <>
              {key}
              {people}
              {details}
              {work}
            </>
          )}
        </div>
        <div>
          {may("customer", "lookUp") ? <LookUp /> : null}
          <Recent query={recent} />
          <RightsNews query={rights} />
        </div>
      </div>
    </Page>
  );
}

/** Whoever looks after customers or tickets begins with them; whoever looks after others, with how they stand. */
const isDayFirst = (day: MyDay | undefined): boolean =>
  day !== undefined && (day.hasCustomers || (day.tickets?.count ?? 0) > 0);
