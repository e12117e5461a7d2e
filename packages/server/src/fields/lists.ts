/** Fields that hold several values: declared choices, or tags. An empty list is an empty cell. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import { findChoice, notChoice } from "./choice.ts";
import type { FieldModule, Json, Parsed, Sql } from "./module.ts";
import { BLANK, emptiness, isBlank, main, parseOperandWith, textOf, UUID } from "./shared.ts";

/** At most so many values in one cell. */
const MAX_VALUES = 100;

type ParseOne = (input: unknown, field: FieldDeclaration, path: string) => Parsed;

function listModule(kind: "texts" | "ids", element: string, parseOne: ParseOne): FieldModule {
  const type = sql.raw(`${element}[]`);
  const shape = kind === "ids" ? UUID : /^/;
  const overlaps = (cell: readonly Sql[], operand: Json): Sql =>
    sql`${main(cell)} && ${operand}::${type}`;
  return {
    kind,
    columns: { "": `${element}[]` },
    parse: (input, field, path) => parseList(input, field, path, parseOne),
    parseOperand: (input, op, field, path) => parseOperandWith(parseOne, input, op, field, path),
    store: (value) => [value],
    load: ([values]) => values as Json,
    engineValue: (value) => value as string[],
    fromJson: (json) => [
      sql`case jsonb_typeof(${json}) when 'array' then nullif(array(
        select e #>> '{}' from jsonb_array_elements(${json}) e
        where jsonb_typeof(e) = 'string' and e #>> '{}' ~ ${sql.lit(shape.source)}
      ), '{}')::${type} end`,
    ],
    readJson(json) {
      const items = Array.isArray(json)
        ? json.filter((one) => typeof one === "string" && shape.test(one))
        : [];
      return items.length === 0 ? null : items;
    },
    filters: {
      anyOf: overlaps,
      noneOf: (cell, operand) => sql`(${overlaps(cell, operand)}) is not true`,
      ...emptiness,
    },
    measures: [],
    groupable: false,
    mask: () => null,
  };
}

function parseList(
  input: unknown,
  field: FieldDeclaration,
  path: string,
  parseOne: ParseOne,
): Parsed {
  if (isBlank(input)) return BLANK;
  const items =
    typeof input === "string" ? input.split(/[,;，；、]/).map((one) => one.trim()) : input;
  if (!Array.isArray(items)) return { problem: problem(path, "not_list") };
  if (items.length > MAX_VALUES) {
    return {
      problem: problem(path, "out_of_range", {
        name: field.label.en,
        minimum: 0,
        maximum: MAX_VALUES,
      }),
    };
  }
  const values = new Set<Json>();
  for (const [index, item] of items.entries()) {
    if (isBlank(item)) continue;
    const parsed = parseOne(item, field, `${path}.${index}`);
    if ("problem" in parsed) return parsed;
    values.add(parsed.value);
  }
  return { value: values.size === 0 ? null : [...values] };
}

export const choices: FieldModule = listModule("texts", "text", (input, field, path) => {
  const value = findChoice(input, field);
  return value === null ? notChoice(input, field, path) : { value };
});

/** Ids of `tag` records. */
export const tags: FieldModule = listModule("ids", "uuid", (input, _field, path) =>
  typeof input === "string" && UUID.test(input)
    ? { value: input }
    : { problem: problem(path, "not_id", { value: textOf(input).slice(0, 40) }) },
);
