import { not } from "./condition.ts";
import { PolicyError } from "./errors.ts";
import { impliedTruth } from "./implication.ts";
import { MAX_ARMS } from "./limits.ts";
import { isRefusing } from "./refusal.ts";
import { addShare, sharesOf } from "./side.ts";
import {
  addPiece,
  canBeViewed,
  clipTotals,
  emptyTotals,
  gainOf,
  isSameAddition,
  isSameCells,
  isSameOpening,
  isSameVerdict,
  joinTotals,
  limitTotals,
  sizeOfTotals,
} from "./totals.ts";
import type { Bit } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Known } from "./implication.ts";
import type { Condition, ObjectType } from "./model.ts";
import type { Shares, Side } from "./side.ts";
import type { Totals, Verdict } from "./totals.ts";

/** How a side is split, and what becomes of each part of the records. */
export interface Split {
  readonly side: Side;
  /** Whether totals matter to whoever asks; those that do not are handed on as if nothing were allowed. */
  readonly isOfUse: (verdict: Verdict) => boolean;
  /** Leaves out of totals what cannot matter to whoever asks. */
  readonly clip: (totals: Totals) => Totals;
  readonly done: (known: Known, totals: Totals) => void;
  /** Shared by all sides of one plan. */
  readonly steps: { count: number };
}

/** Nearly every branch ends in an arm; this bounds the walk where what is known empties many of them. */
const MAX_STEPS = 100 * MAX_ARMS;

/**
 * Parts the records by how the rules of a side turn out: permits first, then what their bounds say, then forbids.
 *
 * The parts are the leaves of a tree that splits on one group of rules after another, "applies" against "does not", so
 * they are disjoint and together cover every record. A group is skipped only where it can make no difference to any
 * leaf below: a permit that adds nothing to the totals (they only grow), a bound whose permits add nothing even
 * unlimited (limiting only lowers, and the lower of two levels distributes over the higher of two) unless it may bring
 * a quota, or, once all permits are settled, a forbid that closes nothing that is open and demands nothing that is not demanded (more
 * forbids only close and demand more).
 */
export function splitSide(split: Split, known: Known): void {
  const { side } = split;
  const permits = side.bits.filter(({ effect }) => effect === "permit");
  const forbids = side.bits.filter(({ effect }) => effect === "forbid");
  const ordered = {
    ...split,
    permits: generousFirst(side.type, permits),
    forbids: [...forbids.filter(isRefusal), ...forbids.filter((bit) => !isRefusal(bit))],
  };
  splitPermits(ordered, { known, shares: sharesOf(side, side.always) }, 0);
}

export function isRefusal({ pieces }: Bit): boolean {
  return pieces.some(isRefusing);
}

export function refuseWidth(): never {
  throw new PolicyError("too-many-arms", `the plan needs more than ${MAX_ARMS} arms`);
}

interface Ordered extends Split {
  readonly permits: readonly Bit[];
  readonly forbids: readonly Bit[];
}

interface Branch {
  readonly known: Known;
  readonly shares: Shares;
}

function splitPermits(split: Ordered, { known, shares }: Branch, index: number): void {
  countStep(split);
  if (!split.isOfUse(bestOf(split, shares, index))) return dismiss(split, known);
  const bit = split.permits[index];
  if (!bit) return splitBounds(split, known, shares.free, [...shares.limited]);
  const more = bit.pieces.reduce(addShare, shares);
  if (isSameShare(split, shares, more)) return splitPermits(split, { known, shares }, index + 1);
  for (const { known: next, isTrue } of answersTo(known, bit.condition)) {
    splitPermits(split, { known: next, shares: isTrue ? more : shares }, index + 1);
  }
}

type Limited = readonly [bound: CompiledSubject, permits: Totals];

