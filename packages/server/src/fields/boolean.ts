import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule } from "./module.ts";
import {
  BLANK,
  emptiness,
  isBlank,
  main,
  parseOperandWith,
  sameAsColumn,
  textOf,
} from "./shared.ts";

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "1", "是"].map((word) => [word, true] as const),
  ...["false", "no", "n", "0", "否"].map((word) => [word, false] as const),
]);

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const value = typeof input === "boolean" ? input : WORDS.get(textOf(input).trim().toLowerCase());
  return value === undefined ? { problem: problem(path, "not_boolean") } : { value };
};

export const boolean: FieldModule = {
  ...sameAsColumn,
  kind: "boolean",
  columns: { "": "boolean" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  engineValue: (value) => value as boolean,
  fromJson: (json) => [sql`case jsonb_typeof(${json}) when 'boolean' then (${json})::boolean end`],
  readJson: (json) => (typeof json === "boolean" ? json : null),
  filters: {
    is: (cell, operand) => sql`${main(cell)} = ${operand}::boolean`,
    isNot: (cell, operand) => sql`${main(cell)} is distinct from ${operand}::boolean`,
    ...emptiness,
  },
  smallest: "false",
};
