/** How a figure came about: a picture of its last weeks or days, and what was new in them, which leads to its list. */
import type { Trend } from "@latchkey/server/contract";
import { useFormat } from "../../format/use-format.ts";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { PlaceLink } from "./place-link.tsx";
import styles from "./workbench.module.css";

const WIDTH = 120;
const HEIGHT = 28;
/** Room for the line's own breadth and for the dot of today. */
const EDGE = 3;

export function TrendLine({ trend }: { trend: Trend }) {
  const t = useT();
  const format = useFormat();
  const { name, period, points, place } = trend;
  const [each, sum] = name === "thisMonth" ? WORDS.sold : WORDS[period];
  const numbers = points.map((point) => format.number(point)).join(t("words.and"));
  const spots = spotsOf(points);
  const [x, y] = spots.at(-1)!;
  return (
    <span className={styles.trend}>
      <svg
        role="img"
        aria-label={t(each, { numbers })}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
      >
        <polyline points={spots.map((spot) => spot.join()).join(" ")} />
        <circle cx={x} cy={y} r={2.5} />
      </svg>
      <PlaceLink place={place} className={styles.trendWords}>
        {t(sum, { number: format.count(trend) })}
      </PlaceLink>
    </span>
  );
}

const WORDS: Readonly<
  Record<"week" | "day" | "sold", readonly [each: MessageKey, sum: MessageKey]>
> = {
  week: ["workbench.newEachWeek", "workbench.newInWeeks"],
  day: ["workbench.newEachDay", "workbench.newInDays"],
  sold: ["workbench.soldEachDay", "workbench.soldInDays"],
};

/** From nothing at the bottom to the most at the top. */
function spotsOf(points: readonly number[]): readonly (readonly [x: number, y: number])[] {
  const most = Math.max(...points, 1);
  const step = (WIDTH - 2 * EDGE) / Math.max(points.length - 1, 1);
  return points.map((point, index) => [
    Math.round((EDGE + index * step) * 10) / 10,
    Math.round((HEIGHT - EDGE - (point / most) * (HEIGHT - 2 * EDGE)) * 10) / 10,
  ]);
}
