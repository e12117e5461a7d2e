import { allowListOf } from "./allow-list.ts";
import { PolicyError } from "./errors.ts";
import { flattenRole } from "./flatten-role.ts";
import { MAX_ASSIGNMENTS_PER_SUBJECT, MAX_BOUND_CHAIN } from "./limits.ts";
import { heldValues, placesOf } from "./held-values.ts";
import { sharedOf } from "./shared.ts";
import { slotsOf } from "./slots.ts";
import type { Slots } from "./slots.ts";
import type { OwnedRule } from "./flatten-role.ts";
import type { ActionTable } from "./action-table.ts";
import type { Placed } from "./ask-rules.ts";
import type { DecisionTree } from "./decision-tree.ts";
import type { Places } from "./held-values.ts";
import type { ObjectRule } from "./piece.ts";
import type { Shared } from "./shared.ts";
import type {
  Assignment,
  Bound,
  Condition,
  Decision,
  Policy,
  RelatedAtom,
  Schema,
  Subject,
  UnitTree,
  Value,
} from "./model.ts";

/** One rule as one assignment brings it. */
export interface HeldRule extends OwnedRule {
  readonly assignment: Assignment;
  /** Whom its conditions see as the subject: who holds it, unless the assignment acts for somebody. */
  readonly seen: Subject;
  /** Who must allow the same. Null without a bound, and for an assignment that is not live. */
  readonly bound: CompiledSubject | null;
}

/**
 * A policy seen through one subject at one moment. Good until `validUntil` (epoch milliseconds, exclusive), and until
 * the policy, the unit tree or the subject changes.
 */
export interface CompiledSubject {
  readonly schema: Schema;
  readonly policy: Policy;
  readonly subject: Subject;
  readonly others: readonly Subject[];
  readonly tree: UnitTree;
  /** The moment the assignments were looked at, epoch milliseconds. */
  readonly now: number;
  /** The nearest future edge of any window of the subject or its bounds; null if none lies ahead. */
  readonly validUntil: number | null;
  /** The rules of the assignments that are live. */
  readonly held: readonly HeldRule[];
  readonly slots: Slots;
  /** What the rules put into their conditions for this subject. */
  readonly values: readonly Value[];
  readonly places: Places;
  readonly shared: Shared;
  /** Filled on first use, and holding nothing that a second look would find different: by slot of the action, */
  readonly tables: (ActionTable | undefined)[];
  readonly trees: (DecisionTree | undefined)[];
  /** by slot and end of its tree, */
  readonly decisions: (Decision[] | undefined)[];
  /** by object and the rules that name the action, */
  readonly namings: Map<string, ActionTable>;
  /** by object, */
  readonly objectRules: Map<string, readonly ObjectRule[]>;
  /** by the key of a condition, */
  readonly placed: Map<string, Placed>;
  /** and by a condition with places, as it is asked for this subject. */
  readonly atoms: Map<Condition, RelatedAtom>;
}

