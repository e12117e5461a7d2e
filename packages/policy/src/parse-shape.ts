import { MAX_TEXT_LENGTH } from "./limits.ts";
import { problemAt } from "./problems.ts";
import type { Schema } from "./model.ts";
import type { Problem, ProblemCode } from "./problems.ts";

/**
 * Where a parser stands. Reading goes on after a problem, so that all are found at once; what is read in place of the
 * faulty part is never handed out, because one problem refuses the whole.
 */
export interface Parser {
  readonly schema: Schema;
  readonly problems: Problem[];
  readonly path: string;
}

type Shape = Readonly<Record<string, unknown>>;

export function startParser(schema: Schema, path: string): Parser {
  return { schema, problems: [], path };
}

/** The same parser one step further in. */
export function at(parser: Parser, step: string | number): Parser {
  return { ...parser, path: parser.path === "" ? `${step}` : `${parser.path}.${step}` };
}

export function report(parser: Parser, code: ProblemCode, what?: string): void {
  parser.problems.push(problemAt(parser.path, code, what));
}

/** A plain object with all of `required` and nothing beside `optional`: a misspelt key must not drop a condition. */
export function readObject(
  parser: Parser,
  input: unknown,
  keys: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): Shape {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    report(parser, "not-an-object");
    return {};
  }
  const known = [...keys.required, ...(keys.optional ?? [])];
  for (const key of Object.keys(input)) {
    if (!known.includes(key)) report(parser, "unknown-key", key);
  }
  for (const key of keys.required) {
    if (!Object.hasOwn(input, key)) report(parser, "missing-key", key);
  }
  return input as Shape;
}

export function readList<T>(
  parser: Parser,
  input: unknown,
  limit: number,
  read: (parser: Parser, item: unknown) => T,
): readonly T[] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) {
    report(parser, "not-a-list");
    return [];
  }
  if (input.length > limit) {
    report(parser, "too-many", `${limit}`);
    return [];
  }
  return input.map((item, index) => read(at(parser, index), item));
}

/** A text that is none, or too long, is read as an empty one, of which nothing more is said. */
export function readText(parser: Parser, input: unknown): string {
  if (input === undefined) return "";
  if (typeof input !== "string") {
    report(parser, "not-a-text");
    return "";
  }
  if (input.length === 0) report(parser, "empty-text");
  if (input.length <= MAX_TEXT_LENGTH) return input;
  report(parser, "too-long", `${MAX_TEXT_LENGTH}`);
  return "";
}

export function readChoice<T extends string>(
  parser: Parser,
  input: unknown,
  choices: readonly T[],
): T {
  const text = readText(parser, input);
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined && text !== "") report(parser, "unknown-choice", text);
  return choice ?? choices[0]!;
}

/** Which of several shapes it is, told once; whoever reads that shape insists on its keys. Null: none of them. */
export function readKind<T extends string>(
  parser: Parser,
  input: unknown,
  kinds: readonly T[],
): T | null {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    report(parser, "not-an-object");
    return null;
  }
  if (!Object.hasOwn(input, "kind")) {
    report(parser, "missing-key", "kind");
    return null;
  }
  const kind = readText(at(parser, "kind"), (input as Shape)["kind"]);
  const known = kinds.find((one) => one === kind) ?? null;
  if (known === null && kind !== "") report(at(parser, "kind"), "unknown-choice", kind);
  return known;
}

export function readBoolean(parser: Parser, input: unknown): boolean {
  if (typeof input !== "boolean") report(parser, "not-a-boolean");
  return input === true;
}

export function readCount(parser: Parser, input: unknown): number {
  const isCount = Number.isSafeInteger(input) && (input as number) > 0;
  if (!isCount && input !== undefined) report(parser, "not-a-count");
  return isCount ? (input as number) : 1;
}
