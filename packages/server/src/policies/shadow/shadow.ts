/**
 * A draft in shadow (R144): what people really ask is decided by the draft as well, behind the answers, and where it would
 * have said otherwise is kept. Each node decides what it was asked itself, one request after the other and no more than a
 * fifth of the time; what does not fit into the queue is counted and skipped.
 */
import type { Database } from "../../db/database.ts";
import type { Subject } from "../../gate/subject.ts";
import type { Asked, Watch } from "../../gate/watch.ts";
import { readChanges } from "../draft-store.ts";
import { createTwins, differencesOf, isOfRecords, type Found } from "./shadow-differences.ts";
import {
  addFound,
  readRunning,
  refreshShadows,
  type StoredShadow,
  type Tally,
} from "./shadow-store.ts";

/** Requests that wait; with their records, some megabytes. */
const MAX_WAITING = 200;
/** Rests so many times as long as it worked. */
const REST = 4;
const LEAST_REST_MS = 2;

interface Running extends Pick<StoredShadow, "draft" | "content" | "until"> {
  twinOf(subject: Subject): Subject;
}

export class Shadow {
  readonly #db: Database;
  readonly #onError: (error: unknown) => void;
  readonly #waiting: Asked[] = [];
  #running: Running | null = null;
  #decided = 0;
  #skipped = 0;
  #found = new Map<string, Tally>();
  #work: Promise<void> | null = null;
  #tending: Promise<unknown> = Promise.resolve();
  #isHurried = false;
  #isClosed = false;

  constructor(db: Database, onError: (error: unknown) => void) {
    this.#db = db;
    this.#onError = onError;
  }

  readonly watch: Watch = (asked) => {
    const isOn = this.#running !== null && this.#running.until.getTime() > Date.now();
    if (!isOn || !isOfRecords(asked)) return;
    if (this.#waiting.length >= MAX_WAITING) {
      this.#skipped++;
      return;
    }
    this.#waiting.push(asked);
    this.#work ??= this.#decideAll();
  };

  /** Writes what was found, and looks up what runs now. A chore. */
  tend(): Promise<number> {
    const next = this.#tending.then(async () => {
      const done = await this.#flush();
      await this.#refresh();
      return done;
    });
    this.#tending = next.catch(() => {});
    return next;
  }

  /** Resolves when everything that waits is decided, without pauses. */
  async drain(): Promise<void> {
    this.#isHurried = true;
    await this.#work;
    this.#isHurried = false;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
    await this.#flush();
  }

  async #decideAll(): Promise<void> {
    await rest(LEAST_REST_MS);
    for (let next = this.#next(); next; next = this.#next()) {
      const started = performance.now();
      await this.#decide(next.asked, next.running);
      if (!this.#isHurried) await rest((performance.now() - started) * REST);
    }
    this.#work = null;
  }

  #next(): { readonly asked: Asked; readonly running: Running } | null {
    const running = this.#running;
    const asked = running && !this.#isClosed ? this.#waiting.shift() : undefined;
    return running && asked ? { asked, running } : null;
  }

  async #decide(asked: Asked, running: Running): Promise<void> {
    try {
      const differences = await differencesOf(this.#db, asked, running.twinOf(asked.subject));
      if (this.#running !== running) return;
      for (const one of differences) this.#note(one);
      this.#decided++;
    } catch (error) {
      this.#skipped++;
      this.#onError(error);
    }
  }

  #note(one: Found): void {
    const key = [one.object, one.change, one.person, one.record].join("\n");
    const now = new Date();
    const before = this.#found.get(key);
    const times = (before?.times ?? 0) + 1;
    this.#found.set(key, { ...one, times, first: before?.first ?? now, last: now });
  }

  async #flush(): Promise<number> {
    const figures = { decided: this.#decided, skipped: this.#skipped };
    if (!this.#running || figures.decided + figures.skipped === 0) return 0;
    const found = [...this.#found.values()];
    this.#forget();
    await addFound(this.#db, this.#running, figures, found);
    return figures.decided;
  }

  #forget(): void {
    this.#decided = 0;
    this.#skipped = 0;
    this.#found = new Map();
  }

  async #refresh(): Promise<void> {
    await refreshShadows(this.#db);
    const stored = await readRunning(this.#db);
    if (keyOf(stored) === keyOf(this.#running)) return;
    const changes = stored && (await readChanges(this.#db, stored.draft));
    // What waits was asked while another draft ran, or none.
    this.#waiting.length = 0;
    this.#forget();
    this.#running = stored && changes && { ...stored, twinOf: createTwins(changes) };
  }
}

const keyOf = (one: Pick<StoredShadow, "draft" | "content" | "until"> | null): string =>
  one ? `${one.draft} ${one.content} ${one.until.toISOString()}` : "";

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, LEAST_REST_MS)));
