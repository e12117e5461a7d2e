import { PolicyError } from "./errors.ts";
import { flattenRole } from "./flatten-role.ts";
import { MAX_ASSIGNMENTS_PER_SUBJECT } from "./limits.ts";
import { slotsOf } from "./slots.ts";
import type { Slots } from "./slots.ts";
import type { OwnedRule } from "./flatten-role.ts";
import type { ActionTable } from "./action-table.ts";
import type { Test } from "./compile-test.ts";
import type { Decider } from "./make-decider.ts";
import type { ObjectRule } from "./piece.ts";
import type { Assignment, Policy, Schema, Subject, UnitTree } from "./model.ts";

/** One rule as one assignment brings it. */
export interface HeldRule extends OwnedRule {
  readonly assignment: Assignment;
}

/**
 * A policy seen through one subject at one moment. Good until `validUntil` (epoch milliseconds, exclusive), and until
 * the policy, the unit tree or the subject changes.
 */
export interface CompiledSubject {
  readonly schema: Schema;
  readonly policy: Policy;
  readonly subject: Subject;
  readonly tree: UnitTree;
  /** The moment the assignments were looked at, epoch milliseconds. */
  readonly now: number;
  /** The nearest future edge of any window of the subject; null if none lies ahead. */
  readonly validUntil: number | null;
  /** The rules of the assignments that are live. */
  readonly held: readonly HeldRule[];
  readonly slots: Slots;
  /** Filled on first use, and holding nothing that a second look would find different: by slot of the action, */
  readonly tables: (ActionTable | undefined)[];
  readonly deciders: (Decider | undefined)[];
  /** by object, */
  readonly objectRules: Map<string, readonly ObjectRule[]>;
  /** and by the key of a condition, since many actions ask the same. */
  readonly tests: Map<string, Test>;
}

export interface CompileInput {
  readonly schema: Schema;
  readonly policy: Policy;
  readonly subject: Subject;
  readonly tree: UnitTree;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Prepares the answers for one subject. Throws a `PolicyError` when an assignment names a role that does not exist or
 * whose includes form a cycle: to go on without its forbids would be to fail open.
 */
export function compile(input: CompileInput): CompiledSubject {
  const { policy, subject, now } = input;
  if (subject.assignments.length > MAX_ASSIGNMENTS_PER_SUBJECT) {
    throw new PolicyError(
      "too-many-assignments",
      `subject \`${subject.id}\` has more than ${MAX_ASSIGNMENTS_PER_SUBJECT} assignments`,
    );
  }
  const held = subject.assignments
    .filter((assignment) => isLive(assignment, now))
    .flatMap((assignment) => rulesOf(policy, assignment));
  return withRules({ ...input, validUntil: nearestEdge(subject, now) }, held);
}

/** The subject with exactly these rules; nothing worked out before is kept. */
export function withRules(
  subject: CompileInput & Pick<CompiledSubject, "validUntil">,
  held: readonly HeldRule[],
): CompiledSubject {
  const slots = slotsOf(subject.schema);
  return {
    ...subject,
    held,
    slots,
    tables: [],
    deciders: [],
    objectRules: new Map(),
    tests: new Map(),
  };
}

/** A window includes its first moment and excludes its last. */
export function isLive({ from, until }: Assignment, now: number): boolean {
  return (from === null || from <= now) && (until === null || now < until);
}

/** The rules an assignment brings, live or not. */
export function rulesOf(policy: Policy, assignment: Assignment): readonly HeldRule[] {
  return flattenRole(policy, assignment.role).map((owned) => ({ ...owned, assignment }));
}

function nearestEdge(subject: Subject, now: number): number | null {
  const edges = subject.assignments
    .flatMap(({ from, until }) => [from, until])
    .filter((edge) => edge !== null && edge > now) as number[];
  return edges.length === 0 ? null : Math.min(...edges);
}
