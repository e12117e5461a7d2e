import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule, Parsed, Sql } from "./module.ts";
import {
  BLANK,
  emptiness,
  equality,
  isBlank,
  jsonText,
  likeText,
  main,
  parseOperandWith,
  readText,
  sameAsColumn,
} from "./shared.ts";

const parseUpTo =
  (standard: number): FieldModule["parse"] =>
  (input, field, path): Parsed => {
    if (isBlank(input)) return BLANK;
    if (typeof input !== "string" && typeof input !== "number")
      return { problem: problem(path, "not_text") };
    const limit = field.maxLength ?? standard;
    // PostgreSQL text cannot hold NUL, and a lone surrogate cannot be encoded at all.
    const text = String(input).replaceAll("\u0000", "").toWellFormed().trim();
    if (text.length > limit) return { problem: problem(path, "too_long", { limit }) };
    return { value: text === "" ? null : text };
  };

const contains = (cell: readonly Sql[], operand: unknown): Sql =>
  sql`${main(cell)} ilike ${`%${likeText(String(operand))}%`}`;

function textModule(standardLength: number, sortable: boolean): FieldModule {
  const parse = parseUpTo(standardLength);
  return {
    ...sameAsColumn,
    kind: "text",
    columns: { "": "text" },
    parse,
    parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
    engineValue: (value) => value as string,
    fromJson: (json) => [jsonText(json)],
    readJson: readText,
    filters: {
      ...equality("text"),
      ...emptiness,
      contains,
      startsWith: (cell, operand) => sql`${main(cell)} ilike ${`${likeText(String(operand))}%`}`,
    },
    ...(sortable ? { smallest: "''" } : {}),
    groupable: sortable,
    search: contains,
  };
}

/** One line; at most 200 characters unless declared. */
export const text = textModule(200, true);
/** Several lines; at most 20,000 characters unless declared. */
export const longText = textModule(20_000, false);
