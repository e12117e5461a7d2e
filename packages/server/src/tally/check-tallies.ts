/** Are the tallies true? Every count and sum of every grain, with its deltas, against the records, in one snapshot. */
import type { Executor } from "../db/database.ts";
import { countedSql, cubeSql, type Tally } from "./tally.ts";

/** What a combination of keys really is, and what is kept of it. */
export interface Difference {
  readonly table: string;
  readonly grain: number;
  /** By column. */
  readonly key: Readonly<Record<string, unknown>>;
  /** `rows` and sums by column, as text. */
  readonly truth: Readonly<Record<string, string>>;
  readonly kept: Readonly<Record<string, string>>;
}

/** More than anybody reads: whoever sees some rebuilds them all. */
const MAX_DIFFERENCES = 100;

export async function checkTally(executor: Executor, tally: Tally): Promise<readonly Difference[]> {
  const keys = [...tally.by, ...tally.currencies].map(({ column }) => `"${column}"`).join(", ");
  const counts = ["rows", ...tally.sums.map(({ column }) => column)];
  const columns = `grain, ${keys}, ${counts.map((column) => `"${column}"`).join(", ")}`;
  const key = [...tally.by, ...tally.currencies].map(({ column }) => `'${column}', "${column}"`);
  const object = (side: string) =>
    `jsonb_build_object(${counts.map((column) => `'${column}', (coalesce(sum("${column}") filter (where side = '${side}'), 0))::text`).join(", ")})`;
  const records = `(${countedSql(tally, `"${tally.table}"`)})`;
  const { rows } = await executor.query<Omit<Difference, "table">>(
    `select * from (
      select grain, jsonb_build_object(${key.join(", ")}) as key, ${object("truth")} as truth, ${object("kept")} as kept
      from (
        select 'truth' as side, ${columns} from (${cubeSql(tally, records)}) truth
        union all select 'kept', ${columns} from "${tally.base}"
        union all select 'kept', ${columns} from (${cubeSql(tally, `"${tally.delta}"`)}) delta
      ) sides group by grain, ${keys}) compared
    where truth <> kept limit ${MAX_DIFFERENCES}`,
  );
  return rows.map((row) => ({ table: tally.table, ...row }));
}
