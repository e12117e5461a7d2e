import { compile } from "../compile.ts";
import { decide } from "../decide.ts";
import { PolicyError } from "../errors.ts";
import { explain } from "../explain.ts";
import { mayEver, plan } from "../plan.ts";
import { listByPlan } from "./list-in-memory.ts";
import { referenceDecide } from "./reference.ts";
import { compileInputOf, factsOf } from "./world.ts";
import type { CompiledSubject } from "../compile.ts";
import type { BoundExplanation } from "../explain.ts";
import type { RuleExplanation } from "../explain-rule.ts";
import type { Decision, Plan, RuleReference } from "../model.ts";
import type { Coverage } from "./coverage.ts";
import type { ListedRow } from "./list-in-memory.ts";
import type { ReferenceDecision } from "./reference.ts";
import type { World, WorldRecord } from "./world.ts";

/** Counters of a run beside the coverage of conditions. */
export interface CheckCounts {
  decisions: number;
  arms: number;
  /** Plans refused because they need too many arms: loud, hence no fault, but they must stay rare. */
  tooWide: number;
  flipsTried: number;
}

export interface CheckInput {
  readonly world: World;
  readonly coverage: Coverage;
  readonly counts: CheckCounts;
}

/** Lets decide, plan and explain answer every question a world holds; returns where they differ from the reference. */
export function checkWorld(input: CheckInput): readonly string[] {
  const compiled = compile(compileInputOf(input.world));
  const { objects } = input.world.schema;
  return Object.entries(objects).flatMap(([objectName, type]) =>
    type.actions.flatMap((action) => checkAction(input, compiled, objectName, action)),
  );
}

function checkAction(
  input: CheckInput,
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): readonly string[] {
  const { world, coverage } = input;
  const records = world.records[objectName] ?? [];
  const expected = new Map(
    records.map((record) => [
      record.id,
      referenceDecide({ world, objectName, action, record, coverage }),
    ]),
  );
  const where = `${objectName}.${action}`;
  const wrong = records.flatMap((record) =>
    checkRecord(input, compiled, {
      objectName,
      action,
      record,
      expected: expected.get(record.id)!,
    }),
  );
  return [...wrong, ...checkList(input, compiled, objectName, action, expected)].map(
    (text) => `${where} ${text}`,
  );
}

interface RecordCheck {
  readonly objectName: string;
  readonly action: string;
  readonly record: WorldRecord;
  readonly expected: ReferenceDecision;
}

function checkRecord(
  input: CheckInput,
  compiled: CompiledSubject,
  check: RecordCheck,
): readonly string[] {
  const { world, counts } = input;
  const { objectName, action, record, expected } = check;
  counts.decisions += 1;
  const facts = factsOf(world, objectName, record);
  const decision = decide(compiled, objectName, action, facts, world.context);
  const found = comparable(decision);
  const wrong: string[] = [];
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    wrong.push(`decide says ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }
  if (expected.allow && !mayEver(compiled, objectName, action)) wrong.push("mayEver is false");
  // Explaining costs far more than deciding, so one record in eight is asked about.
  if (counts.decisions % 8 === 0) wrong.push(...checkExplanation(input, compiled, check, decision));
  return wrong.map((text) => `${record.id}: ${text}`);
}

function checkExplanation(
  { world, counts }: CheckInput,
  compiled: CompiledSubject,
  { objectName, action, record, expected }: RecordCheck,
  decision: Decision,
): readonly string[] {
  const facts = factsOf(world, objectName, record);
  const { context } = world;
  const explained = explain(compiled, { object: objectName, action, facts, context });
  const wrong: string[] = [];
  if (explained.decision !== decision) wrong.push("explain differs from decide");
  if (!isSameVerdict(explained.rules, decision)) wrong.push("the explained rules do not add up");
  if (decision.allow) wrong.push(...findUndemanded(world, explained.rules, decision));
  wrong.push(...explained.bounds.flatMap((one) => checkBound(one, explained.rules)));
  if (explained.flip?.values) {
    counts.flipsTried += 1;
    const changed = { ...record, values: { ...record.values, ...explained.flip.values } };
    const { allow } = referenceDecide({ world, objectName, action, record: changed });
    if (allow === expected.allow) wrong.push("the flip does not flip");
  }
  return wrong;
}

/** The verdict follows from the explained rules alone: whoever reads them can check it. */
function isSameVerdict(
  rules: readonly RuleExplanation[],
  { allow }: Pick<Decision, "allow">,
): boolean {
  const applied = rules.filter(({ outcome }) => outcome === "applied");
  const permits = applied.filter(({ effect }) => effect === "permit");
  const isRefused = applied.some(({ refuses }) => refuses);
  const isPermitted =
    permits.some(({ namesAction, within }) => namesAction && within.action) &&
    permits.some(({ namesView, within }) => namesView && within.view);
  return allow === (isPermitted && !isRefused);
}

/** What forbids add according to the explanation, and the decision does not demand. */
function findUndemanded(
  { policy }: World,
  rules: readonly RuleExplanation[],
  { obligations }: Decision,
): readonly string[] {
  const demanded = new Set(obligations.map((one) => JSON.stringify(one)));
  return rules
    .filter(({ effect, outcome }) => effect === "forbid" && outcome === "applied")
    .flatMap(({ reference }) => {
      const role = policy.roles.find(({ id }) => id === reference.role)!;
      return role.rules.find(({ id }) => id === reference.rule)!.obligations ?? [];
    })
    .filter((one) => !demanded.has(JSON.stringify(one)))
    .map((one) => `the explained rules demand ${JSON.stringify(one)}`);
}

/** What an explanation says of a bound and of the rules that it limits must be the same. */
function checkBound(
  { assignments, explanation }: BoundExplanation,
  rules: readonly RuleExplanation[],
): readonly string[] {
  const limited = rules.filter(
    ({ effect, assignment }) => effect === "permit" && assignments.includes(assignment.id),
  );
  return limited.some(({ within }) => within.action !== explanation.decision.allow)
    ? [`the bound of ${assignments.join()} is explained otherwise than its rules`]
    : [];
}

function comparable(decision: Decision): ReferenceDecision {
  const { allow, levels, actLevels, fields, write, obligations, reasons } = decision;
  const names = reasons.map(nameOf).toSorted();
  return { allow, levels, actLevels, fields, write, obligations, reasons: names };
}

function nameOf({ assignment, role, rule }: RuleReference): string {
  return `${assignment} ${role} ${rule}`;
}

function checkList(
  { world, counts }: CheckInput,
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  expected: ReadonlyMap<string, ReferenceDecision>,
): readonly string[] {
  const found = planOrNull(compiled, objectName, action, world);
  if (!found) {
    counts.tooWide += 1;
    return [];
  }
  counts.arms += found.kind === "arms" ? found.arms.length : 1;
  const rows = listByPlan({ world, objectName }, found).map(comparableRow);
  const wanted = [...expected]
    .filter(([, { allow }]) => allow)
    .map(([id, decision]) => comparableRow({ id, ...decision }));
  return rows.join("\n") === wanted.join("\n")
    ? []
    : [`list says ${rows.join(" ")}, not ${wanted.join(" ")}`];
}

function comparableRow({ id, levels, actLevels, write, obligations }: ListedRow): string {
  return JSON.stringify({ id, levels, actLevels, write, obligations });
}

/** Null where the plan was refused for its width; any other error is a fault. */
function planOrNull(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  world: World,
): Plan | null {
  try {
    return plan(compiled, objectName, action, world.context);
  } catch (error) {
    if (error instanceof PolicyError && error.code === "too-many-arms") return null;
    throw error;
  }
}
