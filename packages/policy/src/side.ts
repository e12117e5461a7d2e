import { tableOf } from "./action-table.ts";
import { addPiece, emptyTotals, joinTotals, limitTotals } from "./totals.ts";
import type { ActionTable, Bit } from "./action-table.ts";
import type { CompiledSubject, HeldRule } from "./compile.ts";
import type { ObjectType } from "./model.ts";
import type { Piece } from "./piece.ts";
import type { Totals } from "./totals.ts";

/** What one subject's rules say about one action on one object, and in turn what those say who bound them. */
export interface Side {
  readonly type: ObjectType;
  readonly always: readonly Piece[];
  readonly bits: readonly Bit[];
  readonly bounds: ReadonlyMap<CompiledSubject, Side>;
  /** Whether a quota may come of it, which counts even where another permit suffices. */
  readonly hasQuota: boolean;
}

/** The rules of a table as they are asked; a plan puts the request into them first. */
export type Reading = (
  compiled: CompiledSubject,
  table: ActionTable,
) => Pick<Side, "always" | "bits">;

/** Throws `unknown-object` or `unknown-action`. */
export function sideOf(
  compiled: CompiledSubject,
  question: { readonly objectName: string; readonly action: string; readonly read?: Reading },
): Side {
  const { objectName, action, read = asTheyStand } = question;
  const table = tableOf(compiled, objectName, action);
  const { always, bits } = read(compiled, table);
  const bounds = new Map(boundsOf(table.pieces).map((bound) => [bound, sideOf(bound, question)]));
  const hasQuota =
    table.pieces.some(({ obligations }) => obligations.some(({ kind }) => kind === "quota")) ||
    [...bounds.values()].some((side) => side.hasQuota);
  return { type: table.type, always, bits, bounds, hasQuota };
}

/** Whoever bounds some of the rules, each once. */
export function boundsOf(rules: readonly Pick<HeldRule, "bound">[]): readonly CompiledSubject[] {
  return [...new Set(rules.flatMap(({ bound }) => (bound ? [bound] : [])))];
}

const asTheyStand: Reading = (_compiled, table) => table;

/**
 * Totals before the bounds have spoken: those of the rules that nothing bounds (all forbids among them), and apart from
 * these the totals of the permits that one bound limits.
 */
export interface Shares {
  readonly free: Totals;
  readonly limited: ReadonlyMap<CompiledSubject, Totals>;
}

export function sharesOf({ type, bounds }: Side, pieces: readonly Piece[]): Shares {
  const none = emptyTotals(type);
  const limited = new Map([...bounds.keys()].map((bound) => [bound, none]));
  return pieces.reduce(addShare, { free: none, limited });
}

/** Shares with one more rule that applies. */
export function addShare({ free, limited }: Shares, piece: Piece): Shares {
  const { bound } = piece;
  if (!bound) return { free: addPiece(free, piece), limited };
  return { free, limited: new Map(limited).set(bound, addPiece(limited.get(bound)!, piece)) };
}

/** The totals where exactly these groups of rules apply, on all sides. */
export function totalsWhere(side: Side, isOn: (bit: Bit) => boolean): Totals {
  const { free, limited } = sharesOf(side, appliedOn(side, isOn));
  return [...limited].reduce(
    (totals, [bound, permits]) =>
      joinTotals(totals, limitTotals(permits, totalsWhere(side.bounds.get(bound)!, isOn))),
    free,
  );
}

/** The rules of the subject that apply there; permits only as far as their bound lets them act or view. */
export function effectiveWhere(side: Side, isOn: (bit: Bit) => boolean): readonly Piece[] {
  return appliedOn(side, isOn).filter((piece) => {
    const bound = piece.bound && side.bounds.get(piece.bound);
    if (!bound) return true;
    const limited = limitTotals(addPiece(emptyTotals(side.type), piece), totalsWhere(bound, isOn));
    return limited.canView || limited.canAct;
  });
}

/** Every group of rules on any side, once. */
export function bitsOf(side: Side): readonly Bit[] {
  return [...new Set([...side.bits, ...[...side.bounds.values()].flatMap(bitsOf)])];
}

/** Whether there can be a record that somebody with these rules may view, and one on which they may act. */
export function possibleOn(side: Side): { readonly view: boolean; readonly act: boolean } {
  const { always, bits, bounds, type } = side;
  const refused = always.reduce(addPiece, emptyTotals(type));
  const possible = [...always, ...bits.flatMap(({ pieces }) => pieces)]
    .filter(({ effect }) => effect === "permit")
    .map(({ onView, onAct, bound }) => {
      const may = bound ? possibleOn(bounds.get(bound)!) : { view: true, act: true };
      return { view: onView && may.view, act: onAct && may.act };
    });
  const view = !refused.isViewRefused && possible.some((one) => one.view);
  return { view, act: view && !refused.isRefused && possible.some((one) => one.act) };
}

function appliedOn({ always, bits }: Side, isOn: (bit: Bit) => boolean): readonly Piece[] {
  return [...always, ...bits.filter(isOn).flatMap(({ pieces }) => pieces)];
}
