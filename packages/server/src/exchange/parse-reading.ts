/** Unknown → how a file is to be read. What is not said is found out. */
import { badRequest, problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { ImportReading } from "../http/contract.ts";
import { DELIMITERS, ENCODINGS } from "./delimited-text.ts";
import { MAX_ROWS } from "./read-table.ts";

export function parseReading(input: unknown): ImportReading {
  const { sheet, header, encoding, delimiter } = (input ?? {}) as Record<string, unknown>;
  const problems: Problem[] = [];
  if (sheet !== undefined && typeof sheet !== "string") problems.push(problem("sheet", "not_text"));
  const isRow = Number.isInteger(header) && Number(header) >= 1 && Number(header) <= MAX_ROWS;
  if (header !== undefined && !isRow)
    problems.push(
      problem("header", "out_of_range", { name: "header", minimum: 1, maximum: MAX_ROWS }),
    );
  problems.push(
    ...oneOf("encoding", encoding, ENCODINGS),
    ...oneOf("delimiter", delimiter, DELIMITERS),
  );
  if (problems.length > 0) throw badRequest(problems);
  const said = { sheet, header, encoding, delimiter };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function oneOf(path: string, value: unknown, choices: readonly string[]): readonly Problem[] {
  if (value === undefined || choices.includes(value as string)) return [];
  const told = { value: textOf(value).slice(0, 20), choices: choices.join(" ") };
  return [problem(path, "not_choice", told)];
}