/** Each bound in turn limits its permits, wherever these add something. */
function splitBounds(
  split: Ordered,
  known: Known,
  totals: Totals,
  [next, ...rest]: readonly Limited[],
): void {
  if (!next) return splitForbids(split, known, totals, 0);
  const [bound, permits] = next;
  const side = split.side.bounds.get(bound)!;
  const mayCount = permits.canAct && side.hasQuota;
  if (!mayCount && isSame(split, totals, joinTotals(totals, permits))) {
    return splitBounds(split, known, totals, rest);
  }
  const gain = gainOf(permits, totals);
  splitSide(
    {
      side,
      isOfUse: canBeViewed,
      clip: (limit) => clipTotals(limit, gain),
      done: (parted, limit) =>
        splitBounds(split, parted, joinTotals(totals, limitTotals(gain, limit)), rest),
      steps: split.steps,
    },
    known,
  );
}

/** INVARIANT: a permit applies if TRUE, a forbid unless FALSE, that is: unless its negation is TRUE. */
function splitForbids(split: Ordered, known: Known, totals: Totals, index: number): void {
  countStep(split);
  if (!split.isOfUse(totals)) return dismiss(split, known);
  const bit = split.forbids[index];
  if (!bit) return split.done(known, totals);
  const less = bit.pieces.reduce(addPiece, totals);
  const [before, after] = [split.clip(totals), split.clip(less)];
  if (isSameVerdict(before, after) && isSameCells(before, after) && isSameAddition(before, after)) {
    return splitForbids(split, known, totals, index + 1);
  }
  for (const { known: next, isTrue } of answersTo(known, not(bit.condition))) {
    splitForbids(split, next, isTrue ? totals : less, index + 1);
  }
}

function dismiss({ side, done }: Split, known: Known): void {
  done(known, emptyTotals(side.type));
}

/** The two ways a question can turn out, or the one that what is already known leaves. */
function answersTo(
  known: Known,
  asked: Condition,
): readonly { readonly known: Known; readonly isTrue: boolean }[] {
  const implied = impliedTruth(known, asked);
  if (implied !== undefined) return [{ known, isTrue: implied }];
  return [
    { known: { ...known, all: [...known.all, asked] }, isTrue: true },
    { known: { ...known, none: [...known.none, asked] }, isTrue: false },
  ];
}

/** What may still come of a branch at most: all permits that are left, and bounds that allow everything. */
function bestOf({ permits }: Ordered, { free, limited }: Shares, index: number): Verdict {
  const left = permits.slice(index).flatMap(({ pieces }) => pieces);
  const parts = [free, ...limited.values()];
  return {
    canView: parts.some(({ canView }) => canView) || left.some(({ onView }) => onView),
    canAct: parts.some(({ canAct }) => canAct) || left.some(({ onAct }) => onAct),
    isRefused: free.isRefused,
    isViewRefused: free.isViewRefused,
  };
}

function isSame({ clip }: Split, before: Totals, after: Totals): boolean {
  return isSameOpening(clip(before), clip(after));
}

function isSameShare(split: Split, before: Shares, after: Shares): boolean {
  const { free } = before;
  const isSameLimited = ([bound, totals]: Limited) => {
    const old = before.limited.get(bound)!;
    if (old === totals) return true;
    const mayCount = old.canAct !== totals.canAct && split.side.bounds.get(bound)!.hasQuota;
    return !mayCount && isSame(split, joinTotals(free, old), joinTotals(free, totals));
  };
  return isSame(split, free, after.free) && [...after.limited].every(isSameLimited);
}

/** Generous permits first, so that a chain of k ever smaller permits makes k arms. */
function generousFirst(type: ObjectType, permits: readonly Bit[]): readonly Bit[] {
  const size = ({ pieces }: Bit) => sizeOfTotals(pieces.reduce(addPiece, emptyTotals(type)));
  return permits.toSorted((left, right) => size(right) - size(left));
}

function countStep({ steps }: Split): void {
  steps.count += 1;
  if (steps.count > MAX_STEPS) refuseWidth();
}
