/** What becomes different on records, and on how many. */
import type { ChangeKey } from "./outcome.ts";

/** Of one record, for somebody. Equal ones are the same object, so that comparing them is comparing what they say. */
export interface Changes {
  readonly keys: readonly ChangeKey[];
}

/** That somebody meets with other changes than was said before. */
export interface Shift {
  readonly from: Changes;
  readonly to: Changes;
}

export type Tally = Map<ChangeKey, number>;

export interface ChangeSets {
  of(keys: readonly ChangeKey[]): Changes;
  /** Equal ones are the same object, too. */
  shift(from: Changes, to: Changes): Shift;
}

export function createChangeSets(): ChangeSets {
  const sets = new Map<string, Changes>();
  const shifts = new Map<Changes, Map<Changes, Shift>>();
  return {
    of(keys) {
      const text = keys.join();
      const known = sets.get(text) ?? { keys };
      sets.set(text, known);
      return known;
    },
    shift(from, to) {
      const away = shifts.get(from) ?? new Map<Changes, Shift>();
      shifts.set(from, away);
      const known = away.get(to) ?? { from, to };
      away.set(to, known);
      return known;
    },
  };
}

export function addTo(tally: Tally, { keys }: Changes, count: number): void {
  for (const key of keys) {
    const sum = (tally.get(key) ?? 0) + count;
    if (sum === 0) tally.delete(key);
    else tally.set(key, sum);
  }
}

export function replaceIn(tally: Tally, from: Changes, to: Changes, count: number): void {
  addTo(tally, from, -count);
  addTo(tally, to, count);
}
