import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule } from "./module.ts";
import { BLANK, emptiness, isBlank, main, parseOperandWith, sameAsColumn } from "./shared.ts";

const WORDS: Readonly<Record<string, boolean>> = {
  true: true, yes: true, y: true, "1": true, 是: true,
  false: false, no: false, n: false, "0": false, 否: false,
};

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const value = typeof input === "boolean" ? input : WORDS[String(input).trim().toLowerCase()];
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
  filters: {
    is: (cell, operand) => sql`${main(cell)} = ${operand}::boolean`,
    isNot: (cell, operand) => sql`${main(cell)} is distinct from ${operand}::boolean`,
    ...emptiness,
  },
  sortKey: main,
};
