import { problem } from "../errors.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { FieldModule, Json } from "./module.ts";
import {
  BLANK,
  emptiness,
  equality,
  isBlank,
  jsonText,
  parseOperandWith,
  readText,
  sameAsColumn,
  textOf,
} from "./shared.ts";

/** A choice by its value or by its label in either language, as people and spreadsheets write it. */
export function findChoice(input: unknown, field: FieldDeclaration): string | null {
  const text = textOf(input).trim();
  const lower = text.toLowerCase();
  const found = field.choices?.find(
    ({ value, label }) => value === text || label.zh === text || label.en.toLowerCase() === lower,
  );
  return found?.value ?? null;
}

export const notChoice = (input: unknown, field: FieldDeclaration, path: string) => ({
  problem: problem(path, "not_choice", {
    value: textOf(input).slice(0, 40),
    choices: (field.choices ?? []).map(({ value }) => value).join(", "),
  }),
});

const parse: FieldModule["parse"] = (input, field, path) => {
  if (isBlank(input)) return BLANK;
  const value = findChoice(input, field);
  return value === null ? notChoice(input, field, path) : { value };
};

/** One of the declared values. */
export const choice: FieldModule = {
  ...sameAsColumn,
  kind: "text",
  columns: { "": "text" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  engineValue: (value: Json) => value as string,
  fromJson: (json) => [jsonText(json)],
  readJson: readText,
  filters: { ...equality("text"), ...emptiness },
  smallest: "''",
};
