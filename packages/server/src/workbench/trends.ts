/** How figures came about: what is new of their kind, week by week or day by day, as the lists of the reader hold it. */
import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { readGuarded } from "../gate/guard.ts";
import { readTrend } from "../gate/trend.ts";
import type { ListPlace, Trend, TrendsReply } from "../http/contract.ts";
import { filterOf, type Desk } from "./desk.ts";
import { isOffered, placeOf, type FigureKind } from "./figures.ts";
import { ORDERS_SOLD } from "./month.ts";

interface TrendKind extends FigureKind {
  /** The moment by which a record belongs to a period. */
  readonly moment: string;
  /** The wider first: where too many records lie in it, the narrower is asked. */
  readonly periods: readonly Trend["period"][];
}

const NEW = { conditions: [], moment: "createdAt", periods: ["week", "day"] } as const;

/** Under the names of their figures, which count what is there now; here are also those that are done with. */
const KINDS: readonly TrendKind[] = [
  { ...NEW, name: "customers", object: "customer", whose: "led" },
  { ...NEW, name: "ownCustomers", object: "customer", whose: "own" },
  { ...NEW, name: "opportunities", object: "opportunity", whose: "led" },
  { ...NEW, name: "tickets", object: "ticket" },
  { ...ORDERS_SOLD, name: "thisMonth", moment: "placedAt", periods: ["day"] },
];

type Edges = Readonly<Record<Trend["period"], readonly string[]>>;

export async function trendsOf(desk: Desk): Promise<TrendsReply> {
  const edges = await readEdges(desk);
  const trends: Trend[] = [];
  for (const kind of KINDS.filter((one) => isOffered(desk, one))) {
    const trend = await trendOf(desk, kind, edges);
    const isTold = trends.some(({ place }) => isDeepStrictEqual(place, trend?.place));
    if (trend && !isTold) trends.push(trend);
  }
  return { trends };
}

async function trendOf(desk: Desk, kind: TrendKind, edges: Edges): Promise<Trend | null> {
  for (const period of kind.periods) {
    const place = placeBetween(placeOf(desk.subject, kind), kind.moment, edges[period]);
    const points = await pointsOf(desk, place, kind.moment, edges[period]);
    if (points === null) continue;
    const count = points.reduce((sum, point) => sum + point, 0);
    return { name: kind.name, period, place, count, points };
  }
  return null;
}

function placeBetween(
  { object, conditions }: ListPlace,
  field: string,
  edges: readonly string[],
): ListPlace {
  const from = { field, op: "after", value: edges[0] } as const;
  const until = { field, op: "before", value: edges.at(-1) } as const;
  return { object, conditions: [...conditions, from, until] };
}

function pointsOf(
  { services, caller }: Desk,
  place: ListPlace,
  field: string,
  edges: readonly string[],
): Promise<readonly number[] | null> {
  const { object } = place;
  const act = { object, action: "aggregate", records: [], asked: { ...filterOf(place) } };
  return services.gate.read(caller, act, async (subject) => ({
    result: await readTrend(services.db, subject, object, { ...filterOf(place), field, edges }),
    records: [],
  }));
}

const WEEKS = 12;
const DAYS = 30;

/** Days begin at midnight on the reader's wall, and the last one is today; a week is seven of them. */
async function readEdges({ services, subject }: Desk): Promise<Edges> {
  const { zone } = subject;
  const ending = (count: number, days: number) =>
    sql`to_jsonb(array(select (date_trunc('day', wall) + make_interval(days => 1 - nth * ${sql.lit(days)})) at time zone ${zone}
      from generate_series(${sql.lit(count)}, 0, -1) nth))`;
  const [row] = await readGuarded<Record<Trend["period"], readonly string[]>>(
    services.db,
    subject,
    sql`select true as present, ${ending(WEEKS, 7)} as week, ${ending(DAYS, 1)} as day
      from (select statement_timestamp() at time zone ${zone} as wall) clock`,
  );
  const texts = (moments: readonly string[]) => moments.map((one) => new Date(one).toISOString());
  return { week: texts(row!.week), day: texts(row!.day) };
}
