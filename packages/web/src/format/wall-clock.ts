/** What a clock on the wall shows in a zone, and back: people type times of their own zone, whatever the browser's is. */

/** `2026-07-01T18:00:00` for an instant, as a clock in `zone` shows it. */
export function toWallClock(iso: string, zone: string): string {
  return new Date(wallTime(Date.parse(iso), zone)).toISOString().slice(0, 19);
}

/** The instant at which a clock in `zone` shows `wall`. */
export function fromWallClock(wall: string, zone: string): string {
  const shown = Date.parse(`${wall}Z`);
  const near = shown - offset(shown, zone);
  // The guess may lie on the other side of a change of the clocks.
  return new Date(shown - offset(near, zone)).toISOString();
}

function offset(instant: number, zone: string): number {
  return wallTime(instant, zone) - instant;
}

/** The wall clock's reading, as if it were UTC. */
function wallTime(instant: number, zone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(second);
  return Date.parse(`${parts.replace(" ", "T")}Z`);
}
