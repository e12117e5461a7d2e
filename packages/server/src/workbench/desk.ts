/** Whose workbench it is, and the moments it counts from: by the database's clock, on the reader's wall. */
import { sql } from "kysely";
import { readGuarded } from "../gate/guard.ts";
import type { Caller } from "../gate/mutate.ts";
import { withSubject, type Subject } from "../gate/subject.ts";
import { viewOf } from "../gate/view.ts";
import type { Figure, Filter, ListPlace, Worklist } from "../http/contract.ts";
import type { Services } from "../services.ts";

export type Condition = ListPlace["conditions"][number];

export interface Desk {
  readonly services: Services;
  readonly caller: Caller;
  /** Decides what is offered and how it is called; every number and row is the gate's answer. */
  readonly subject: Subject;
  readonly calendar: Calendar;
}

/** ISO texts of moments. */
interface Calendar {
  readonly tomorrow: string;
  /** Whoever was last spoken to before is due for a call. */
  readonly quiet: string;
  readonly month: string;
  readonly lastMonth: string;
  /** A month ago, at this time of day. */
  readonly monthAgo: string;
}

/** Days without a word after which an own customer is called. */
export const QUIET_DAYS = 14;

export function atDesk<Result>(
  services: Services,
  caller: Caller,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  return withSubject(services.subjects, caller, async (subject) =>
    work({ services, caller, subject, calendar: await readCalendar(services, subject) }),
  );
}

/** Under the guard, so that nothing is offered by rights of yesterday. */
async function readCalendar({ db }: Services, subject: Subject): Promise<Calendar> {
  const { zone } = subject;
  const [row] = await readGuarded<Record<keyof Calendar, Date>>(
    db,
    subject,
    sql`select true as present,
      (date_trunc('day', wall) + interval '1 day') at time zone ${zone} as tomorrow,
      (date_trunc('day', wall) - make_interval(days => ${sql.lit(QUIET_DAYS)})) at time zone ${zone} as quiet,
      date_trunc('month', wall) at time zone ${zone} as month,
      (date_trunc('month', wall) - interval '1 month') at time zone ${zone} as "lastMonth",
      date_trunc('minute', wall - interval '1 month') at time zone ${zone} as "monthAgo"
      from (select statement_timestamp() at time zone ${zone} as wall) clock`,
  );
  const moments = Object.entries(row!).filter(([, value]) => value instanceof Date);
  return Object.fromEntries(
    moments.map(([name, moment]) => [name, moment.toISOString()]),
  ) as unknown as Calendar;
}

/** Tickets that somebody still has to do with. */
export const OPEN_TICKETS: Condition = {
  field: "status",
  op: "anyOf",
  value: ["open", "working", "waiting", "escalated"],
};

/** True if the reader may ever see a record of the object. */
export const sees = ({ subject }: Desk, object: string): boolean =>
  viewOf(subject, object).arms.length > 0;

export const filterOf = ({ conditions }: ListPlace): { readonly filter: Filter } => ({
  filter: { and: conditions },
});

export async function counted({ services, caller }: Desk, place: ListPlace): Promise<Figure> {
  return { place, ...(await services.gate.count(caller, place.object, filterOf(place))) };
}

/** Rows of a list that are shown without opening it. */
const SHOWN_ROWS = 6;

export async function worklist(
  desk: Desk,
  place: ListPlace,
  fields: readonly string[],
): Promise<Worklist> {
  const { services, caller } = desk;
  const { rows } = await services.gate.list(caller, place.object, {
    ...filterOf(place),
    fields,
    limit: SHOWN_ROWS,
    ...(place.sort ? { sort: [place.sort] } : {}),
  });
  const figure =
    rows.length < SHOWN_ROWS ? { place, count: rows.length } : await counted(desk, place);
  return { ...figure, rows };
}
