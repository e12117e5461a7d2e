/** A moment, UTC, to the millisecond: `2026-03-31T08:00:00.000Z`. Screens show it in the viewer's zone. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule, Json } from "./module.ts";
import { BLANK, emptiness, isBlank, jsonText, main, parseOperandWith, sameAsColumn } from "./shared.ts";

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const moment = input instanceof Date ? input : new Date(String(input).trim());
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1 || moment.getUTCFullYear() > 9999) {
    return { problem: problem(path, "not_time", { value: String(input).slice(0, 40) }) };
  }
  return { value: moment.toISOString() };
};

export const time: FieldModule = {
  ...sameAsColumn,
  kind: "time",
  columns: { "": "timestamptz(3)" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  load: (columns) => (columns[0] as Date).toISOString(),
  engineValue: (value: Json) => Date.parse(String(value)),
  fromJson: (json) => [
    sql`case when pg_input_is_valid(${jsonText(json)}, 'timestamptz') then (${jsonText(json)})::timestamptz(3) end`,
  ],
  filters: {
    /** From this moment on. */
    after: (cell, operand) => sql`${main(cell)} >= ${operand}::timestamptz`,
    /** Earlier than this moment. */
    before: (cell, operand) => sql`${main(cell)} < ${operand}::timestamptz`,
    ...emptiness,
  },
  sortKey: main,
  measures: ["min", "max"],
  groupable: false,
};
