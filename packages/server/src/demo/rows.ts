/** What all generators share: the shape of a row, chunks, and values in their JSON form. */
import { idAt } from "./random.ts";
import type { Organisation } from "./organisation.ts";
import type { Random } from "./random.ts";

export type DemoRow = Record<string, unknown>;

export interface DemoChunk {
  readonly object: string;
  readonly rows: DemoRow[];
}

/** Large enough for fast inserts, small enough for one statement. */
export const CHUNK_SIZE = 5000;

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

export function* chunk(object: string, rows: Iterable<DemoRow>): Iterable<DemoChunk> {
  let waiting: DemoRow[] = [];
  for (const row of rows) {
    waiting.push(row);
    if (waiting.length === CHUNK_SIZE) {
      yield { object, rows: waiting };
      waiting = [];
    }
  }
  if (waiting.length > 0) yield { object, rows: waiting };
}

export interface RowPlace {
  readonly owner: string | null;
  readonly unit: string;
  readonly createdBy: string | null;
}

export function makeRow(
  at: number,
  random: Random,
  { owner, unit, createdBy }: RowPlace,
  values: DemoRow,
): DemoRow {
  return { id: idAt(at, random), owner, unit, createdBy, createdAt: toTime(at), ...values };
}

/** ISO 8601 in UTC; a million moments share few days, so the days are kept (a quarter of the time that `Date` takes). */
export function toTime(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const rest = whole % DAY;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`;
  return `${toDay(whole)}T${clock}.${(rest % 1000).toString().padStart(3, "0")}Z`;
}

export function toDay(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY);
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * DAY).toISOString().slice(0, 10);
    days.set(day, text);
  }
  return text;
}

const days = new Map<number, string>();
const TWO = Array.from({ length: 60 }, (_, value) => value.toString().padStart(2, "0"));

/** Minor units. */
export function money(amount: number, currency = "CNY"): { amount: string; currency: string } {
  return { amount: String(Math.round(amount)), currency };
}

export function personId(organisation: Organisation, index: number): string {
  return (organisation.people[index] as Organisation["people"][number]).id;
}

export function unitId(organisation: Organisation, index: number): string {
  return (organisation.units[index] as Organisation["units"][number]).id;
}

export function personaIndex(organisation: Organisation, key: string): number {
  const index = organisation.personas.get(key);
  if (index === undefined) throw new Error(`no persona \`${key}\` in the demo organisation`);
  return index;
}

/** A record that belongs to a person: theirs, in their unit. */
export function ownedBy(organisation: Organisation, index: number): RowPlace {
  const person = organisation.people[index] as Organisation["people"][number];
  return { owner: person.id, unit: unitId(organisation, person.unit), createdBy: person.id };
}
