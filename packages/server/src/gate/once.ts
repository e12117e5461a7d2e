/**
 * A write under a key of its caller's is done once, however often it is asked for: after an answer that never came, from
 * two tabs at the same moment, after the server was killed. That it was done, and its bare result, is kept for a day in
 * the transaction of the write itself.
 *
 * A repetition is answered by the rights of now: what is kept holds no cells, and what the answer shows of the record is
 * read anew. Whoever may not see it any more learns that what they asked for was done, which they knew how to ask for,
 * and nothing else. A refusal did nothing, so it is not kept: asked again, it is decided again.
 */
import type { Database, Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { Act, Caller } from "./mutate.ts";

export interface Key {
  /** Chosen by the caller, one a request. */
  readonly key: string;
  /** Of the whole request: a key that comes with another one is a mistake. */
  readonly fingerprint: string;
}

/** The result of an act that was done before; else undefined, and nobody else does it before this transaction ends. */
export async function doneBefore(
  tx: Executor,
  { person, once }: Caller,
  act: Act,
): Promise<{ readonly result: unknown } | undefined> {
  if (!once || !act.isRepeatable) return undefined;
  const values = [person, once.key, nameOf(act)];
  // Waits for whoever is doing the same right now: when they are done, so is this.
  const { rowCount } = await tx.query(
    "insert into done_once (person, key, act, fingerprint) values ($1, $2, $3, $4) on conflict do nothing",
    [...values, once.fingerprint],
  );
  if (rowCount === 1) return undefined;
  const { rows } = await tx.query<{ fingerprint: string; result: unknown }>(
    "select fingerprint, result from done_once where person = $1 and key = $2 and act = $3",
    values,
  );
  if (rows[0]?.fingerprint !== once.fingerprint) throw new Refusal("key_reused");
  return { result: rows[0].result };
}

export async function keepResult(
  tx: Executor,
  { person, once }: Caller,
  act: Act,
  result: unknown,
): Promise<void> {
  if (!once || !act.isRepeatable) return;
  await tx.query(
    "update done_once set result = $4::jsonb where person = $1 and key = $2 and act = $3",
    [person, once.key, nameOf(act), JSON.stringify(result ?? null)],
  );
}

/** Acts of one request are told apart by what they are done to. */
const nameOf = ({ object, action, records }: Act): string =>
  [`${object}.${action}`, ...records].join(" ");

/** A chore. */
export async function forgetKeys(db: Database): Promise<number> {
  const { rowCount } = await db.query(
    "delete from done_once where at < statement_timestamp() - make_interval(hours => $1)",
    [24],
  );
  return rowCount;
}
