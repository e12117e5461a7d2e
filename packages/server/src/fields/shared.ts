/** Pieces that several field types are made of. */
import { sql } from "kysely";
import type { Operator } from "../http/contract.ts";
import { problem } from "../errors.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { FieldModule, Json, Parsed, Sql } from "./module.ts";

type Filters = FieldModule["filters"];

export const isBlank = (input: unknown): boolean =>
  input === null || input === undefined || (typeof input === "string" && input.trim() === "");

/** What unknown input says as a text. An object from outside may have a `toString` that is none. */
export const textOf = (input: unknown): string =>
  typeof input === "object" && !(input instanceof Date) ? JSON.stringify(input) : String(input);

export const BLANK: Parsed = { value: null };

export const main = (cell: readonly Sql[]): Sql => cell[0]!;

/** Escapes what LIKE treats as a wildcard. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

export const emptiness: Filters = {
  isEmpty: (cell) => sql`${main(cell)} is null`,
  isNotEmpty: (cell) => sql`${main(cell)} is not null`,
};

/** Equality against one value or a list of them, cast to the column's SQL type. "Is not" holds for empty cells too. */
export function equality(sqlType: string): Filters {
  const type = sql.raw(sqlType);
  return {
    is: (cell, operand) => sql`${main(cell)} = ${operand}::${type}`,
    isNot: (cell, operand) => sql`${main(cell)} is distinct from ${operand}::${type}`,
    anyOf: (cell, operand) => sql`${main(cell)} = any(${operand}::${type}[])`,
    noneOf: (cell, operand) => sql`(${main(cell)} = any(${operand}::${type}[])) is not true`,
  };
}

export function ordering(sqlType: string): Filters {
  const type = sql.raw(sqlType);
  return {
    atLeast: (cell, operand) => sql`${main(cell)} >= ${operand}::${type}`,
    atMost: (cell, operand) => sql`${main(cell)} <= ${operand}::${type}`,
  };
}

const UNARY: ReadonlySet<Operator> = new Set(["isEmpty", "isNotEmpty"]);
const LISTS: ReadonlySet<Operator> = new Set(["anyOf", "noneOf"]);

/** At most so many values in one "any of". */
export const MAX_OPERANDS = 500;

/** The usual operand: nothing for emptiness, a list for any/none of, else one value of the field's own type. */
export function parseOperandWith(
  parse: FieldModule["parse"],
  input: unknown,
  op: Operator,
  field: FieldDeclaration,
  path: string,
): Parsed {
  if (UNARY.has(op)) return BLANK;
  if (!LISTS.has(op)) return parseFilled(parse, input, field, path);
  if (!Array.isArray(input)) return { problem: problem(path, "not_list") };
  if (input.length > MAX_OPERANDS) {
    return {
      problem: problem(path, "out_of_range", { name: "value", minimum: 0, maximum: MAX_OPERANDS }),
    };
  }
  const values: Json[] = [];
  for (const [index, one] of input.entries()) {
    const parsed = parseFilled(parse, one, field, `${path}.${index}`);
    if ("problem" in parsed) return parsed;
    values.push(parsed.value);
  }
  return { value: values };
}

function parseFilled(
  parse: FieldModule["parse"],
  input: unknown,
  field: FieldDeclaration,
  path: string,
): Parsed {
  const parsed = parse(input, field, path);
  if ("value" in parsed && parsed.value === null) return { problem: problem(path, "required") };
  return parsed;
}

/** A type whose canonical JSON is exactly its one column. */
export const sameAsColumn = {
  store: (value: Json) => [value],
  load: (columns: readonly unknown[]) => columns[0] as Json,
  measures: [],
  groupable: true,
  mask: () => null,
} as const;

/** Text of a JSON string, else NULL: a custom value of the wrong type reads as empty. */
export const jsonText = (json: Sql): Sql =>
  sql`case jsonb_typeof(${json}) when 'string' then ${json} #>> '{}' end`;

/** The same for JSON in hand. */
export const readText = (json: Json): Json => (typeof json === "string" ? json : null);

/** A text of one exact form that is also valid for PostgreSQL, else NULL. `[0-9]`: `\d` may match other scripts' digits. */
export function jsonShaped(json: Sql, shape: RegExp, sqlType: string): Sql {
  const text = jsonText(json);
  return sql`case when ${text} ~ ${sql.lit(shape.source)} and pg_input_is_valid(${text}, ${sql.lit(sqlType)}) then (${text})::${sql.raw(sqlType)} end`;
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
