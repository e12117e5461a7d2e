/** Days and moments as spreadsheets write them, and a viewer's wall clock. */

/** What a format may contain, and how many digits each takes. */
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: "year",
  YY: "year",
  MM: "month",
  DD: "day",
  HH: "hour",
  mm: "minute",
  ss: "second",
};
const TOKEN = /YYYY|YY|MM|DD|HH|mm|ss/g;

/** A two-digit year up to this is of our century. */
const LAST_SHORT_YEAR = 69;

const readers = new Map<string, { readonly shape: RegExp; readonly names: readonly string[] }>();

/** `20-10-16` in `DD-MM-YY` → `2016-10-20T00:00:00`; null where the text is not of the format or the calendar has no such day. */
export function readMoment(text: string, format: string): string | null {
  const { shape, names } = readerOf(format);
  const match = shape.exec(text);
  if (!match) return null;
  const parts: Record<string, number> = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
  };
  names.forEach((name, index) => (parts[name] = Number(match[index + 1])));
  const { year, month, day, hour, minute, second } = parts as Record<
    "year" | "month" | "day" | "hour" | "minute" | "second",
    number
  >;
  const full = format.includes("YYYY") ? year : year + (year > LAST_SHORT_YEAR ? 1900 : 2000);
  const date = new Date(Date.UTC(full, month - 1, day, hour, minute, second));
  const isReal =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute;
  return isReal ? date.toISOString().slice(0, 19) : null;
}

function readerOf(format: string): { readonly shape: RegExp; readonly names: readonly string[] } {
  let reader = readers.get(format);
  if (!reader) {
    const names = [...format.matchAll(TOKEN)].map((match) => TOKENS[match[0]]!);
    const pattern = format
      .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
      .replace(TOKEN, (token) => `(\\d{${token.length === 4 ? 4 : "1,2"}})`);
    reader = { shape: new RegExp(`^${pattern}$`), names };
    if (readers.size < 100) readers.set(format, reader);
  }
  return reader;
}

const WALL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/;

/** A moment without a zone is meant by the clock on the importer's wall; one with a zone says so itself. */
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

function offsetAt(moment: number, zone: string): number {
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
