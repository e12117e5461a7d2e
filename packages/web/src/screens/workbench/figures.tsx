import type { FigureGroup, FiguresReply } from "@latchkey/server/contract";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useNoun, useT, useText, type MessageKey } from "../../i18n/index.ts";
import { trendsQuery } from "../../queries/workbench.ts";
import { fieldOf, useObject } from "../../session/session.tsx";
import { Amounts } from "./amounts.tsx";
import { Block } from "./block.tsx";
import { useFigureName } from "./figure-names.ts";
import { PlaceLink } from "./place-link.tsx";
import { TrendLine } from "./trend.tsx";
import styles from "./workbench.module.css";

type Figures = UseQueryResult<FiguresReply>;

/** The numbers one looks at first, each a link to its list. */
export function KeyFigures({ figures, month }: { figures: Figures; month: Figures }) {
  const t = useT();
  const hasOrders = useObject("order") !== undefined;
  return (
    <Block title={t("workbench.figures")} query={figures} lines={2}>
      {(reply) => (
        <div className={styles.keys}>
          {reply.figures.map((figure) => (
            <KeyFigure key={figure.name} figure={figure} />
          ))}
          {hasOrders ? <KeyMonth month={month} /> : null}
        </div>
      )}
    </Block>
  );
}

function KeyFigure({ figure, children }: { figure: FigureGroup; children?: ReactNode }) {
  const format = useFormat();
  const name = useFigureName()(figure);
  const { data, isLoading } = useQuery(trendsQuery);
  const trend = data?.trends.find((one) => one.name === figure.name);
  return (
    <div className={styles.key}>
      <span className="muted">{name}</span>
      <span>
        <PlaceLink
          place={figure.place}
          className={styles.number}
          label={`${name} ${format.count(figure)}`}
        >
          {format.count(figure)}
        </PlaceLink>
        {children}
      </span>
      <Amounts figure={figure} />
      {isLoading ? <span className={styles.trend} /> : null}
      {trend ? <TrendLine trend={trend} /> : null}
    </div>
  );
}

/** Of fewer orders a percentage says nothing. */
const ENOUGH = 10;

/** A month is not over: it is measured by the same days of the last one. */
function KeyMonth({ month }: { month: Figures }) {
  const t = useT();
  const format = useFormat();
  const [now, same] = month.data?.figures ?? [];
  if (!now || !same) return <div className={styles.key} />;
  if (same.count < ENOUGH) return <KeyFigure figure={now} />;
  const change = Math.round(((now.count - same.count) / same.count) * 100);
  const words = `${change < 0 ? "−" : "+"}${format.percent(Math.abs(change))}`;
  return (
    <KeyFigure figure={now}>
      <span className={change < 0 ? styles.down : styles.up} title={t("workbench.sameDays")}>
        {words}
      </span>
    </KeyFigure>
  );
}

/** This month beside the last, in orders and in money. */
export function MonthTable({ query }: { query: Figures }) {
  const t = useT();
  const format = useFormat();
  if (useObject("order") === undefined || query.data?.figures.length === 0) return null;
  return (
    <Block title={t("workbench.months")} query={query} lines={4}>
      {({ figures }) => (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("workbench.period")}</th>
              <th scope="col" className={styles.numeric}>
                {t("workbench.orders")}
              </th>
              <th scope="col" className={styles.numeric}>
                {t("workbench.amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.name}>
                <th scope="row">{t(PERIODS[figure.name] ?? "workbench.period")}</th>
                <td className={styles.numeric}>
                  <PlaceLink place={figure.place}>{format.count(figure)}</PlaceLink>
                </td>
                <td className={styles.numeric}>
                  <Amounts figure={figure} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

const PERIODS: Readonly<Record<string, MessageKey>> = {
  thisMonth: "workbench.untilNow",
  sameDays: "workbench.sameDays",
  lastMonth: "workbench.lastMonth",
};

/** How the records of a figure part, longest bar the largest part. */
export function Breakdowns({ figures }: { figures: Figures }) {
  const t = useT();
  const hasCustomers = useObject("customer") !== undefined;
  if (figures.isLoading && hasCustomers) {
    return (
      <Block title={t("workbench.customers")} query={figures} lines={5}>
        {() => null}
      </Block>
    );
  }
  const parted = (figures.data?.figures ?? []).filter(({ parts }) => parts.length > 1);
  return parted.map((figure) => <Breakdown key={figure.name} figure={figure} query={figures} />);
}

function Breakdown({ figure, query }: { figure: FigureGroup; query: Figures }) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const format = useFormat();
  const object = useObject(figure.place.object);
  const name = useFigureName()(figure);
  const by = figure.parts[0]?.place.conditions.at(-1)?.field ?? "";
  const field = object ? noun(fieldOf(object, by)?.label) : by;
  const most = Math.max(...figure.parts.map(({ count }) => count));
  return (
    <Block title={t("workbench.parted", { figure: name, field })} query={query} lines={5}>
      {() => (
        <ul className={styles.bars}>
          {figure.parts.map((part) => (
            <li key={JSON.stringify(part.place)}>
              <PlaceLink place={part.place} className={styles.bar}>
                <span className={styles.barLabel}>
                  {part.label ? text(part.label) : t("workbench.untold")}
                </span>
                <span className={styles.barTrack}>
                  <span style={{ width: `${(part.count / most) * 100}%` }} />
                </span>
                <span className={styles.barCount}>{format.count(part)}</span>
              </PlaceLink>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}
