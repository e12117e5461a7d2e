import { compile } from "../compile.ts";
import { decide } from "../decide.ts";
import { explain } from "../explain.ts";
import { compileInputOf, factsOf } from "./world.ts";
import type { CompiledSubject } from "../compile.ts";
import type { FlipStep } from "../find-flip.ts";
import type { RuleExplanation } from "../explain-rule.ts";
import type { Decision, FieldLevels } from "../model.ts";
import type { Case, ExplainExpectation, Verdict } from "./case.ts";
import type { ListedRow, ListQuestion } from "./list-in-memory.ts";

/** Whatever can list: the plan in memory, or SQL on a database that was given the same world. */
export interface CaseEngine {
  list(question: ListQuestion): readonly CaseRow[] | Promise<readonly CaseRow[]>;
}

/** A database need not return more than ids and levels; what more there is must be as decided. */
export type CaseRow = Pick<ListedRow, "id" | "levels"> & Partial<ListedRow>;

/** Runs every expectation of a case; returns each difference as one line, none if all is as expected. */
export async function runCase(testCase: Case, engine: CaseEngine): Promise<readonly string[]> {
  const compiled = compile(compileInputOf(testCase.world));
  const wrong: string[] = [];
  const expectSame = (what: string, found: unknown, expected: unknown) => {
    const [left, right] = [found, expected].map((value) => JSON.stringify(value));
    if (left !== right) wrong.push(`${what}: ${left}, expected ${right}`);
  };
  checkDecisions(testCase, compiled, expectSame);
  await checkLists(testCase, compiled, engine, expectSame);
  checkExplanations(testCase, compiled, expectSame);
  return wrong;
}

type ExpectSame = (what: string, found: unknown, expected: unknown) => void;

function checkDecisions(testCase: Case, compiled: CompiledSubject, expectSame: ExpectSame): void {
  for (const [question, expected] of Object.entries(testCase.decide)) {
    const decision = decideOn(testCase, compiled, question);
    expectSame(`${question} allow`, decision.allow, expected !== "deny");
    if (typeof expected === "object") checkVerdict(question, decision, expected, expectSame);
  }
}

function checkVerdict(
  question: string,
  decision: Decision,
  expected: Verdict,
  expectSame: ExpectSame,
): void {
  const { see, act, write, demands, because } = expected;
  const reasons = decision.reasons.map(({ rule }) => rule).toSorted();
  if (see !== undefined) expectSame(`${question} sees`, cellsOf(decision.levels), sortCells(see));
  if (act !== undefined)
    expectSame(`${question} acts on`, cellsOf(decision.actLevels), sortCells(act));
  if (write !== undefined) {
    expectSame(`${question} writes`, sortCells(decision.write.join(" ")), sortCells(write));
  }
  if (demands) expectSame(`${question} demands`, decision.obligations, demands);
  if (because) expectSame(`${question} because`, reasons, because);
}

async function checkLists(
  testCase: Case,
  compiled: CompiledSubject,
  engine: CaseEngine,
  expectSame: ExpectSame,
): Promise<void> {
  const { world, list } = testCase;
  for (const [name, expected] of Object.entries(list)) {
    const [objectName, action] = name.split(".") as [string, string];
    const rows = await engine.list({ world, compiled, objectName, action });
    const found = rows.map(({ id, levels }) => `${id}: ${cellsOf(levels)}`).toSorted();
    const wanted = Object.entries(expected).map(([id, cells]) => `${id}: ${sortCells(cells)}`);
    expectSame(`list ${name}`, found, wanted.toSorted());
    for (const { id, actLevels, write, obligations } of rows) {
      const decision = decideOn(testCase, compiled, `${name} ${id}`);
      const of = `list ${name} ${id}`;
      if (actLevels) expectSame(`${of} acts on`, actLevels, decision.actLevels);
      if (write) expectSame(`${of} writes`, write, decision.write);
      if (obligations) expectSame(`${of} demands`, obligations, decision.obligations);
    }
  }
}

