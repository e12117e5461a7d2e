/**
 * How many records of a list fall into each of some periods, by a moment of theirs: what a small picture shows. Moments
 * are read one by one, for no tally knows them; where they are too many for that, there is no picture.
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { FieldModel } from "../derive/model.ts";
import type { Filter } from "../http/contract.ts";
import type { Sql } from "../fields/module.ts";
import { parseFilter } from "./filter.ts";
import { readWritten } from "./guard.ts";
import type { Subject } from "./subject.ts";
import { turnsStatement } from "./turns.ts";
import { knownFields, viewOf } from "./view.ts";

export interface TrendRequest {
  /** Keeps to records from the first edge on and before the last. */
  readonly filter: Filter;
  /** A `time` field. */
  readonly field: string;
  /** ISO texts of moments, the earliest first: a period lies between two. */
  readonly edges: readonly string[];
}

/** Moments that an index gives within the time that somebody looks at a page that is filling. */
const MAX_MOMENTS = 200_000;

/** One number a period; null where the reader does not know the field, or where there are more than are looked at. */
export async function readTrend(
  executor: Executor,
  subject: Subject,
  objectName: string,
  request: TrendRequest,
): Promise<readonly number[] | null> {
  const view = viewOf(subject, objectName);
  const field = knownFields(view).find(({ name }) => name === request.field);
  if (!field) return null;
  const statement = turnsStatement(
    subject,
    {
      view,
      group: [field],
      filter: parseFilter(request.filter, view),
      search: undefined,
      measured: [],
      isSummed: true,
    },
    (arm, { source, match, isRelated }) =>
      sql`select ${momentOf(arm.cell(field))} as moment from ${source} where ${match} ${isRelated ? sql`` : sql`limit ${sql.lit(MAX_MOMENTS + 1)}`}`,
    (moments) => sql`select true as present, period, count(*) as count from
      (select width_bucket(moment, ${request.edges}::timestamptz[]) as period from (${moments}) moments) periods group by period`,
  );
  const rows = await readWritten<{ period: number; count: string }>(executor, statement);
  const found = new Map(rows.map(({ period, count }) => [Number(period), Number(count)]));
  const total = [...found.values()].reduce((sum, count) => sum + count, 0);
  if (total > MAX_MOMENTS) return null;
  return request.edges.slice(1).map((_, index) => found.get(index + 1) ?? 0);
}

const momentOf = (cell: ReturnType<FieldModel["cell"]>): Sql => sql`${cell[0]!}::timestamptz`;
