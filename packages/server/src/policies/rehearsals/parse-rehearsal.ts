/** A round as it comes in: unknown → checked, with every problem named. */
import { badRequest, problem, type Problem } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import type { RehearsalInput, RehearsalVerdict, TaskInput } from "../../http/contract.ts";
import { notChoice, objectOf, parseWords } from "../parse-shape.ts";

const MAX_DAYS = 30;
const MAX_PARTS = 10;
const MAX_PEOPLE = 10;
const MAX_TASKS = 20;
const MAX_TEXT = 300;
const MAX_REMARK = 1_000;
const EXPECTATIONS: readonly string[] = ["can", "cannot"];
const VERDICTS: readonly string[] = [
  "asExpected",
  "didNot",
  "shouldNot",
] satisfies readonly RehearsalVerdict[];

type Parsed = Omit<RehearsalInput, "version">;

export function parseRehearsal(input: unknown): Parsed {
  const problems: Problem[] = [];
  const shape = objectOf(input, "rehearsal", problems);
  const days = Number(shape["days"]);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    problems.push(problem("days", "bad_days", { limit: MAX_DAYS }));
  const given = listIn(shape["parts"], { path: "parts", limit: MAX_PARTS }, problems);
  if (given.length === 0) problems.push(problem("parts", "no_parts"));
  const parts = given.map((part, index) => parsePart(part, `parts.${index}`, problems));
  if (problems.length > 0) throw badRequest(problems);
  return { days, parts };
}

function parsePart(input: unknown, path: string, problems: Problem[]): Parsed["parts"][number] {
  const shape = objectOf(input, path, problems);
  const people = listIn(shape["people"], { path: `${path}.people`, limit: MAX_PEOPLE }, problems);
  if (people.length === 0) problems.push(problem(`${path}.people`, "no_people"));
  const tasks = listIn(shape["tasks"], { path: `${path}.tasks`, limit: MAX_TASKS }, problems);
  if (tasks.length === 0) problems.push(problem(`${path}.tasks`, "no_tasks"));
  return {
    role: parseId(shape["role"], `${path}.role`, problems),
    people: [...new Set(people.map((id, at) => parseId(id, `${path}.people.${at}`, problems)))],
    tasks: tasks.map((task, at) => parseTask(task, `${path}.tasks.${at}`, problems)),
  };
}

function parseTask(input: unknown, path: string, problems: Problem[]): TaskInput {
  const shape = objectOf(input, path, problems);
  const { expect } = shape;
  if (!EXPECTATIONS.includes(textOf(expect)))
    problems.push(notChoice(`${path}.expect`, expect ?? "", EXPECTATIONS));
  const rule = { path: `${path}.text`, limit: MAX_TEXT, isRequired: true };
  return {
    text: parseWords(shape["text"], rule, problems),
    expect: expect as TaskInput["expect"],
  };
}

interface ListRule {
  readonly path: string;
  readonly limit: number;
}

function listIn(
  input: unknown,
  { path, limit }: ListRule,
  problems: Problem[],
): readonly unknown[] {
  if (!Array.isArray(input)) {
    problems.push(problem(path, "bad_request"));
    return [];
  }
  if (input.length > limit) problems.push(problem(path, "too_many_named", { limit }));
  return input.slice(0, limit);
}

function parseId(input: unknown, path: string, problems: Problem[]): string {
  const id = textOf(input);
  if (!UUID.test(id)) problems.push(problem(path, "not_found"));
  return id;
}

export interface Judgement {
  readonly verdict: RehearsalVerdict;
  readonly remark: string | null;
}

export function parseJudgement({
  verdict,
  remark,
}: {
  readonly verdict?: unknown;
  readonly remark?: unknown;
}): Judgement {
  if (!VERDICTS.includes(textOf(verdict)))
    throw badRequest([notChoice("verdict", verdict ?? "", VERDICTS)]);
  const said = remark ?? "";
  if (typeof said !== "string") throw badRequest([problem("remark", "not_text")]);
  if (said.trim().length > MAX_REMARK)
    throw badRequest([problem("remark", "too_long", { limit: MAX_REMARK })]);
  return { verdict: verdict as RehearsalVerdict, remark: said.trim() || null };
}
