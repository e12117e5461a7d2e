import { combineObligations, textOf } from "./obligations.ts";
import { ABSENT, PLAIN } from "./select-fields.ts";
import type { FieldLevels, Level, ObjectType, Obligation } from "./model.ts";
import type { Piece } from "./piece.ts";

/**
 * What the rules that apply say together, by field index. Opening is a maximum and closing a minimum taken
 * afterwards, so the order in which pieces are added cannot matter.
 */
export interface Totals {
  readonly canView: boolean;
  readonly canAct: boolean;
  readonly isRefused: boolean;
  /** Opened by permits of `view`. */
  readonly opened: readonly number[];
  /** Named by permits of the act; a permit that names none rides on everything. */
  readonly named: readonly number[];
  readonly writable: readonly boolean[];
  /** What the forbids of `view` and of the act leave. */
  readonly viewCap: readonly number[];
  readonly actCap: readonly number[];
  readonly closedForWriting: readonly boolean[];
  /** One entry for each permit of the act. */
  readonly obligations: readonly (readonly Obligation[])[];
}

/** The answer that follows from totals; shared by decide and plan, so they cannot disagree. */
export interface Outcome {
  readonly levels: FieldLevels;
  readonly actLevels: FieldLevels;
  readonly fields: readonly string[];
  readonly write: readonly string[];
  readonly obligations: readonly Obligation[];
}

export function emptyTotals(type: ObjectType): Totals {
  const names = Object.keys(type.fields);
  const fill = <T>(value: T): readonly T[] => names.map(() => value);
  return {
    canView: false,
    canAct: false,
    isRefused: false,
    opened: fill(ABSENT),
    named: fill(ABSENT),
    writable: fill(false),
    viewCap: fill(PLAIN),
    actCap: fill(PLAIN),
    closedForWriting: fill(false),
    obligations: [],
  };
}

/** Totals with one more rule that applies. */
export function addPiece(totals: Totals, piece: Piece): Totals {
  return piece.effect === "permit" ? addPermit(totals, piece) : addForbid(totals, piece);
}

export function isAllowed({ canView, canAct, isRefused }: Totals): boolean {
  return canView && canAct && !isRefused;
}

/** The frozen outcome of totals that allow. */
export function outcomeOf(totals: Totals, type: ObjectType): Outcome {
  const names = Object.keys(type.fields);
  const view = names.map((_, index) => Math.min(totals.opened[index]!, totals.viewCap[index]!));
  const act = view.map((level, index) =>
    Math.min(level, totals.named[index]!, totals.actCap[index]!),
  );
  const canWrite = (index: number) =>
    totals.writable[index]! && !totals.closedForWriting[index]! && view[index]! > ABSENT;
  return Object.freeze({
    levels: levelsOf(names, view),
    actLevels: levelsOf(names, act),
    fields: Object.freeze(names.filter((_, index) => act[index]! > ABSENT)),
    write: Object.freeze(names.filter((_, index) => canWrite(index))),
    obligations: Object.freeze(combineObligations(totals.obligations)),
  });
}

/**
 * A text equal for totals that no further rule can tell apart. What a forbid has already closed counts as closed, so a
 * permit that only opens such fields is seen to add nothing.
 */
export function textOfTotals(totals: Totals): string {
  const { opened, viewCap, named, actCap, writable, closedForWriting } = totals;
  return JSON.stringify({
    ...totals,
    opened: zip(opened, viewCap, Math.min),
    named: zip(named, actCap, Math.min),
    writable: zip(writable, closedForWriting, (isOpen, isClosed) => isOpen && !isClosed),
    obligations: combineObligations(totals.obligations).map(textOf),
  });
}

/** How much totals open: greater for totals that contain others. */
export function sizeOfTotals({ canView, canAct, opened, named, writable }: Totals): number {
  const sum = (values: readonly (number | boolean)[]) =>
    values.reduce<number>((total, value) => total + Number(value), 0);
  return sum([canView, canAct, ...opened, ...named, ...writable]);
}

function addPermit(totals: Totals, { onView, onAct, fields, obligations }: Piece): Totals {
  const levels = fields!.levels;
  const named = fields!.namesReading ? levels : levels.map(() => PLAIN);
  return {
    ...totals,
    canView: totals.canView || onView,
    canAct: totals.canAct || onAct,
    opened: onView ? zip(totals.opened, levels, Math.max) : totals.opened,
    named: onAct ? zip(totals.named, named, Math.max) : totals.named,
    writable: onAct ? zip(totals.writable, fields!.write, either) : totals.writable,
    obligations: onAct ? [...totals.obligations, obligations] : totals.obligations,
  };
}

function addForbid(totals: Totals, { onView, onAct, fields }: Piece): Totals {
  if (!fields) return { ...totals, isRefused: true };
  return {
    ...totals,
    viewCap: onView ? zip(totals.viewCap, fields.levels, Math.min) : totals.viewCap,
    actCap: onAct ? zip(totals.actCap, fields.levels, Math.min) : totals.actCap,
    closedForWriting: onAct
      ? zip(totals.closedForWriting, fields.write, either)
      : totals.closedForWriting,
  };
}

function zip<T>(left: readonly T[], right: readonly T[], merge: (left: T, right: T) => T): T[] {
  return left.map((value, index) => merge(value, right[index]!));
}

function either(left: boolean, right: boolean): boolean {
  return left || right;
}

const LEVELS: readonly Level[] = ["absent", "masked", "plain"];

function levelsOf(names: readonly string[], levels: readonly number[]): FieldLevels {
  return Object.freeze(
    Object.fromEntries(names.map((name, index) => [name, LEVELS[levels[index]!]!])),
  );
}
