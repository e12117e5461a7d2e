/** An e-mail address, kept in lower case. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule, Json } from "./module.ts";
import { BLANK, isBlank, main, textOf } from "./shared.ts";
import { text } from "./text.ts";

// Deliberately loose (the only proof of an address is a delivered message): one @, a dot in the domain, no spaces.
const SHAPE = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const address = textOf(input).trim().toLowerCase();
  if (!SHAPE.test(address) || address.length > 254) {
    return { problem: problem(path, "not_email", { value: address.slice(0, 60) }) };
  }
  return { value: address };
};

export const email: FieldModule = {
  ...text,
  parse,
  /** The first letter stays: `l***`. */
  mask: (value: Json) => `${[...String(value)][0]}***`,
  maskSql: (cell) => [sql`left(${main(cell)}, 1) || '***'`],
};
