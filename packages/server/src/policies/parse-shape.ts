/** Unknown input taken apart: every problem is named with its path, and what is returned has its shape all the same. */
import type { Text } from "@latchkey/policy";
import { problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";

interface WordsRule {
  readonly path: string;
  /** Characters in each language. */
  readonly limit: number;
  readonly isRequired: boolean;
}

/** Words in one language speak for both. */
export function parseWords(
  input: unknown,
  { path, limit, isRequired }: WordsRule,
  problems: Problem[],
): Text {
  const shape = objectOf(input ?? {}, path, problems);
  const words = (key: "zh" | "en"): string => {
    const value = shape[key] ?? "";
    if (typeof value !== "string") problems.push(problem(`${path}.${key}`, "not_text"));
    const trimmed = textOf(value).trim();
    if (trimmed.length > limit) problems.push(problem(`${path}.${key}`, "too_long", { limit }));
    return trimmed;
  };
  const [zh, en] = [words("zh"), words("en")];
  if (isRequired && zh === "" && en === "") problems.push(problem(path, "required"));
  return { zh: zh || en, en: en || zh };
}

export const notChoice = (path: string, value: unknown, choices: readonly string[]): Problem =>
  problem(path, "not_choice", { value: textOf(value).slice(0, 40), choices: choices.join(", ") });

export function objectOf(
  input: unknown,
  path: string,
  problems: Problem[],
): Record<string, unknown> {
  if (typeof input === "object" && input !== null && !Array.isArray(input))
    return input as Record<string, unknown>;
  problems.push(problem(path, "not_object"));
  return {};
}
