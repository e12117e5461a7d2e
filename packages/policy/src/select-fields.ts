import type { FieldGrant, ObjectType } from "./model.ts";

/** Levels as numbers, so that "the higher" and "the lower" are `max` and `min`. */
export const ABSENT = 0;
export const MASKED = 1;
export const PLAIN = 2;

/**
 * What one rule says of each field of one object, by the field's index. On a permit `levels` are what it opens; on a
 * forbid they are the highest level it leaves.
 */
export interface FieldSelection {
  readonly levels: readonly number[];
  /** On a permit the fields it lets write; on a forbid the fields it closes for writing. */
  readonly write: readonly boolean[];
  /** False if the rule names no field for reading, plainly or masked. */
  readonly namesReading: boolean;
}

/** What a permit opens. A secret field opens by its own name only, never by `*` or by its class. */
export function selectOpened(type: ObjectType, grant: FieldGrant | undefined): FieldSelection {
  const opens = (selectors: Selectors) => reachedBy(type, selectors, false);
  const read = opens(grant?.read);
  const mask = opens(grant?.mask);
  return {
    levels: read.map((isRead, index) => (isRead ? PLAIN : mask[index] ? MASKED : ABSENT)),
    write: opens(grant?.write),
    namesReading: isNaming(grant),
  };
}

/** What a forbid leaves. Closing is the safe side, so its `*` and classes reach secret fields too. */
export function selectClosed(type: ObjectType, grant: FieldGrant): FieldSelection {
  const closes = (selectors: Selectors) => reachedBy(type, selectors, true);
  const read = closes(grant.read);
  const mask = closes(grant.mask);
  return {
    levels: read.map((isRead, index) => (isRead ? ABSENT : mask[index] ? MASKED : PLAIN)),
    write: closes(grant.write),
    namesReading: isNaming(grant),
  };
}

function isNaming(grant: FieldGrant | undefined): boolean {
  return Boolean(grant?.read?.length || grant?.mask?.length);
}

type Selectors = readonly string[] | undefined;

function reachedBy(
  type: ObjectType,
  selectors: Selectors,
  doesReachSecret: boolean,
): readonly boolean[] {
  const isNamed = (selector: string): boolean => selectors?.includes(selector) === true;
  return Object.entries(type.fields).map(([name, field]) => {
    if (isNamed(name)) return true;
    if (field.secret && !doesReachSecret) return false;
    return isNamed("*") || isNamed(`@${field.sensitivity}`);
  });
}