function checkExplanations(
  testCase: Case,
  compiled: CompiledSubject,
  expectSame: ExpectSame,
): void {
  for (const [question, expected] of Object.entries(testCase.explain ?? {})) {
    const { objectName, action, facts } = partsOf(testCase, question);
    const { context } = testCase.world;
    const input = { object: objectName, action, facts, context };
    const { decision, rules, flip, bounds } = explain(compiled, input);
    expectSame(`${question} explained`, decision, decideOn(testCase, compiled, question));
    for (const [id, outcome] of Object.entries(expected.rules ?? {})) {
      const found = rules.filter(({ reference }) => reference.rule === id).map(describeRule);
      expectSame(`${question} rule ${id}`, found.join(" + "), outcome);
    }
    for (const [id, verdict] of Object.entries(expected.bounds ?? {})) {
      const found = bounds.find(({ assignments }) => assignments.includes(id))?.explanation;
      expectSame(`${question} bound of ${id}`, found?.decision.allow, verdict === "allows");
    }
    if (expected.flip) {
      expectSame(`${question} flip`, flip?.steps.map(describeStep).toSorted(), expected.flip);
    }
    if (expected.values !== undefined)
      expectSame(`${question} values`, flip?.values, expected.values);
    checkFields(compiled, input, expected, (what, ...pair) =>
      expectSame(`${question} ${what}`, ...pair),
    );
  }
}

function checkFields(
  compiled: CompiledSubject,
  input: Parameters<typeof explain>[1],
  expected: ExplainExpectation,
  expectSame: ExpectSame,
): void {
  for (const [name, text] of Object.entries(expected.field ?? {})) {
    const found = explain(compiled, { ...input, field: name }).field!;
    const parts = (["opens", "masks", "limits", "lowers", "closes"] as const)
      .filter((key) => found[key].length > 0)
      .map((key) => `${key} ${found[key].map(({ rule }) => rule).join(",")}`);
    expectSame(`field ${name}`, [found.level, ...parts].join(" "), text);
  }
}

function decideOn(testCase: Case, compiled: CompiledSubject, question: string): Decision {
  const { objectName, action, facts } = partsOf(testCase, question);
  return decide(compiled, objectName, action, facts, testCase.world.context);
}

function partsOf({ world }: Case, question: string) {
  const [name, id] = question.split(" ") as [string, string];
  const [objectName, action] = name.split(".") as [string, string];
  const record = world.records[objectName]!.find((candidate) => candidate.id === id)!;
  return { objectName, action, facts: factsOf(world, objectName, record) };
}

function describeRule({ outcome, failed }: RuleExplanation): string {
  if (!failed) return outcome;
  return `${outcome} ${failed.path} ${failed.truth === null ? "unknown" : "false"}`;
}

const STEPS: { [C in FlipStep["code"]]: (step: Extract<FlipStep, { code: C }>) => string } = {
  condition: ({ reference, path, to }) => `condition ${reference.rule} ${path} ${to}`,
  assignment: ({ assignment }) => `assignment ${assignment}`,
  bound: ({ assignment }) => `bound ${assignment}`,
  "no-rule": ({ action }) => `no-rule ${action}`,
  "lift-forbid": ({ reference }) => `lift-forbid ${reference.rule}`,
  withdraw: ({ reference }) => `withdraw ${reference.rule}`,
};

function describeStep(step: FlipStep): string {
  return (STEPS[step.code] as (step: FlipStep) => string)(step);
}

function cellsOf(levels: FieldLevels): string {
  const cells = Object.entries(levels)
    .filter(([, level]) => level !== "absent")
    .map(([name, level]) => (level === "masked" ? `~${name}` : name));
  return sortCells(cells.join(" "));
}

function sortCells(text: string): string {
  const cells = text.split(" ").filter((cell) => cell !== "" && cell !== "-");
  return cells.length === 0 ? "-" : cells.toSorted().join(" ");
}
