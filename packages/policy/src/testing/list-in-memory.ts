import { evaluateCondition } from "../evaluate.ts";
import { plan } from "../plan.ts";
import { factsOf, treeOf } from "./world.ts";
import type { CompiledSubject } from "../compile.ts";
import type { Arm, FieldLevels, Obligation, Plan } from "../model.ts";
import type { World, WorldRecord } from "./world.ts";

/** What a list shows of one record. */
export interface ListedRow {
  readonly id: string;
  readonly levels: FieldLevels;
  readonly actLevels: FieldLevels;
  readonly write: readonly string[];
  readonly obligations: readonly Obligation[];
}

interface WorldQuestion {
  readonly world: World;
  readonly objectName: string;
}

export interface ListQuestion extends WorldQuestion {
  readonly compiled: CompiledSubject;
  readonly action: string;
}

/** Lists by the plan alone: a row comes once for every arm it is in, so overlapping arms show as double rows. */
export function listInMemory(question: ListQuestion): readonly ListedRow[] {
  const { world, compiled, objectName, action } = question;
  return listByPlan(question, plan(compiled, objectName, action, world.context));
}

/** The same with a plan that is already made. */
export function listByPlan(question: WorldQuestion, found: Plan): readonly ListedRow[] {
  const { world, objectName } = question;
  if (found.kind === "never") return [];
  const arms = found.kind === "always" ? [found.arm] : found.arms;
  return (world.records[objectName] ?? []).flatMap((record) =>
    arms.filter((arm) => isInArm(question, arm, record)).map((arm) => rowOf(record, arm)),
  );
}

function isInArm({ world, objectName }: WorldQuestion, arm: Arm, record: WorldRecord): boolean {
  const facts = factsOf(world, objectName, record);
  const tree = treeOf(world);
  const isTrue = (condition: Arm["all"][number]) =>
    evaluateCondition(condition, facts, world.context, tree) === true;
  return arm.all.every(isTrue) && !arm.none.some(isTrue);
}

function rowOf({ id }: WorldRecord, { levels, actLevels, write, obligations }: Arm): ListedRow {
  return { id, levels, actLevels, write, obligations };
}
