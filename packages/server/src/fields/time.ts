/** A moment, UTC, to the millisecond: `2026-03-31T08:00:00.000Z`. Screens show it in the viewer's zone. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import { date } from "./date.ts";
import type { FieldModule, Json } from "./module.ts";
import {
  BLANK,
  emptiness,
  isBlank,
  jsonShaped,
  main,
  parseOperandWith,
  sameAsColumn,
  textOf,
} from "./shared.ts";

/** PostgreSQL itself also takes `infinity`, `tomorrow` and texts without a zone. */
const CANONICAL =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,3})?Z$/;

/** Null for what is no moment of the years 1 to 9999. */
function canonical(moment: Date): string | null {
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment.toISOString() : null;
}

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const moment = input instanceof Date ? input : new Date(textOf(input).trim());
  const value = canonical(moment);
  return value === null
    ? { problem: problem(path, "not_time", { value: textOf(input).slice(0, 40) }) }
    : { value };
};

/** `2026-03-31 08:00:00.12+00`, as PostgreSQL writes it in our sessions; a `Date` between would cost ten times as much. */
function fromText(text: string): string {
  if (text[10] !== " " || !text.endsWith("+00")) return new Date(text).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, "0")}Z`;
}

export const time: FieldModule = {
  ...sameAsColumn,
  kind: "time",
  columns: { "": "timestamptz(3)" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  load: ([moment]) =>
    typeof moment === "string" ? fromText(moment) : (moment as Date).toISOString(),
  loadsText: true,
  engineValue: (value: Json) => Date.parse(String(value)),
  fromJson: (json) => [jsonShaped(json, CANONICAL, "timestamptz(3)")],
  // JavaScript takes the 30th of February for the second of March.
  readJson: (json) =>
    typeof json === "string" && CANONICAL.test(json) && date.readJson(json.slice(0, 10)) !== null
      ? canonical(new Date(json))
      : null,
  filters: {
    /** From this moment on. */
    after: (cell, operand) => sql`${main(cell)} >= ${operand}::timestamptz`,
    /** Earlier than this moment. */
    before: (cell, operand) => sql`${main(cell)} < ${operand}::timestamptz`,
    ...emptiness,
  },
  smallest: "'-infinity'::timestamptz",
  measures: ["min", "max"],
  groupable: false,
};
