/**
 * What the storage may hold, id by id (`stored_file`). A file is written down before its first byte arrives and crossed out
 * after its last one is gone, so that whatever breaks off in between is found here and swept away.
 */
import type { Database, Executor } from "../db/database.ts";
import type { FileEntry } from "../fields/files.ts";
import { Refusal } from "../errors.ts";
import type { FileStorage } from "./storage.ts";

export interface FileOwner {
  readonly object: string;
  readonly record: string;
  readonly field: string;
}

export async function noteArriving(
  executor: Executor,
  id: string,
  { object, record, field }: FileOwner,
): Promise<void> {
  await executor.query(
    "insert into stored_file (id, object, record, field, state) values ($1, $2, $3, $4, 'arriving')",
    [id, object, record, field],
  );
}

/** In the transaction that puts it into the cell. Throws where the sweep was faster. */
export async function noteKept(tx: Executor, id: string): Promise<void> {
  const { rowCount } = await tx.query(
    "update stored_file set state = 'kept', since = statement_timestamp() where id = $1 and state = 'arriving'",
    [id],
  );
  if (rowCount !== 1) throw new Refusal("not_found");
}

/** Of one cell, that can be put back: bringing files and taking them away in turn must not fill the storage. */
export const MAX_REMOVED = 50;

/** In the transaction that takes it out of the cell. */
export async function noteRemoved(
  tx: Executor,
  entry: FileEntry,
  { object, record, field }: FileOwner,
): Promise<void> {
  await tx.query(
    "update stored_file set state = 'removed', since = statement_timestamp(), entry = $2::jsonb where id = $1 and state = 'kept'",
    [entry.id, JSON.stringify(entry)],
  );
  await tx.query(
    `update stored_file set since = '-infinity' where id in (select id from stored_file
       where record = $1 and object = $2 and field = $3 and state = 'removed' order by since desc, id desc offset ${MAX_REMOVED})`,
    [record, object, field],
  );
}

/** What the cell said of a removed file of this very cell. Throws `not_found`, also where it has been swept away. */
export async function notePutBack(
  tx: Executor,
  id: string,
  { object, record, field }: FileOwner,
): Promise<FileEntry> {
  const { rows } = await tx.query<{ entry: FileEntry }>(
    `with removed as (select id, entry from stored_file
       where id = $1 and object = $2 and record = $3 and field = $4 and state = 'removed' for update)
     update stored_file f set state = 'kept', since = statement_timestamp(), entry = null
       from removed where f.id = removed.id returning removed.entry`,
    [id, object, record, field],
  );
  if (!rows[0]) throw new Refusal("not_found");
  return rows[0].entry;
}

/** An upload takes minutes; what arrived a day ago was left behind by a crash. */
const ARRIVING = "1 day";
/** As long as a removed file can be put back. */
const REMOVED = "30 days";
/** The transaction waits for the storage, and on the embedded database everybody waits for the transaction. */
const AT_ONCE = 5;

/** Bytes first, then the line: what breaks off in between is tried again. Returns how many were swept. */
export const sweepFiles = (db: Database, storage: FileStorage): Promise<number> =>
  sweepWhere(
    db,
    storage,
    `(state = 'arriving' and since < statement_timestamp() - interval '${ARRIVING}')
      or (state = 'removed' and since < statement_timestamp() - interval '${REMOVED}')`,
  );

/** An upload that came to nothing; what is kept by now stays. */
export const dropArriving = (db: Database, storage: FileStorage, id: string): Promise<number> =>
  sweepWhere(db, storage, "state = 'arriving' and id = $1", [id]);

function sweepWhere(
  db: Database,
  storage: FileStorage,
  condition: string,
  values: readonly unknown[] = [],
): Promise<number> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `select id from stored_file where ${condition} order by since limit ${AT_ONCE} for update skip locked`,
      [...values],
    );
    for (const { id } of rows) await storage.drop(id);
    if (rows.length > 0)
      await tx.query("delete from stored_file where id = any($1::uuid[])", [
        rows.map(({ id }) => id),
      ]);
    return rows.length;
  });
}
