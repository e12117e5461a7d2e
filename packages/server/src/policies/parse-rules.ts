/** Rules as they come in: unknown → what the engine takes, with every problem named. */
import { parseRole, type Rule } from "@latchkey/policy";
import type { Model } from "../derive/model.ts";
import type { Problem } from "../errors.ts";

const WORDS = { zh: "-", en: "-" };

/** Paths begin with `rules`. What is returned beside problems is nothing. */
export function parseRules(input: unknown, model: Model, problems: Problem[]): readonly Rule[] {
  const role = { id: "role", name: WORDS, duties: WORDS, rules: input };
  const parsed = parseRole(model.schema, role);
  if (parsed.ok) return parsed.value.rules;
  problems.push(...parsed.problems);
  return [];
}
