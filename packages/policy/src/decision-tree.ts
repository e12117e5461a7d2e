import { MAX_REMEMBERED_ENDS } from "./limits.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Test } from "./compile-test.ts";
import type { Context, RecordFacts } from "./model.ts";

/** One question of a tree: does this group of rules apply? */
export interface Step {
  readonly effect: "permit" | "forbid";
  /** INVARIANT: asks whether a permit is TRUE and whether a forbid is FALSE. `plan.ts` relies on the same for lists. */
  readonly test: Test;
  /** What the group can bring about if it applies; nothing for a forbid. */
  readonly gives: Possible;
}

export interface Possible {
  readonly view: boolean;
  readonly act: boolean;
}

/**
 * Asks one question after another. Each sequence of answers that occurs grows a branch of its own, whose end stands for
 * one decision. It holds nothing personal, so everybody in an equal position grows and walks the same tree.
 */
export interface DecisionTree {
  readonly steps: readonly Step[];
  /** What the rules bring about that apply to every record. */
  readonly always: Possible;
  root: Fork;
  /** How many ends have grown. */
  ends: number;
}

/** Where the answers so far have led. */
export interface Fork {
  /** The next question; null at an end. */
  readonly test: Test | null;
  yes: Fork | null;
  no: Fork | null;
  /** Positions of the steps that apply. */
  readonly applied: readonly number[];
  /** The position of the next step. */
  readonly next: number;
  /** The number of an end; -1 where there is more to ask, and for an end beyond those remembered. */
  readonly id: number;
}

/** The end of all branches without a permit, so that forbids are not asked: most records are nobody's business. */
export const DEAD_END: Fork = {
  test: null,
  yes: null,
  no: null,
  applied: [],
  next: 0,
  id: -1,
};

/** The tree of an action that no permit names. */
export const BARREN: DecisionTree = plantTree([], { view: false, act: false });

export function plantTree(steps: readonly Step[], always: Possible): DecisionTree {
  const tree = { steps, always, root: DEAD_END, ends: 0 };
  tree.root = forkAt(tree, 0, []);
  return tree;
}

/** The end to which the answers about one record lead. */
export function walkTree(
  tree: DecisionTree,
  facts: RecordFacts,
  context: Context,
  compiled: CompiledSubject,
): Fork {
  let fork = tree.root;
  while (fork.test !== null) {
    fork = fork.test(facts, context, compiled)
      ? (fork.yes ?? grow(tree, fork, true))
      : (fork.no ?? grow(tree, fork, false));
  }
  return fork;
}

function grow(tree: DecisionTree, fork: Fork, answer: boolean): Fork {
  const { next, applied } = fork;
  const isApplied = answer === (tree.steps[next]!.effect === "permit");
  const grown = forkAt(tree, next + 1, isApplied ? [...applied, next] : applied);
  if (tree.ends < MAX_REMEMBERED_ENDS) {
    if (answer) fork.yes = grown;
    else fork.no = grown;
  }
  return grown;
}

function forkAt(tree: DecisionTree, next: number, applied: readonly number[]): Fork {
  const { steps, always } = tree;
  const hopes = steps.filter((_, index) => index >= next || applied.includes(index));
  const canView = always.view || hopes.some(({ gives }) => gives.view);
  const canAct = always.act || hopes.some(({ gives }) => gives.act);
  if (!canView || !canAct) return DEAD_END;
  const test = steps[next]?.test ?? null;
  const isNumbered = test === null && tree.ends < MAX_REMEMBERED_ENDS;
  return { test, yes: null, no: null, applied, next, id: isNumbered ? tree.ends++ : -1 };
}
