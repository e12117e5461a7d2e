import { relatedAtom } from "./condition.ts";
import { objectRules } from "./piece.ts";
import { boundsOf } from "./side.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Condition, ConditionKind, RelatedAtom } from "./model.ts";

/**
 * Every question about relations that deciding any action of the object may ask of a record. A list
 * returns each as a column of three-valued truth, so that rows can be decided without another query.
 */
export function relatedAtoms(
  compiled: CompiledSubject,
  objectName: string,
): readonly RelatedAtom[] {
  const known = KNOWN.get(compiled) ?? new Map<string, readonly RelatedAtom[]>();
  KNOWN.set(compiled, known);
  const atoms = known.get(objectName) ?? findAtoms(compiled, objectName);
  known.set(objectName, atoms);
  return atoms;
}

/** Asked for every row of a list; a subject does not change once it is compiled. */
const KNOWN = new WeakMap<CompiledSubject, Map<string, readonly RelatedAtom[]>>();

function findAtoms(compiled: CompiledSubject, objectName: string): readonly RelatedAtom[] {
  const rules = objectRules(compiled, objectName);
  return distinctAtoms([
    ...rules.flatMap(({ condition }) => atomsIn(condition)),
    ...boundsOf(rules).flatMap((bound) => relatedAtoms(bound, objectName)),
  ]);
}

/** One atom for each meaning. */
export function distinctAtoms(atoms: readonly RelatedAtom[]): readonly RelatedAtom[] {
  return [...new Map(atoms.map((atom) => [atom.key, atom])).values()];
}

/** The outermost `related` conditions; those nested in another belong to the related record. */
export function atomsIn(condition: Condition): readonly RelatedAtom[] {
  return (FINDERS[condition.kind] as (condition: Condition) => readonly RelatedAtom[])(condition);
}

type Finder<C> = (condition: C) => readonly RelatedAtom[];

const none = (): readonly RelatedAtom[] => [];

const FINDERS: { [K in ConditionKind]: Finder<Extract<Condition, { kind: K }>> } = {
  true: none,
  and: ({ of }) => of.flatMap(atomsIn),
  or: ({ of }) => of.flatMap(atomsIn),
  not: ({ of }) => atomsIn(of),
  compare: none,
  in: none,
  overlaps: none,
  within: none,
  related: (condition) => [relatedAtom(condition)],
  isEmpty: none,
};
