/** The order of test files: on a fresh clone nothing is known of them but their size, which says little of how long they take. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those whose paths end like this begin before all others, in this order, so that the workers end together. */
export function longestFirst(endings: readonly string[]): typeof BaseSequencer {
  const rankOf = ({ moduleId }: TestSpecification): number => {
    const rank = endings.findIndex((ending) => moduleId.endsWith(ending));
    return rank < 0 ? endings.length : rank;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which orders the rest.
      const usual = await super.sort(files);
      return usual.toSorted((left, right) => rankOf(left) - rankOf(right));
    }
  };
}
