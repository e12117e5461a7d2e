/**
 * What a clock on the wall of the organisation shows: the minute of the day and the day of the week, in its zone. Rules
 * compare them like any number that comes with the question. INVARIANT: for as long as a subject is valid they compare
 * alike, because it ends where a comparison turns (`nextTurn`), and where the clock itself is put forward or back.
 */
import { offsetAt } from "../fields/wall-clock.ts";

export const MINUTE_OF_DAY = "context.minuteOfDay";
/** 1 is Monday. */
export const WEEKDAY = "context.weekday";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** Everything that conditions may ask of a moment. */
export interface MomentContext extends Readonly<Record<string, number>> {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly minuteOfDay: number;
  readonly weekday: number;
}

export function contextAt(now: number, zone: string): MomentContext {
  const local = now + offsetAt(now, zone);
  return {
    now,
    minuteOfDay: Math.floor(dayPart(local) / MINUTE),
    weekday: ((Math.floor(local / DAY) + 3) % 7) + 1,
  };
}

/**
 * The next moment at which the clock shows one of `marks` (minutes of a day), or is put forward or back before it does;
 * null where there are none.
 */
export function nextTurn(now: number, zone: string, marks: readonly number[]): number | null {
  if (marks.length === 0) return null;
  const offset = offsetAt(now, zone);
  const midnight = now - dayPart(now + offset);
  const ahead = marks.map((mark) => {
    const at = midnight + mark * MINUTE;
    return at > now ? at : at + DAY;
  });
  const nearest = Math.min(...ahead);
  return offsetAt(nearest, zone) === offset ? nearest : firstOtherOffset(now, nearest, zone);
}

/** Clocks are not put forward and back within one day. */
function firstOtherOffset(from: number, until: number, zone: string): number {
  const offset = offsetAt(from, zone);
  let [same, other] = [from, until];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle, zone) === offset) same = middle;
    else other = middle;
  }
  return other;
}

const dayPart = (local: number): number => ((local % DAY) + DAY) % DAY;
