/**
 * The database seam. Two drivers, one shape: native PostgreSQL through `pg`, or PostgreSQL in-process (PGlite) in a
 * worker thread. Both hand out the same values: `int8` and `numeric` as strings, `date` as `YYYY-MM-DD`, `timestamptz`
 * as Date, `json(b)` parsed. JSON parameters are always passed as text.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export interface QueryReply<Row = Record<string, unknown>> {
  rows: Row[];
  rowCount: number;
}

/** Rows for a table, in COPY's text format (`copyText`): several times faster than any INSERT. */
export interface CopyIn {
  readonly table: string;
  readonly columns: readonly string[];
  readonly text: string;
}

/** One session. Whoever takes it must release it. */
export interface Connection {
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryReply<Row>>;
  copyIn(copy: CopyIn): Promise<void>;
  release(broken?: boolean): void;
}

export interface Driver {
  readonly kind: "embedded" | "server";
  connect(): Promise<Connection>;
  close(): Promise<void>;
}

/** Runs statements: a transaction, or the database itself (one statement at a time, each its own transaction). */
export interface Executor {
  query<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryReply<Row>>;
  copyIn(copy: CopyIn): Promise<void>;
}

export interface Database extends Executor {
  readonly kind: "embedded" | "server";
  /** A session for a library that manages its own; it must be released. */
  acquire(): Promise<Connection>;
  /** READ COMMITTED. Rolled back when `work` throws. */
  transaction<Result>(work: (tx: Executor) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * INVARIANT: no code waits for a second connection while it holds one. The embedded database has a single connection,
 * so such code would wait for itself for ever; on a server it would exhaust the pool under load. It fails at once.
 */
const holding = new AsyncLocalStorage<{ held: boolean }>();

export function createDatabase(driver: Driver): Database {
  async function acquire(): Promise<Connection> {
    if (holding.getStore()?.held) {
      throw new Error(
        "a second connection was asked for inside a transaction: pass the transaction along",
      );
    }
    return driver.connect();
  }

  async function withConnection<Result>(work: (c: Connection) => Promise<Result>): Promise<Result> {
    const connection = await acquire();
    const holder = { held: true };
    let broken = false;
    try {
      return await holding.run(holder, () => work(connection));
    } catch (error) {
      broken = isConnectionError(error);
      throw error;
    } finally {
      holder.held = false;
      connection.release(broken);
    }
  }

  return {
    kind: driver.kind,
    acquire,
    query: (text, values) => withConnection((c) => c.query(text, values)),
    copyIn: (copy) => withConnection((c) => c.copyIn(copy)),
    transaction: (work) =>
      withConnection(async (connection) => {
        await connection.query("BEGIN");
        try {
          const result = await work(connection);
          await connection.query("COMMIT");
          return result;
        } catch (error) {
          if (!isConnectionError(error)) await connection.query("ROLLBACK");
          throw error;
        }
      }),
    close: () => driver.close(),
  };
}

function isConnectionError(error: unknown): boolean {
  const code = (error as { code?: string })?.code ?? "";
  return (
    code.startsWith("08") || code.startsWith("57P") || code === "ECONNRESET" || code === "EPIPE"
  );
}
