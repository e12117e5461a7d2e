/**
 * How much of a file one transaction takes on. Whoever revokes a right waits for writes under way (R148), and machines
 * and files differ: so the last transaction says how large the next one may be.
 */
import { MAX_BATCH } from "../gate/batch.ts";

/** Half of what a revocation may have to wait, for what a machine does besides. */
export const TRANSACTION_MS = 500;

/** An order has lines: so many rows of the file are as much work as `MAX_BATCH` records. */
const MAX_ROWS = 5_000;
/** Of the largest load; the first transaction is the slowest, since nothing is warm yet. */
const FIRST_SHARE = 0.25;
const LEAST_SHARE = 0.01;
const GROWTH = 1.5;

export interface Load {
  readonly records: number;
  readonly rows: number;
}

export interface Pace {
  /** Whether a transaction should take on no more than this. */
  isFull(load: Load): boolean;
  note(load: Load, milliseconds: number): void;
}

export function createPace(): Pace {
  let share = FIRST_SHARE;
  const shareOf = ({ records, rows }: Load): number =>
    Math.max(records / MAX_BATCH, rows / MAX_ROWS);
  return {
    isFull: (load) => shareOf(load) >= share,
    note(load, milliseconds) {
      // Halfway to the limit, so that the next one stays below it though it be slower.
      const fitting = (shareOf(load) * TRANSACTION_MS) / 2 / milliseconds;
      if (milliseconds > TRANSACTION_MS) share = Math.max(LEAST_SHARE, fitting);
      else if (milliseconds < TRANSACTION_MS / 2) share = Math.min(1, share * GROWTH);
    },
  };
}
