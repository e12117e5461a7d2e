import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule } from "./module.ts";
import {
  BLANK,
  emptiness,
  equality,
  isBlank,
  ordering,
  parseOperandWith,
  sameAsColumn,
  textOf,
} from "./shared.ts";

const LARGEST = 1e15;

const parse: FieldModule["parse"] = (input, field, path) => {
  if (isBlank(input)) return BLANK;
  const text = textOf(input).replaceAll(",", "").trim();
  const number = text === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(number))
    return { problem: problem(path, "not_number", { value: textOf(input).slice(0, 40) }) };
  const { minimum = -LARGEST, maximum = LARGEST, decimals = 6 } = field;
  if (number < minimum || number > maximum) {
    return { problem: problem(path, "out_of_range", { name: field.label.en, minimum, maximum }) };
  }
  return { value: Number(number.toFixed(decimals)) };
};

/** A decimal number; `double precision` holds what JSON can say exactly. */
export const number: FieldModule = {
  ...sameAsColumn,
  kind: "number",
  columns: { "": "double precision" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  engineValue: (value) => value as number,
  fromJson: (json) => [
    sql`case when jsonb_typeof(${json}) = 'number' and pg_input_is_valid(${json} #>> '{}', 'double precision') then (${json})::double precision end`,
  ],
  readJson: (json) => (typeof json === "number" && Number.isFinite(json) ? json : null),
  filters: { ...equality("double precision"), ...ordering("double precision"), ...emptiness },
  smallest: "'-infinity'::double precision",
  measures: ["sum", "avg", "min", "max"],
};

/** A number of hundredths shown with a percent sign: 12.5 means 12.5 %. */
export const percent: FieldModule = number;
