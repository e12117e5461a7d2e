/** The records that somebody opened last, as the trail has them: what they may see of them today is not its business. */
import type { Executor } from "../db/database.ts";

export interface Opened {
  readonly object: string;
  readonly id: string;
  readonly at: Date;
}

/** Lines that are looked through: whoever comes back from a holiday of other people's questions finds their last days. */
const MAX_LINES = 2_000;

/** Each once, the latest first. */
export async function openedRecords(
  executor: Executor,
  person: string,
): Promise<readonly Opened[]> {
  const { rows } = await executor.query<Opened>(
    `select object, id, at from (
       select distinct on (object, records[1]) object, records[1] as id, at from (
         select object, action, verdict, records, at from audit_line where person = $1 and viewed_as is null order by at desc limit ${MAX_LINES}
       ) lines
       where verdict = 'allowed' and action = object || '.get' and records[1] is not null
       order by object, records[1], at desc
     ) opened order by at desc, id`,
    [person],
  );
  return rows;
}
