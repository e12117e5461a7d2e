import { keyOf, literalTruth } from "./condition.ts";
import { fold } from "./fold.ts";
import { truthOf } from "./explain-rule.ts";
import type { Question } from "./explain-rule.ts";
import type { Condition, ConditionKind, Truth } from "./model.ts";

/** One atom of a rule that would have to become true or false. */
export interface Requirement {
  readonly path: string;
  readonly condition: Condition;
  readonly to: boolean;
}

/** A record as it is, except that some atoms are supposed to have another truth. */
export interface Supposition {
  readonly question: Question;
  /** By the atom's canonical key. */
  readonly supposed: ReadonlyMap<string, boolean>;
}

/** The atom as suppositions know it. */
export function atomKey({ question }: Supposition, atom: Condition): string {
  return keyOf(fold(atom, question.compiled.tree, "exact"));
}

/** The truth of a condition under a supposition. */
export function supposedTruth(supposition: Supposition, condition: Condition): Truth {
  return supposedOf(supposition, condition);
}

/**
 * The fewest atoms to change so that the condition gets the wanted truth; empty if it has it already, null if no
 * change of the record or the request can bring it about.
 */
export function requirementsOf(
  supposition: Supposition,
  path: string,
  condition: Condition,
  wanted: boolean,
): readonly Requirement[] | null {
  if (supposedOf(supposition, condition) === wanted) return [];
  if (condition.kind === "not") {
    return requirementsOf(supposition, `${path}.of`, condition.of, !wanted);
  }
  if (condition.kind === "and" || condition.kind === "or") {
    const options = condition.of.map((part, index) =>
      requirementsOf(supposition, `${path}.of.${index}`, part, wanted),
    );
    return (condition.kind === "and") === wanted ? allOf(options) : cheapestOf(options);
  }
  return isChangeable(supposition, condition) ? [{ path, condition, to: wanted }] : null;
}

function allOf(options: readonly (readonly Requirement[] | null)[]): readonly Requirement[] | null {
  return options.includes(null) ? null : options.flatMap((option) => option ?? []);
}

function cheapestOf(
  options: readonly (readonly Requirement[] | null)[],
): readonly Requirement[] | null {
  const possible = options.filter((option) => option !== null);
  return possible.toSorted((left, right) => left.length - right.length)[0] ?? null;
}

/** A constant cannot change, and an atom that is already supposed must not be supposed otherwise. */
function isChangeable(supposition: Supposition, atom: Condition): boolean {
  const folded = fold(atom, supposition.question.compiled.tree, "exact");
  return literalTruth(folded) === undefined && !supposition.supposed.has(keyOf(folded));
}

type Supposer<C> = (supposition: Supposition, condition: C) => Truth;

function supposedOf(supposition: Supposition, condition: Condition): Truth {
  return (SUPPOSERS[condition.kind] as Supposer<Condition>)(supposition, condition);
}

const atom: Supposer<Condition> = (supposition, condition) => {
  const { supposed, question } = supposition;
  if (supposed.size === 0) return truthOf(question, condition);
  return supposed.get(atomKey(supposition, condition)) ?? truthOf(question, condition);
};

const SUPPOSERS: { [K in ConditionKind]: Supposer<Extract<Condition, { kind: K }>> } = {
  true: () => true,
  and: (supposition, { of }) => strongest(supposition, of, false),
  or: (supposition, { of }) => strongest(supposition, of, true),
  not: (supposition, { of }) => {
    const truth = supposedOf(supposition, of);
    return truth === null ? null : !truth;
  },
  compare: atom,
  in: atom,
  overlaps: atom,
  within: atom,
  related: atom,
  isEmpty: atom,
};

function strongest(supposition: Supposition, of: readonly Condition[], absorbing: boolean): Truth {
  const truths = of.map((part) => supposedOf(supposition, part));
  if (truths.includes(absorbing)) return absorbing;
  return truths.includes(null) ? null : !absorbing;
}
