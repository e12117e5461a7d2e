/** A phone number, kept in E.164 (`+8613900000000`), parsed by libphonenumber with China as the home country. */
import { sql } from "kysely";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { problem } from "../errors.ts";
import type { FieldModule, Json } from "./module.ts";
import {
  BLANK,
  emptiness,
  equality,
  isBlank,
  jsonText,
  main,
  parseOperandWith,
  readText,
  sameAsColumn,
  textOf,
} from "./shared.ts";

const HOME_COUNTRY = "CN";
const STARS = "*******";

/**
 * Mainland mobile numbers as nearly everybody writes them. None of them begins with a prefix that is dialled and not
 * kept (as 179 and five digits may), so they are what they say: asking the library takes fifty times as long.
 */
const MOBILE = /^(?:\+86)?(1(?:[3-689]\d|7[0-8])\d{8})$/;

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const text = textOf(input).trim();
  const mobile = MOBILE.exec(text);
  if (mobile) return { value: `+86${mobile[1]}` };
  const number = parsePhoneNumberFromString(text, HOME_COUNTRY);
  if (!number?.isPossible())
    return { problem: problem(path, "not_phone", { value: text.slice(0, 40) }) };
  return { value: number.number };
};

const digitsOf = (input: unknown): string => textOf(input).replace(/\D/g, "");

/** Fewer digits are in every number. */
export const MIN_SEARCHED_DIGITS = 3;

/** Digits anywhere in the number, as far as the cell shows them; a masked cell shows its last four. */
const containsDigits: NonNullable<FieldModule["search"]> = (cell, words) => {
  const digits = digitsOf(words);
  return digits.length < MIN_SEARCHED_DIGITS ? null : sql`${main(cell)} like ${`%${digits}%`}`;
};

export const phone: FieldModule = {
  ...sameAsColumn,
  kind: "text",
  columns: { "": "text" },
  parse,
  parseOperand(input, op, field, path) {
    if (op !== "contains") return parseOperandWith(parse, input, op, field, path);
    const digits = digitsOf(input ?? "");
    return digits === "" ? { problem: problem(path, "required") } : { value: digits };
  },
  engineValue: (value) => value as string,
  fromJson: (json) => [jsonText(json)],
  readJson: readText,
  filters: {
    ...equality("text"),
    ...emptiness,
    contains: (cell, operand) => sql`${main(cell)} like ${`%${String(operand)}%`}`,
  },
  smallest: "''",
  mask: (value: Json) => STARS + String(value).slice(-4),
  maskSql: (cell) => [sql`${sql.lit(STARS)} || right(${main(cell)}, 4)`],
  search: containsDigits,
};
