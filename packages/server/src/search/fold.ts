/**
 * Makes the tokens of records that are queued: in small transactions, one at a time over all nodes. What a transaction
 * takes from the queue has its tokens when it ends, so a reader finds a record by the one or by the other.
 */
import { claim } from "../db/chores.ts";
import type { Database, Executor } from "../db/database.ts";
import { copyText } from "../db/copy.ts";
import type { SearchIndex } from "./search-index.ts";
import { pinyinTokens } from "./pinyin.ts";
import { tokensOf } from "./tokens.ts";

/** A fifth of a second of work: on the embedded database, everybody else waits for it. */
export const BATCH = 2_000;

/** Of its advisory lock. */
const FOLD_SPACE = 74;

/** Empties the queue. Returns how many entries it had; what another node works at is left to it. */
export async function foldSearch(db: Database, index: SearchIndex): Promise<number> {
  let folded = 0;
  for (;;) {
    const taken = await foldSearchBatch(db, index);
    folded += taken;
    if (taken < BATCH) return folded;
  }
}

/** The same for what is queued longest. A long queue is worked at with rests between, for it is there to spare writers. */
export async function foldSearchBatch(db: Database, index: SearchIndex): Promise<number> {
  const taken = await db.transaction((tx) => foldBatch(tx, index));
  if (taken > 0) await db.query(`vacuum "${index.queue}"`);
  if (taken > 0 && taken < BATCH)
    await db.query("select gin_clean_pending_list($1::regclass)", [`${index.tokens}_by_tokens`]);
  return taken;
}

interface Taken {
  readonly id: string;
  readonly taken: number;
  /** Null: the record is gone. */
  readonly text: string | null;
  readonly title: string;
}

async function foldBatch(
  tx: Executor,
  { table, tokens, queue, columns, title }: SearchIndex,
): Promise<number> {
  if (!(await claim(tx, FOLD_SPACE, queue))) return 0;
  const cells = columns.map((column) => `r."${column}"`).join(", ");
  const { rows } = await tx.query<Taken>(
    `with taken as (
      delete from "${queue}" where ctid = any(array(select ctid from "${queue}" limit $1)) returning id)
    select t.id, t.taken, case when r.id is not null then lower(concat_ws(E'\\n', ${cells})) end as text,
      coalesce(r."${title}", '') as title
    from (select id, count(*)::integer as taken from taken group by id) t left join "${table}" r on r.id = t.id`,
    [BATCH],
  );
  if (rows.length === 0) return 0;
  await tx.query(`delete from "${tokens}" where id = any($1::uuid[])`, [rows.map(({ id }) => id)]);
  const made = rows.flatMap(({ id, text, title: name }) =>
    text === null ? [] : [[id, [...tokensOf(text), ...pinyinTokens(name)]]],
  );
  await tx.copyIn({
    table: tokens,
    columns: ["id", "tokens"],
    text: copyText(made, ["uuid", "integer[]"]),
  });
  return rows.reduce((sum, { taken }) => sum + taken, 0);
}
