import { addDemands, combineObligations, demandsOf, textOf } from "./obligations.ts";
import { isRefusing } from "./refusal.ts";
import { ABSENT, MASKED, PLAIN } from "./select-fields.ts";
import type { FieldLevels, Level, ObjectType, Obligation } from "./model.ts";
import type { Piece } from "./piece.ts";

/** Whether rules allow, leaving fields aside. */
export interface Verdict {
  readonly canView: boolean;
  readonly canAct: boolean;
  readonly isRefused: boolean;
  /** Refused by a forbid of `view`, which refuses every act. */
  readonly isViewRefused: boolean;
}

/**
 * What the rules that apply say together, by field index. Opening is a maximum and closing a minimum taken
 * afterwards, so the order in which pieces are added cannot matter.
 */
export interface Totals extends Verdict {
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
  /**
   * Demanded by forbids, whether of the act or of `view`: an act is also a viewing, so where viewing is forbidden unless
   * something is done, so is the act. (The demands of a permit of `view` are not the act's: they are the price of one
   * way to view, while a forbid speaks of the record whichever way leads there.)
   */
  readonly demanded: readonly Obligation[];
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
    isViewRefused: false,
    opened: fill(ABSENT),
    named: fill(ABSENT),
    writable: fill(false),
    viewCap: fill(PLAIN),
    actCap: fill(PLAIN),
    closedForWriting: fill(false),
    obligations: [],
    demanded: [],
  };
}

/** Totals with one more rule that applies. */
export function addPiece(totals: Totals, piece: Piece): Totals {
  return piece.effect === "permit" ? addPermit(totals, piece) : addForbid(totals, piece);
}

export function isAllowed({ canView, canAct, isRefused }: Verdict): boolean {
  return canView && canAct && !isRefused;
}

export function canBeViewed({ canView, isViewRefused }: Verdict): boolean {
  return canView && !isViewRefused;
}

/** What two sets of rules say together. */
export function joinTotals(left: Totals, right: Totals): Totals {
  return {
    canView: left.canView || right.canView,
    canAct: left.canAct || right.canAct,
    isRefused: left.isRefused || right.isRefused,
    isViewRefused: left.isViewRefused || right.isViewRefused,
    opened: zip(left.opened, right.opened, Math.max),
    named: zip(left.named, right.named, Math.max),
    writable: zip(left.writable, right.writable, either),
    viewCap: zip(left.viewCap, right.viewCap, Math.min),
    actCap: zip(left.actCap, right.actCap, Math.min),
    closedForWriting: zip(left.closedForWriting, right.closedForWriting, either),
    obligations: [...left.obligations, ...right.obligations],
    demanded: [...left.demanded, ...right.demanded],
  };
}

/**
 * What is left of permits under a bound, given all that the bound's own rules say: the lower of both, field by field,
 * and the obligations of both, those that the bound's forbids demand among them. INVARIANT: limiting only ever lowers, and lowers more if less is allowed by the bound.
 */
export function limitTotals(permits: Totals, bound: Totals): Totals {
  const canView = canBeViewed(bound);
  const canAct = isAllowed(bound);
  const least = (values: readonly number[], may: boolean, of: typeof viewLevel) =>
    values.map((value, index) => (may ? Math.min(value, of(bound, index)) : ABSENT));
  return {
    ...permits,
    canView: permits.canView && canView,
    canAct: permits.canAct && canAct,
    opened: least(permits.opened, canView, viewLevel),
    named: least(permits.named, canAct, actLevel),
    writable: permits.writable.map((is, index) => is && canAct && canWriteAt(bound, index)),
    obligations:
      permits.canAct && canAct
        ? [addDemands(combineObligations(permits.obligations), demandsOf(bound))]
        : [],
  };
}

/** What permits open beyond these totals: all that a bound of theirs can still make a difference to. */
export function gainOf(permits: Totals, totals: Totals): Totals {
  const beyond = (value: number, has: number) => (value > has ? value : ABSENT);
  return {
    ...permits,
    opened: zip(permits.opened, totals.opened, beyond),
    named: zip(permits.named, totals.named, beyond),
    writable: zip(permits.writable, totals.writable, (is, has) => is && !has),
  };
}

/** A bound's totals without what cannot matter to the permits that it limits: {@link limitTotals} gives the same. */
export function clipTotals(bound: Totals, permits: Totals): Totals {
  const { canAct } = permits;
  const readable = zip(permits.opened, permits.named, Math.max);
  const seen = readable.map((level, index) =>
    permits.writable[index] ? Math.max(level, MASKED) : level,
  );
  return {
    ...bound,
    canAct: canAct && bound.canAct,
    isRefused: canAct ? bound.isRefused : bound.isViewRefused,
    opened: zip(bound.opened, seen, Math.min),
    named: zip(bound.named, permits.named, Math.min),
    writable: zip(bound.writable, permits.writable, (is, matters) => is && matters),
    obligations: canAct ? bound.obligations : [],
    demanded: canAct ? bound.demanded : [],
  };
}

