import type { Test } from "./compile-test.ts";
import type { DecisionTree } from "./decision-tree.ts";
import type { Policy, Rule, Schema } from "./model.ts";
import type { Reading } from "./piece.ts";

/** What was made for one subject and serves others too. It grows with the policy, not with the people. */
export interface Shared {
  /** By object. */
  readonly readings: Map<string, Map<Rule, Reading>>;
  /** By texts that tell the positions of subjects apart, but not the subjects. */
  readonly tests: Map<string, Test>;
  readonly trees: Map<string, DecisionTree>;
}

/** Kept as long as policy and schema: a change of either makes another one. */
export function sharedOf(schema: Schema, policy: Policy): Shared {
  const ofSchema = remembered.get(schema) ?? new WeakMap<Policy, Shared>();
  remembered.set(schema, ofSchema);
  const shared = ofSchema.get(policy) ?? {
    readings: new Map(),
    tests: new Map(),
    trees: new Map(),
  };
  ofSchema.set(policy, shared);
  return shared;
}

const remembered = new WeakMap<Schema, WeakMap<Policy, Shared>>();