export interface CompileInput {
  readonly schema: Schema;
  readonly policy: Policy;
  readonly subject: Subject;
  /** Whoever an assignment may act `as` or be bounded by. */
  readonly others?: readonly Subject[];
  readonly tree: UnitTree;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Prepares the answers for one subject. Throws a `PolicyError` when an assignment names a role that does not exist or
 * whose includes form a cycle, or a subject that is not there or is bounded by itself: to go on without its forbids, or
 * without its bound, would be to fail open.
 */
export function compile(input: CompileInput): CompiledSubject {
  return compileAlong(input, [input.subject.id]);
}

/** The same for a subject that others lead to by their bounds: the ids on the way, its own last. */
function compileAlong(input: CompileInput, chain: readonly string[]): CompiledSubject {
  const { subject, now } = input;
  if (subject.assignments.length > MAX_ASSIGNMENTS_PER_SUBJECT) {
    throw new PolicyError(
      "too-many-assignments",
      `subject \`${subject.id}\` has more than ${MAX_ASSIGNMENTS_PER_SUBJECT} assignments`,
    );
  }
  const bounds = new Map<string, CompiledSubject>();
  const held = subject.assignments
    .filter((assignment) => isLive(assignment, now))
    .flatMap((assignment) => {
      const rules = rulesOf(input, assignment);
      const bound = boundOf(input, assignment, chain, bounds);
      return bound ? rules.map((rule) => ({ ...rule, bound })) : rules;
    });
  return withRules({ ...input, validUntil: nearestEdge(subject, now, bounds.values()) }, held);
}

/** Who bounds an assignment; assignments with an equal bound share it. */
function boundOf(
  input: CompileInput,
  { bound }: Assignment,
  chain: readonly string[],
  known: Map<string, CompiledSubject>,
): CompiledSubject | null {
  if (!bound) return null;
  const key = JSON.stringify(bound);
  const found = known.get(key) ?? compileBound(input, bound, chain);
  known.set(key, found);
  return found;
}

function compileBound(
  { schema, policy, others, tree, now }: CompileInput,
  bound: Bound,
  chain: readonly string[],
): CompiledSubject {
  if (!("subject" in bound)) {
    return compile({ schema, ...allowListOf(schema, bound.actions), tree, now });
  }
  const { subject: id } = bound;
  const longer = [...chain, id];
  const way = longer.map((name) => `\`${name}\``).join(" → ");
  if (chain.includes(id)) throw new PolicyError("bound-cycle", `bounds come back: ${way}`);
  if (chain.length > MAX_BOUND_CHAIN) {
    throw new PolicyError("too-many-bounds", `more than ${MAX_BOUND_CHAIN} bounds: ${way}`);
  }
  const subject = subjectNamed(others, id);
  return compileAlong(
    { schema, policy, subject, tree, now, ...(others ? { others } : {}) },
    longer,
  );
}

function subjectNamed(others: readonly Subject[] | undefined, id: string): Subject {
  const found = others?.find((other) => other.id === id);
  if (!found) throw new PolicyError("unknown-subject", `unknown subject \`${id}\``);
  return found;
}

/** The subject with exactly these rules; nothing worked out before is kept. */
export function withRules(
  subject: CompileInput & Pick<CompiledSubject, "validUntil">,
  held: readonly HeldRule[],
): CompiledSubject {
  const { schema, policy, tree, others = [] } = subject;
  const values = heldValues(schema, subject.subject, held);
  // Spelled out, with what every decision reads in front: an object made by spreading is twice as far to reach into.
  return {
    slots: slotsOf(schema),
    trees: [],
    decisions: [],
    values,
    tree,
    schema,
    policy,
    subject: subject.subject,
    others,
    now: subject.now,
    validUntil: subject.validUntil,
    held,
    places: placesOf(values),
    shared: sharedOf(schema, policy),
    tables: [],
    namings: new Map(),
    objectRules: new Map(),
    placed: new Map(),
    atoms: new Map(),
  };
}

/** A window includes its first moment and excludes its last. */
export function isLive({ from, until }: Assignment, now: number): boolean {
  return (from === null || from <= now) && (until === null || now < until);
}

/** The rules an assignment brings, live or not, as if nothing bounded them. */
export function rulesOf(
  { policy, subject, others }: Pick<CompileInput, "policy" | "subject" | "others">,
  assignment: Assignment,
): readonly HeldRule[] {
  const { as } = assignment;
  const seen = as === undefined ? subject : subjectNamed(others, as);
  return flattenRole(policy, assignment.role).map((owned) => ({
    ...owned,
    assignment,
    seen,
    bound: null,
  }));
}

function nearestEdge(
  subject: Subject,
  now: number,
  bounds: Iterable<CompiledSubject>,
): number | null {
  const edges = [
    ...subject.assignments.flatMap(({ from, until }) => [from, until]),
    ...[...bounds].map(({ validUntil }) => validUntil),
  ].filter((edge) => edge !== null && edge > now) as number[];
  return edges.length === 0 ? null : Math.min(...edges);
}
