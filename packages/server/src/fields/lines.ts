/**
 * The lines of an order or quote, kept with their record: they are read, written and permitted as one cell. Their
 * columns are declared; money columns are `{amount, currency}`.
 */
import { problem } from "../errors.ts";
import { money } from "./money.ts";
import { listCell } from "./list-cell.ts";
import type { FieldModule, Json, Parsed } from "./module.ts";
import { BLANK, isBlank } from "./shared.ts";
import { number } from "./number.ts";
import { text } from "./text.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";

export const MAX_LINES = 2_000;

const MODULES = { text, number, money };

const parse: FieldModule["parse"] = (input, field, path) => {
  if (isBlank(input)) return BLANK;
  if (!Array.isArray(input)) return { problem: problem(path, "not_list") };
  if (input.length > MAX_LINES) {
    return {
      problem: problem(path, "out_of_range", {
        name: field.label.en,
        minimum: 0,
        maximum: MAX_LINES,
      }),
    };
  }
  const lines: Json[] = [];
  for (const [index, line] of input.entries()) {
    const parsed = parseLine(line, field, `${path}.${index}`, index + 1);
    if ("problem" in parsed) return parsed;
    lines.push(parsed.value);
  }
  return { value: lines.length === 0 ? null : lines };
};

function parseLine(line: unknown, field: FieldDeclaration, path: string, position: number): Parsed {
  const cells: Record<string, Json> = {};
  for (const [name, column] of Object.entries(field.columns ?? {})) {
    const input = (line as Record<string, unknown> | null)?.[name];
    const parsed = MODULES[column.type].parse(
      input,
      { ...field, label: column.label },
      `${path}.${name}`,
    );
    if ("problem" in parsed || (column.required && parsed.value === null)) {
      return { problem: problem(`${path}.${name}`, "not_lines", { line: position, column: name }) };
    }
    if (parsed.value !== null) cells[name] = parsed.value;
  }
  return { value: cells };
}

export const lines = listCell(parse);
