import { groupPieces, tableOf } from "./action-table.ts";
import { bindContext } from "./bind.ts";
import { not } from "./condition.ts";
import { PolicyError } from "./errors.ts";
import { fold } from "./fold.ts";
import { impliedTruth } from "./implication.ts";
import { MAX_ARMS } from "./limits.ts";
import {
  addPiece,
  emptyTotals,
  isSameCells,
  isSameOpening,
  outcomeOf,
  sizeOfTotals,
} from "./totals.ts";
import type { ActionTable, Bit } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Arm, Condition, Context, ObjectType, Plan } from "./model.ts";
import type { Totals } from "./totals.ts";

/**
 * Which records may the subject do this to, and with which fields? The list counterpart of `decide`. Throws
 * `too-many-arms` when the rules part the records into more than `MAX_ARMS` kinds.
 *
 * Why the arms are right: they are the allowing leaves of a tree that splits on one group of rules after another,
 * "applies" against "does not", so they are disjoint and together cover every record that decide allows. A group is
 * skipped only where it can make no difference to any leaf below: a permit that adds nothing to the totals (they
 * only grow), or, once all permits are settled, a forbid that closes nothing that is open (more forbids only close
 * more). A forbid that refuses splits into one branch only, the one where it is FALSE.
 */
export function plan(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  context: Context,
): Plan {
  const table = tableOf(compiled, objectName, action);
  const { always, bits } = table.asksContext ? withContext(compiled, table, context) : table;
  const totals = always.reduce(addPiece, emptyTotals(table.type));
  const refusals = bits.filter(isRefusal);
  if (totals.isRefused) return { kind: "never" };
  const arms: Arm[] = [];
  const start = { totals, all: refusals.map(({ condition }) => not(condition)), none: [] };
  split(
    { type: table.type, bits: orderBits(table.type, bits), arms, steps: { count: 0 } },
    start,
    0,
  );
  return planOf(arms);
}

/** The same rules with the request put in, which may settle some of them. */
function withContext({ tree }: CompiledSubject, { pieces }: ActionTable, context: Context) {
  return groupPieces(
    pieces.map((piece) => ({
      ...piece,
      condition: fold(bindContext(piece.condition, context), tree, piece.effect),
    })),
  );
}

/** True if there can be a record for which the action is allowed: the plan is not `never` whatever the context. */
export function mayEver(compiled: CompiledSubject, objectName: string, action: string): boolean {
  const { always, bits } = tableOf(compiled, objectName, action);
  const permits = bits.filter(({ effect }) => effect === "permit").flatMap(({ pieces }) => pieces);
  const isRefused = always.some(({ effect, fields }) => effect === "forbid" && !fields);
  const possible = [...always.filter(({ effect }) => effect === "permit"), ...permits];
  return !isRefused && possible.some(({ onView }) => onView) && possible.some(({ onAct }) => onAct);
}

interface Walk {
  readonly type: ObjectType;
  readonly bits: readonly Bit[];
  readonly arms: Arm[];
  readonly steps: { count: number };
}

/** Nearly every branch ends in an arm; this bounds the walk where what is known empties many of them. */
const MAX_STEPS = 100 * MAX_ARMS;

interface Branch {
  readonly totals: Totals;
  readonly all: readonly Condition[];
  readonly none: readonly Condition[];
}

function split(walk: Walk, branch: Branch, index: number): void {
  walk.steps.count += 1;
  if (walk.steps.count > MAX_STEPS) refuseWidth();
  if (!isPossible(walk, branch.totals, index)) return;
  const bit = walk.bits[index];
  if (!bit) {
    addArm(walk, branch);
    return;
  }
  const totals = bit.pieces.reduce(addPiece, branch.totals);
  const isSame = bit.effect === "permit" ? isSameOpening : isSameCells;
  if (isSame(branch.totals, totals)) {
    split(walk, branch, index + 1);
    return;
  }
  for (const next of branchesOf(bit, branch, totals)) split(walk, next, index + 1);
}

/**
 * The two ways a group of rules can turn out, or the one that what is already known leaves. INVARIANT: a permit
 * applies if TRUE, a forbid unless FALSE, that is: unless its negation is TRUE.
 */
function branchesOf(bit: Bit, { totals, all, none }: Branch, applied: Totals): readonly Branch[] {
  const isPermit = bit.effect === "permit";
  const asked = isPermit ? bit.condition : not(bit.condition);
  const [ifTrue, ifNot] = isPermit ? [applied, totals] : [totals, applied];
  const implied = impliedTruth({ all, none }, asked);
  if (implied === true) return [{ totals: ifTrue, all, none }];
  if (implied === false) return [{ totals: ifNot, all, none }];
  return [
    { totals: ifTrue, all: [...all, asked], none },
    { totals: ifNot, all, none: [...none, asked] },
  ];
}

/** Ends a branch in which no permit can come any more. */
function isPossible({ bits }: Walk, { canView, canAct }: Totals, index: number): boolean {
  const left = bits
    .slice(index)
    .flatMap(({ effect, pieces }) => (effect === "permit" ? pieces : []));
  return (
    (canView || left.some(({ onView }) => onView)) && (canAct || left.some(({ onAct }) => onAct))
  );
}

function addArm(walk: Walk, { totals, all, none }: Branch): void {
  if (walk.arms.length === MAX_ARMS) refuseWidth();
  walk.arms.push({ all, none, ...outcomeOf(totals, walk.type) });
}

function refuseWidth(): never {
  throw new PolicyError("too-many-arms", `the plan needs more than ${MAX_ARMS} arms`);
}

function planOf(arms: readonly Arm[]): Plan {
  const [first, ...rest] = arms;
  if (!first) return { kind: "never" };
  const isUnconditional = rest.length === 0 && first.all.length === 0 && first.none.length === 0;
  return isUnconditional ? { kind: "always", arm: first } : { kind: "arms", arms };
}

function isRefusal({ effect, pieces }: Bit): boolean {
  return effect === "forbid" && pieces.some(({ fields }) => !fields);
}

/** Permits before forbids and generous ones first, so that a chain of k ever smaller permits makes k arms. */
function orderBits(type: ObjectType, bits: readonly Bit[]): readonly Bit[] {
  const size = ({ pieces }: Bit) => sizeOfTotals(pieces.reduce(addPiece, emptyTotals(type)));
  const permits = bits.filter(({ effect }) => effect === "permit");
  const closing = bits.filter((bit) => bit.effect === "forbid" && !isRefusal(bit));
  return [...permits.toSorted((left, right) => size(right) - size(left)), ...closing];
}
