/** A calendar day without a time or zone: `2026-03-31`. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule, Json } from "./module.ts";
import {
  BLANK,
  emptiness,
  equality,
  isBlank,
  jsonShaped,
  main,
  ordering,
  parseOperandWith,
  sameAsColumn,
  textOf,
} from "./shared.ts";

const SHAPE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;

const CANONICAL = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const text = input instanceof Date ? input.toISOString() : textOf(input).trim();
  const day = dayOf(text);
  return day === null
    ? { problem: problem(path, "not_date", { value: text.slice(0, 40) }) }
    : { value: day };
};

function dayOf(text: string): string | null {
  const match = SHAPE.exec(text);
  return match ? toDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** Null where the calendar has no such day. */
function toDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

export const date: FieldModule = {
  ...sameAsColumn,
  kind: "time",
  columns: { "": "date" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  /** Midnight UTC of the day: days compare with days. */
  engineValue: (value: Json) => Date.parse(String(value)),
  // Whatever zone the session is in.
  engineSql: (cell) => sql`(${main(cell)}::timestamp at time zone 'UTC')`,
  fromJson: (json) => [jsonShaped(json, CANONICAL, "date")],
  readJson: (json) => (typeof json === "string" && CANONICAL.test(json) ? dayOf(json) : null),
  filters: {
    ...equality("date"),
    ...ordering("date"),
    after: (cell, operand) => sql`${main(cell)} > ${operand}::date`,
    before: (cell, operand) => sql`${main(cell)} < ${operand}::date`,
    ...emptiness,
  },
  smallest: "'-infinity'::date",
  measures: ["min", "max"],
};
