/**
 * The audit trail: one line for every call that passed the gate. Writes, reveals, exports and refusals write theirs in
 * their own transaction; reads are gathered and written within 250 ms. A clean stop loses none.
 *
 * A line carries the id of the transaction that wrote it, so that a later sealer can chain lines in commit order.
 */
import { v7 as uuid } from "uuid";
import type { Database, Executor } from "../db/database.ts";

export interface AuditLine {
  readonly person: string | null;
  readonly unit: string | null;
  /** Through whose eyes it was done, where not through their own. */
  readonly viewedAs?: string | null;
  /** `customer.list`, `customer.edit`, `signIn` … */
  readonly action: string;
  readonly object: string | null;
  /** The records returned or touched. */
  readonly records: readonly string[];
  readonly verdict: "allowed" | "refused";
  /** Why: ids of the rules that decided, or the code of the refusal. */
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  /**
   * What was typed to find records: words, filters, numbers. It tells of customers, so that who administers people and
   * reads of their acts does not read it.
   */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** Where from: the address of the caller, null for the system itself. */
  readonly source: string | null;
}

/** Where lines go, and what they say there. */
export interface TrailPlace {
  readonly table: string;
  told(line: AuditLine): AuditLine;
}

const FLUSH_AFTER_MS = 200;
/** More waiting lines than this are written at once, whatever the time. */
const FLUSH_AT = 500;

export class AuditTrail {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #place: TrailPlace;
  #waiting: (AuditLine & { at: Date })[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    database: Database,
    onError: (error: unknown) => void,
    place: TrailPlace = { table: "audit_line", told: (line) => line },
  ) {
    this.#database = database;
    this.#onError = onError;
    this.#place = place;
  }

  /** Part of the caller's transaction: the line and the act stand or fall together. */
  async write(tx: Executor, line: AuditLine): Promise<void> {
    await this.#insert(tx, [{ ...line, at: new Date() }]);
  }

  /** What the system itself did, in nobody's name. */
  writeOwn(
    tx: Executor,
    { action, object, detail }: Pick<AuditLine, "action" | "object" | "detail">,
  ): Promise<void> {
    const nobody = { person: null, unit: null, source: null };
    return this.write(tx, {
      ...nobody,
      action,
      object,
      records: [],
      verdict: "allowed",
      reason: null,
      detail,
    });
  }

  /** For reads: written within 250 ms. */
  note(line: AuditLine): void {
    this.#waiting.push({ ...line, at: new Date() });
    if (this.#waiting.length >= FLUSH_AT) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  /** Writes what waits; lines that cannot be written stay and are tried again. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#writeWaiting());
    return this.#writing;
  }

  async #writeWaiting(): Promise<void> {
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    try {
      await this.#insert(this.#database, lines);
    } catch (error) {
      this.#waiting = [...lines, ...this.#waiting];
      this.#onError(error);
      this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS * 5);
    }
  }

  #insert(executor: Executor, lines: readonly (AuditLine & { at: Date })[]): Promise<void> {
    const { table, told } = this.#place;
    const each = lines.map(({ at, ...line }) => ({ ...told(line), at }));
    return insertLines(executor, table, each);
  }

  /** Before the database closes. */
  async close(): Promise<void> {
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#waiting.length > 0)
      throw new Error(`${this.#waiting.length} audit lines could not be written`);
  }
}

/** A question may be a megabyte of nonsense; its line says so and keeps the beginning. */
const MAX_DETAIL = 20_000;

function detailText(detail: AuditLine["detail"]): string {
  try {
    const text = JSON.stringify(detail);
    return text.length <= MAX_DETAIL ? text : JSON.stringify({ cut: text.slice(0, MAX_DETAIL) });
  } catch {
    return JSON.stringify({ cut: "nested too deeply to write down" });
  }
}

const isFilled = (asked: object): boolean =>
  Object.values(asked).some((part) => part !== undefined);

async function insertLines(
  executor: Executor,
  table: string,
  lines: readonly (AuditLine & { at: Date })[],
): Promise<void> {
  const rows = lines.map(({ at, records, detail, asked, ...line }) => ({
    ...line,
    id: uuid(),
    at,
    records,
    record_count: records.length,
    detail: detailText(detail),
    asked: asked && isFilled(asked) ? detailText(asked) : null,
  }));
  await executor.query(
    `insert into ${table}
       (id, owner, created_by, person, unit, viewed_as, at, created_at, updated_at, action, object, records, record_count, verdict, reason, detail, asked, source, transaction)
     select id, person, person, person, unit, "viewedAs", at, at, at, action, object, records, record_count, verdict, reason, detail, asked, source, pg_current_xact_id()
     from json_to_recordset($1::json) as line
       (id uuid, person uuid, unit uuid, "viewedAs" uuid, at timestamptz, action text, object text, records uuid[], record_count int,
        verdict text, reason text, detail text, asked text, source text)`,
    [JSON.stringify(rows)],
  );
}
