/**
 * What PostgreSQL's background processes do, for the embedded database, which has none: it would never write its log back
 * into its tables (the log grows for as long as the server runs, and the next start replays it all), never clear away what
 * was deleted, and plan every statement by the sizes its tables had when they were empty.
 *
 * The thresholds are PostgreSQL's own (autovacuum, max_wal_size), but for a smaller log and fewer analyses: one takes up
 * to a second in which nobody else is served, reads as large a sample however little is new, and how large a table is by
 * now the planner knows without.
 */
import type { Database } from "./database.ts";

/** Bytes of log. */
const MAX_LOG = 128 * 1024 * 1024;

const NEEDY = `
  select relid::regclass::text as name, n_dead_tup > 50 + 0.2 * n_live_tup as is_dirty
  from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.5 * n_live_tup
  order by greatest(n_dead_tup, n_mod_since_analyze) desc limit 1`;

/** Of the log, what a start would have to replay. */
const LOG = "select pg_current_wal_insert_lsn() - redo_lsn as bytes from pg_control_checkpoint()";

/** Writes the log back if it is long. Returns how much was done. */
export async function tendLog(db: Database, maxLog = MAX_LOG): Promise<number> {
  const { rows } = await db.query<{ bytes: string }>(LOG);
  if (Number(rows[0]!.bytes) < maxLog) return 0;
  await db.query("checkpoint");
  return 1;
}

/** Tends the table that needs it most. Returns how much was done. */
export async function tendTable(db: Database): Promise<number> {
  const { rows } = await db.query<{ name: string; is_dirty: boolean }>(NEEDY);
  const [table] = rows;
  if (table) await db.query(`${table.is_dirty ? "vacuum (analyze)" : "analyze"} ${table.name}`);
  return table ? 1 : 0;
}
