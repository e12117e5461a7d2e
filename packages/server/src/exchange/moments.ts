/** Days and moments as spreadsheets write them. */

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
