import { groupPieces } from "./action-table.ts";
import { bindContext } from "./bind.ts";
import { keyOf, not } from "./condition.ts";
import { fold } from "./fold.ts";
import { MAX_ARMS } from "./limits.ts";
import { possibleOn, sideOf } from "./side.ts";
import { isRefusal, refuseWidth, splitSide } from "./split-side.ts";
import { isAllowed, outcomeOf } from "./totals.ts";
import type { ActionTable } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Known } from "./implication.ts";
import type { Arm, Context, Plan } from "./model.ts";
import type { Reading } from "./side.ts";
import type { Totals } from "./totals.ts";

/**
 * Which records may the subject do this to, and with which fields? The list counterpart of `decide`. Throws
 * `too-many-arms` when the rules part the records into more than `MAX_ARMS` kinds.
 *
 * The arms are the allowing leaves of the tree of `split-side.ts`. A forbid that refuses splits nothing: every arm asks
 * that it be FALSE.
 */
export function plan(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  context: Context,
): Plan {
  const read: Reading = (reader, table) =>
    table.asksContext ? withContext(reader, table, context) : table;
  const side = sideOf(compiled, { objectName, action, read });
  const arms: Arm[] = [];
  const done = (known: Known, totals: Totals) => {
    if (!isAllowed(totals)) return;
    if (arms.length === MAX_ARMS) refuseWidth();
    arms.push({ all: known.all, none: known.none, ...outcomeOf(totals, side.type) });
  };
  const clip = (totals: Totals) => totals;
  const refusals = side.bits.filter(isRefusal).map(({ condition }) => not(condition));
  const bits = side.bits.filter((bit) => !isRefusal(bit));
  const split = { side: { ...side, bits }, isOfUse: isAllowed, clip, done, steps: { count: 0 } };
  splitSide(split, { all: refusals, none: [] });
  return planOf(arms);
}

/** The same rules with the request put in, which may settle some of them. */
function withContext({ tree }: CompiledSubject, { pieces }: ActionTable, context: Context) {
  return groupPieces(
    pieces.map((piece) => {
      const condition = fold(bindContext(piece.condition, context), tree, piece.effect);
      return { ...piece, condition, key: keyOf(condition) };
    }),
  );
}

/** True if there can be a record for which the action is allowed: the plan is not `never` whatever the context. */
export function mayEver(compiled: CompiledSubject, objectName: string, action: string): boolean {
  return possibleOn(sideOf(compiled, { objectName, action })).act;
}

function planOf(arms: readonly Arm[]): Plan {
  const [first, ...rest] = arms;
  if (!first) return { kind: "never" };
  const isUnconditional = rest.length === 0 && first.all.length === 0 && first.none.length === 0;
  return isUnconditional ? { kind: "always", arm: first } : { kind: "arms", arms };
}
