/**
 * Arms are disjoint so that each row has one set of field levels. Where a question looks at no cell on which arms differ,
 * being disjoint only costs: "in my store and neither mine nor shared with me" asks two more questions of every row than
 * "in my store", and "sold in my store but not my store's" reads the whole store to find nothing. So such arms are made
 * few and plain, and may overlap; together they hold the same rows after each of the three steps:
 *
 * 1. *Widen*: an arm need not exclude what another one holds anyway.
 * 2. *Absorb*: an arm within another one goes; a store's pool is in the store.
 * 3. *Merge*: arms that differ in one list of values are one arm; twelve stores are one question.
 */
import { keyOf, type Arm, type Condition } from "@latchkey/policy";
import type { OneOf } from "./one-of.ts";

export interface ArmKinds {
  /** Two arms become one, or lean on each other, only where this is the same. */
  kindOf(arm: Arm): string;
  /** Exact, or null. */
  oneOf(condition: Condition): OneOf | null;
}

export function overlapping(arms: readonly Arm[], kinds: ArmKinds): readonly Arm[] {
  const groups = Map.groupBy(arms, (arm) => kinds.kindOf(arm));
  return [...groups.values()].flatMap((group) =>
    merged(absorbed(widened(group).map(flat), kinds), kinds),
  );
}

function widened(arms: readonly Arm[]): readonly Arm[] {
  const all = arms.map((arm) => new Set(arm.all.map(keyOf)));
  const none = arms.map((arm) => new Map(arm.none.map((one) => [keyOf(one), one])));
  /** True if every row of arm `i` for which the condition is TRUE is in another arm already. */
  const isElsewhere = (i: number, key: string): boolean =>
    arms.some(
      (_, j) =>
        j !== i &&
        [...all[j]!].every((one) => one === key || all[i]!.has(one)) &&
        [...none[j]!.keys()].every((one) => one !== key && none[i]!.has(one)),
    );
  for (let isWider = true; isWider;) {
    isWider = false;
    for (const [i, excluded] of none.entries())
      for (const key of excluded.keys()) if (isElsewhere(i, key)) isWider = excluded.delete(key);
  }
  return arms.map((arm, i) => ({ ...arm, none: [...none[i]!.values()] }));
}

const conjuncts = (condition: Condition): readonly Condition[] =>
  condition.kind === "and" ? condition.of.flatMap(conjuncts) : [condition];

const flat = (arm: Arm): Arm => ({
  ...arm,
  all: arm.all.flatMap(conjuncts).filter(({ kind }) => kind !== "true"),
});

function absorbed(arms: readonly Arm[], kinds: ArmKinds): readonly Arm[] {
  const kept: Arm[] = [];
  for (const arm of arms) {
    if (kept.some((other) => isWithin(arm, other, kinds))) continue;
    const outside = kept.filter((other) => !isWithin(other, arm, kinds));
    kept.splice(0, kept.length, ...outside, arm);
  }
  return kept;
}

/** True if every row of the one is certainly in the other. */
function isWithin(arm: Arm, other: Arm, { oneOf }: ArmKinds): boolean {
  const excluded = new Set(arm.none.map(keyOf));
  const isImplied = (condition: Condition): boolean =>
    arm.all.some((one) => keyOf(one) === keyOf(condition) || isPart(oneOf(one), oneOf(condition)));
  return other.none.every((one) => excluded.has(keyOf(one))) && other.all.every(isImplied);
}

function isPart(some: OneOf | null, whole: OneOf | null): boolean {
  if (!some || !whole || some.path !== whole.path) return false;
  const values = new Set(whole.values);
  return some.values.every((value) => values.has(value));
}

function merged(arms: readonly Arm[], { oneOf }: ArmKinds): readonly Arm[] {
  const groups = Map.groupBy(arms, (arm) => {
    const list = arm.all.find(oneOf);
    const rest = [...arm.all.filter((one) => one !== list), ...arm.none].map(keyOf);
    return JSON.stringify([list && oneOf(list)!.path, rest.toSorted(), arm.none.length]);
  });
  return [...groups.values()].map((group) => {
    const [first, ...others] = group;
    const list = first!.all.find(oneOf);
    if (!list || others.length === 0) return first!;
    const values = group.flatMap((arm) => oneOf(arm.all.find(oneOf)!)!.values);
    const whole = {
      kind: "in",
      item: { path: oneOf(list)!.path },
      list: { value: [...new Set(values)] },
    } as Condition;
    return { ...first!, all: [whole, ...first!.all.filter((one) => one !== list)] };
  });
}
