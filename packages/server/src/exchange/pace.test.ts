import { describe, expect, it } from "vitest";
import { MAX_BATCH } from "../gate/batch.ts";
import { createPace, TRANSACTION_MS, type Pace } from "./pace.ts";

/** The most records of one row each that a transaction takes on. */
function sizeOf(pace: Pace): number {
  let records = 1;
  while (!pace.isFull({ records, rows: records })) records++;
  return records;
}

describe("R148: an import's transactions stay short", () => {
  it("grow while they are quick, to the largest batch and no further", () => {
    const pace = createPace();
    expect(sizeOf(pace)).toBeLessThan(MAX_BATCH);
    for (let turn = 0; turn < 10; turn++)
      pace.note({ records: sizeOf(pace), rows: 0 }, TRANSACTION_MS / 10);
    expect(sizeOf(pace)).toBe(MAX_BATCH);
  });

  it("shrink at once to what fits, and stay where they are in between", () => {
    const pace = createPace();
    const first = sizeOf(pace);
    pace.note({ records: first, rows: first }, TRANSACTION_MS * 5);
    expect(sizeOf(pace)).toBe(first / 10);
    pace.note({ records: first / 10, rows: first / 10 }, TRANSACTION_MS * 0.75);
    expect(sizeOf(pace)).toBe(first / 10);
  });

  it("count the lines of long records, and never stand still", () => {
    const pace = createPace();
    expect(pace.isFull({ records: 1, rows: 100_000 })).toBe(true);
    for (let turn = 0; turn < 20; turn++) pace.note({ records: 1, rows: 1 }, 60_000);
    expect(sizeOf(pace)).toBeGreaterThan(0);
    expect(pace.isFull({ records: 0, rows: 0 })).toBe(false);
  });
});
