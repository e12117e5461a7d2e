import { bitsAt, treeOf } from "./ask-rules.ts";
import { BARREN, DEAD_END, walkTree } from "./decision-tree.ts";
import { makeDecision, UNPERMITTED } from "./make-decision.ts";
import { isEverPermitted } from "./piece.ts";
import { sideOf } from "./side.ts";
import { slotOf } from "./slots.ts";
import type { CompiledSubject } from "./compile.ts";
import type { DecisionTree, Fork } from "./decision-tree.ts";
import type { Context, Decision, RecordFacts } from "./model.ts";

/**
 * May the subject do this to this record, and with which fields? Decisions are shared and frozen. Throws
 * `unknown-object` or `unknown-action`.
 *
 * Which rules apply is found by a tree that everybody in an equal position shares, so that the same few pages of memory
 * serve a whole company; what follows from them is worked out once for each subject and end of the tree.
 */
export function decide(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  facts: RecordFacts,
  context: Context,
): Decision {
  const slot = slotOf(compiled.slots, objectName, action);
  const tree = compiled.trees[slot] ?? addTree(compiled, objectName, action);
  const end = walkTree(tree, facts, context, compiled);
  if (end === DEAD_END) return UNPERMITTED;
  return compiled.decisions[slot]![end.id] ?? addDecision(compiled, objectName, action, end);
}

function addTree(compiled: CompiledSubject, objectName: string, action: string): DecisionTree {
  const slot = slotOf(compiled.slots, objectName, action);
  // Most people hold no permit of most actions, and need no table to be told so.
  const isHopeless = slot >= 0 && !isEverPermitted(compiled, objectName, action);
  const tree = isHopeless ? BARREN : treeOf(compiled, sideOf(compiled, { objectName, action }));
  compiled.trees[slot] = tree;
  compiled.decisions[slot] = [];
  return tree;
}

function addDecision(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  end: Fork,
): Decision {
  const side = sideOf(compiled, { objectName, action });
  const decision = makeDecision(side, bitsAt(compiled, side, end));
  const slot = slotOf(compiled.slots, objectName, action);
  if (end.id >= 0) compiled.decisions[slot]![end.id] = decision;
  return decision;
}
