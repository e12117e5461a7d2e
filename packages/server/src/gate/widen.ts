/**
 * Arms are disjoint so that each row has one set of field levels. Where a question touches no cell on which arms differ,
 * being disjoint only costs: "in my store and neither mine nor shared with me" asks two more questions of every row than
 * "in my store", and "sold in my store but not my store's" reads the whole store to find nothing. So arms are widened
 * until they overlap: the same rows together, each arm as plain as it can be.
 */
import { keyOf, type Arm } from "@latchkey/policy";

/** What is told apart: two arms are widened into each other only where this is the same. */
export function widened(arms: readonly Arm[], kindOf: (arm: Arm) => string): readonly Arm[] {
  const all = arms.map(({ all }) => new Set(all.map(keyOf)));
  const none = arms.map((arm) => new Map(arm.none.map((one) => [keyOf(one), one])));
  const kinds = arms.map(kindOf);
  /** True if every row of `i` for which `key` is TRUE is in another arm already. */
  const isElsewhere = (i: number, key: string): boolean =>
    arms.some(
      (_, j) =>
        j !== i &&
        kinds[j] === kinds[i] &&
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
