import { splitPath } from "./bind.ts";
import { relatedAtom } from "./condition.ts";
import { compareValues, doOverlap, isEmptyValue, isInList, negate } from "./truth.ts";
import type {
  Condition,
  ConditionKind,
  Context,
  Operand,
  RecordFacts,
  Truth,
  UnitTree,
  Value,
} from "./model.ts";

/**
 * The truth of a condition about one record, as SQL would find it. Every path must start at `record` or `context`;
 * put the subject in first with {@link bindSubject}. Fields and context values that are missing are null.
 */
export function evaluateCondition(
  condition: Condition,
  facts: RecordFacts,
  context: Context,
  tree: UnitTree,
): Truth {
  return evaluate(condition, { facts, context, tree });
}

interface World {
  readonly facts: RecordFacts;
  readonly context: Context;
  readonly tree: UnitTree;
}

type Evaluator<C> = (condition: C, world: World) => Truth;

function evaluate(condition: Condition, world: World): Truth {
  return (EVALUATORS[condition.kind] as Evaluator<Condition>)(condition, world);
}

const EVALUATORS: { [K in ConditionKind]: Evaluator<Extract<Condition, { kind: K }>> } = {
  true: () => true,
  and: ({ of }, world) => strongest(of, world, false),
  or: ({ of }, world) => strongest(of, world, true),
  not: ({ of }, world) => negate(evaluate(of, world)),
  compare: ({ op, left, right }, world) => compareValues(op, read(left, world), read(right, world)),
  in: ({ item, list }, world) => isInList(read(item, world), read(list, world)),
  overlaps: ({ left, right }, world) => doOverlap(read(left, world), read(right, world)),
  within: ({ unit, root }, world) => isWithin(read(unit, world), read(root, world), world.tree),
  related: (condition, world) => world.facts.related(relatedAtom(condition)),
  isEmpty: ({ of }, world) => isEmptyValue(read(of, world)),
};

/** One part with the absorbing truth decides; failing that, one unknown part makes the whole unknown. */
function strongest(of: readonly Condition[], world: World, absorbing: boolean): Truth {
  let truth: Truth = !absorbing;
  for (const part of of) {
    const found = evaluate(part, world);
    if (found === absorbing) return absorbing;
    if (found === null) truth = null;
  }
  return truth;
}

function isWithin(unit: Value, root: Value, tree: UnitTree): Truth {
  return typeof unit === "string" && typeof root === "string" ? tree.isWithin(unit, root) : null;
}

function read(operand: Operand, world: World): Value {
  if ("value" in operand) return operand.value;
  const [head, name] = splitPath(operand);
  const source = head === "record" ? world.facts.values : world.context;
  return source[name] ?? null;
}
