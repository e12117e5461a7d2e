/**
 * The server's clock decides when a right ends. Replies say `until` in its time; this keeps how far ours is off, so
 * that a tab whose machine runs late refetches when it should.
 */
let offsetMilliseconds = 0;

/** Longest delay a timer takes; a later moment is reached by asking again. */
const LONGEST_TIMER_MILLISECONDS = 2_000_000_000;
/** Refetching more often than this helps nobody, and a wrong clock must not hammer the server. */
const SHORTEST_REFETCH_MILLISECONDS = 2_000;

export function noteServerTime(dateHeader: string | null): void {
  if (!dateHeader) return;
  const server = Date.parse(dateHeader);
  if (Number.isNaN(server)) return;
  const offset = server - Date.now();
  // The header has whole seconds, so a small difference says nothing.
  offsetMilliseconds = Math.abs(offset) < 2_000 ? 0 : offset;
}

export function serverNow(): number {
  return Date.now() + offsetMilliseconds;
}

/** For TanStack Query's `refetchInterval`: the time left to `until`, or false for "never by itself". */
export function untilInterval(until: string | null | undefined): number | false {
  if (!until) return false;
  const left = Date.parse(until) - serverNow() + 250;
  return Math.min(Math.max(left, SHORTEST_REFETCH_MILLISECONDS), LONGEST_TIMER_MILLISECONDS);
}
