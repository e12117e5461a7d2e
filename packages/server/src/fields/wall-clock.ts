/** A viewer's wall clock: moments as it shows them, and back. */

const WALL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/;

/** A moment without a zone is meant by the clock on the writer's wall; one with a zone says so itself. */
export function toInstant(text: string, zone: string): string {
  const match = WALL.exec(text.trim());
  if (!match) return text;
  const [year, month, day, hour, minute, second] = match
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // The offset at the wall's own moment, then at the moment found: right on both sides of a change of the clocks.
  const near = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(near, zone)).toISOString();
}

/** `2026-03-31 16:00:00` on the wall of the zone. */
export function toWall(instant: string, zone: string): string {
  const moment = Date.parse(instant);
  return new Date(moment + offsetAt(moment, zone)).toISOString().slice(0, 19).replace("T", " ");
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Clocks change on the quarter of an hour at the finest. */
const QUARTER = 15 * 60_000;
const offsets = new Map<string, number>();

/** Milliseconds that the zone is ahead of UTC. */
export function offsetAt(moment: number, zone: string): number {
  const start = Math.floor(moment / QUARTER) * QUARTER;
  const name = `${zone} ${start}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(
    clock.formatToParts(start).map(({ type, value }) => [type, Number(value)]),
  );
  const offset =
    Date.UTC(
      parts["year"]!,
      parts["month"]! - 1,
      parts["day"]!,
      parts["hour"]!,
      parts["minute"]!,
      parts["second"]!,
    ) - start;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(name, offset);
  return offset;
}