/** The frozen outcome of totals that allow. */
export function outcomeOf(totals: Totals, type: ObjectType): Outcome {
  const names = Object.keys(type.fields);
  const act = names.map((_, index) => actLevel(totals, index));
  return Object.freeze({
    levels: levelsOf(
      names,
      names.map((_, index) => viewLevel(totals, index)),
    ),
    actLevels: levelsOf(names, act),
    fields: Object.freeze(names.filter((_, index) => act[index]! > ABSENT)),
    write: Object.freeze(names.filter((_, index) => canWriteAt(totals, index))),
    obligations: Object.freeze(demandsOf(totals)),
  });
}

/**
 * Whether a permit changed nothing that any further rule could bring to light. What a forbid has already closed counts
 * as closed, so a permit that only opens such fields is seen to add nothing.
 */
export function isSameOpening(before: Totals, after: Totals): boolean {
  return (
    before.canView === after.canView &&
    before.canAct === after.canAct &&
    isSameEverywhere(before, after, opening) &&
    isSameDemand(before, after)
  );
}

/** Whether a forbid changed nothing of who is allowed. */
export function isSameVerdict(before: Verdict, after: Verdict): boolean {
  return before.isRefused === after.isRefused && before.isViewRefused === after.isViewRefused;
}

/** Whether a forbid changed no cell: with all permits settled, further forbids can then tell no difference. */
export function isSameCells(before: Totals, after: Totals): boolean {
  return isSameEverywhere(before, after, cell);
}

/**
 * Whether a forbid added nothing to what an allow demands. With all permits settled further forbids can then tell no
 * difference: they only add, and what is refused stays refused.
 */
export function isSameAddition(before: Totals, after: Totals): boolean {
  if (before.demanded.length === after.demanded.length || !isAllowed(after)) return true;
  return textsOf(demandsOf(before)) === textsOf(demandsOf(after));
}

/** What is open of one field, as one number: reading for view, for the act, and writing. */
function opening(totals: Totals, index: number): number {
  const opened = Math.min(totals.opened[index]!, totals.viewCap[index]!);
  const named = Math.min(totals.named[index]!, totals.actCap[index]!);
  const canWrite = totals.writable[index]! && !totals.closedForWriting[index]!;
  return 100 * opened + 10 * named + Number(canWrite);
}

/** How one cell comes out, as one number. */
function cell(totals: Totals, index: number): number {
  const view = viewLevel(totals, index);
  return 100 * view + 10 * actLevel(totals, index) + Number(canWriteAt(totals, index));
}

function viewLevel({ opened, viewCap }: Totals, index: number): number {
  return Math.min(opened[index]!, viewCap[index]!);
}

function actLevel(totals: Totals, index: number): number {
  return Math.min(viewLevel(totals, index), totals.named[index]!, totals.actCap[index]!);
}

function canWriteAt(totals: Totals, index: number): boolean {
  const isOpen = totals.writable[index]! && !totals.closedForWriting[index]!;
  return isOpen && viewLevel(totals, index) > ABSENT;
}

function isSameEverywhere(
  before: Totals,
  after: Totals,
  read: (totals: Totals, index: number) => number,
): boolean {
  return before.opened.every((_, index) => read(before, index) === read(after, index));
}

function isSameDemand(before: Totals, after: Totals): boolean {
  if (before.obligations === after.obligations) return true;
  const [left, right] = [before, after].map(({ obligations }) => combineObligations(obligations));
  return textsOf(left!) === textsOf(right!);
}

function textsOf(obligations: readonly Obligation[]): string {
  return obligations.map(textOf).join();
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

function addForbid(totals: Totals, piece: Piece): Totals {
  const { onView, onAct, fields, obligations } = piece;
  if (isRefusing(piece)) {
    return { ...totals, isRefused: true, isViewRefused: totals.isViewRefused || onView };
  }
  const demanding = { ...totals, demanded: [...totals.demanded, ...obligations] };
  if (!fields) return demanding;
  return {
    ...demanding,
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

/** By number. */
export const LEVELS: readonly Level[] = ["absent", "masked", "plain"];

function levelsOf(names: readonly string[], levels: readonly number[]): FieldLevels {
  return Object.freeze(
    Object.fromEntries(names.map((name, index) => [name, LEVELS[levels[index]!]!])),
  );
}
