import { serverNow } from "../clock.ts";
import { dateFormat, relativeFormat } from "./kept.ts";

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Less than a minute ago: the browser's own word for it, "now", is no word for the past. */
export function isJustNow(iso: string): boolean {
  const seconds = (serverNow() - Date.parse(iso)) / 1000;
  return seconds >= 0 && seconds < 60;
}

/** "3 days ago", "in 2 hours" */
export function formatRelative(iso: string, locale: string): string {
  const seconds = (Date.parse(iso) - serverNow()) / 1000;
  const format = relativeFormat(locale, { numeric: "auto" });
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return format.format(0, "second");
  return format.format(Math.trunc(seconds / step[1]), step[0]);
}

export function formatAbsolute(iso: string, locale: string, zone: string): string {
  return dateFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(iso));
}

export function formatClock(iso: string, locale: string, zone: string): string {
  return dateFormat(locale, { timeStyle: "short", timeZone: zone }).format(new Date(iso));
}

/** A day has no zone: it must not shift with the viewer's. */
export function formatDay(day: string, locale: string): string {
  return dateFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  );
}
