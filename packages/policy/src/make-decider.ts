import { compileTest } from "./compile-test.ts";
import { keyOf } from "./condition.ts";
import { MAX_REMEMBERED_DECISIONS } from "./limits.ts";
import { addPiece, emptyTotals, isAllowed, outcomeOf } from "./totals.ts";
import type { ActionTable, Bit } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Test } from "./compile-test.ts";
import type {
  Condition,
  Context,
  Decision,
  ObjectType,
  RecordFacts,
  RuleReference,
} from "./model.ts";
import type { Piece } from "./piece.ts";
import type { Totals } from "./totals.ts";

/** Decides one action of one subject on any record of one object. */
export type Decider = (facts: RecordFacts, context: Context) => Decision;

/**
 * Makes the decider of an action. Which rules apply to a record is a number, one bit for each group of rules; the
 * decision for each number is worked out once, frozen and shared, so that deciding allocates nothing.
 */
export function makeDecider(compiled: CompiledSubject, table: ActionTable): Decider {
  const permits = table.bits.filter(({ effect }) => effect === "permit");
  const forbids = table.bits.filter(({ effect }) => effect === "forbid");
  const gate: Gate = {
    // INVARIANT: a permit applies if TRUE, a forbid unless FALSE. `plan.ts` relies on the same for lists.
    isTrue: permits.map(({ condition }) => testOf(compiled, condition, true)),
    isFalse: forbids.map(({ condition }) => testOf(compiled, condition, false)),
    viewMask: maskOf(permits, table.always, ({ onView }) => onView),
    actMask: maskOf(permits, table.always, ({ onAct }) => onAct),
  };
  if (gate.viewMask === 0 || gate.actMask === 0) return () => UNPERMITTED;
  const isFew = permits.length <= FEW_PERMITS && forbids.length <= FEW_FORBIDS;
  const firstForbid = isFew ? FEW_PERMITS : permits.length;
  const workOut = (applied: number | string) => {
    const pieces = appliedPieces(table, { permits, forbids, firstForbid, applied });
    return decisionOf(table.type, pieces.reduce(addPiece, emptyTotals(table.type)), pieces);
  };
  if (isFew) return decideFew(gate, workOut);
  return table.bits.length <= BITS_IN_A_NUMBER
    ? decideMany(gate, remembering(workOut))
    : decideWide(gate, remembering(workOut));
}

interface Gate {
  /** For each permit. */
  readonly isTrue: readonly Test[];
  /** For each forbid. */
  readonly isFalse: readonly Test[];
  /** Which permits let one view and act; {@link ALWAYS} if a permit without condition does. */
  readonly viewMask: number;
  readonly actMask: number;
}

/** So many bits fit into one small integer, beside the one that stands for permits without condition. */
const BITS_IN_A_NUMBER = 29;
const ALWAYS = 1 << BITS_IN_A_NUMBER;

/** Most actions of most subjects have no more, and get a decider without loops. */
const FEW_PERMITS = 4;
const FEW_FORBIDS = 3;

/** The tests stand in the closure itself, so that reaching them costs no further look into memory. */
function decideFew(
  { isTrue, isFalse, viewMask, actMask }: Gate,
  workOut: (applied: number) => Decision,
): Decider {
  const decisions: (Decision | undefined)[] = [];
  const [permit0, permit1, permit2, permit3] = isTrue;
  const [forbid0, forbid1, forbid2] = isFalse;
  return (facts, context) => {
    let applied = 0;
    if (permit0 !== undefined && permit0(facts, context)) applied |= 1;
    if (permit1 !== undefined && permit1(facts, context)) applied |= 2;
    if (permit2 !== undefined && permit2(facts, context)) applied |= 4;
    if (permit3 !== undefined && permit3(facts, context)) applied |= 8;
    const permitted = applied | ALWAYS;
    // Most records are nobody's business: without a permit the forbids need not be asked.
    if ((permitted & viewMask) === 0 || (permitted & actMask) === 0) return UNPERMITTED;
    if (forbid0 !== undefined && !forbid0(facts, context)) applied |= 16;
    if (forbid1 !== undefined && !forbid1(facts, context)) applied |= 32;
    if (forbid2 !== undefined && !forbid2(facts, context)) applied |= 64;
    return decisions[applied] ?? (decisions[applied] = workOut(applied));
  };
}

function decideMany(
  { isTrue, isFalse, viewMask, actMask }: Gate,
  recall: (applied: number) => Decision,
): Decider {
  return (facts, context) => {
    let applied = 0;
    for (let index = 0; index < isTrue.length; index++) {
      if (isTrue[index]!(facts, context)) applied |= 1 << index;
    }
    const permitted = applied | ALWAYS;
    if ((permitted & viewMask) === 0 || (permitted & actMask) === 0) return UNPERMITTED;
    for (let index = 0; index < isFalse.length; index++) {
      if (!isFalse[index]!(facts, context)) applied |= 1 << (isTrue.length + index);
    }
    return recall(applied);
  };
}

/** The same with a text instead of a number, for the rare subject whose rules differ in very many ways. */
function decideWide({ isTrue, isFalse }: Gate, recall: (applied: string) => Decision): Decider {
  return (facts, context) => {
    let applied = "";
    for (const test of isTrue) applied += test(facts, context) ? "1" : "0";
    for (const test of isFalse) applied += test(facts, context) ? "0" : "1";
    return recall(applied);
  };
}

/** Keeps what was worked out, up to a limit that real policies never come near. */
export function remembering<K extends number | string>(workOut: (applied: K) => Decision) {
  const known = new Map<K, Decision>();
  return (applied: K): Decision => {
    const found = known.get(applied);
    if (found) return found;
    if (known.size >= MAX_REMEMBERED_DECISIONS) known.clear();
    const decision = workOut(applied);
    known.set(applied, decision);
    return decision;
  };
}

interface AppliedBits {
  readonly permits: readonly Bit[];
  readonly forbids: readonly Bit[];
  /** The position of the first bit that stands for a forbid. */
  readonly firstForbid: number;
  readonly applied: number | string;
}

/** The rules behind the bits that are set, and those that always apply. */
function appliedPieces(
  { always }: ActionTable,
  { permits, forbids, firstForbid, applied }: AppliedBits,
): readonly Piece[] {
  const isOn = (position: number) =>
    typeof applied === "string" ? applied[position] === "1" : (applied & (1 << position)) !== 0;
  const on = [
    ...permits.filter((_, index) => isOn(index)),
    ...forbids.filter((_, index) => isOn(firstForbid + index)),
  ];
  return [...always, ...on.flatMap(({ pieces }) => pieces)];
}

/** The decision when exactly these pieces apply and come to these totals. */
export function decisionOf(type: ObjectType, totals: Totals, applied: readonly Piece[]): Decision {
  if (isAllowed(totals)) {
    const permits = applied.filter(({ effect }) => effect === "permit");
    return Object.freeze({
      allow: true,
      ...outcomeOf(totals, type),
      reasons: referencesOf(permits),
    });
  }
  if (!totals.canView || !totals.canAct) return UNPERMITTED;
  const refusing = applied.filter(({ effect, fields }) => effect === "forbid" && !fields);
  return Object.freeze({ ...UNPERMITTED, reasons: referencesOf(refusing) });
}

const NOTHING = Object.freeze([]);

/** The denial of what no permit allows. */
const UNPERMITTED: Decision = Object.freeze({
  allow: false,
  levels: Object.freeze({}),
  actLevels: Object.freeze({}),
  fields: NOTHING,
  write: NOTHING,
  obligations: NOTHING,
  reasons: NOTHING,
});

/** Tests are shared between actions, since many ask the same. */
export function testOf(compiled: CompiledSubject, condition: Condition, wanted: boolean): Test {
  const key = `${wanted} ${keyOf(condition)}`;
  const known = compiled.tests.get(key);
  if (known) return known;
  const test = compileTest(condition, wanted, compiled.tree);
  compiled.tests.set(key, test);
  return test;
}

function maskOf(
  permits: readonly Bit[],
  always: readonly Piece[],
  does: (piece: Piece) => boolean,
): number {
  const isAlways = always.some((piece) => piece.effect === "permit" && does(piece));
  return permits.reduce(
    // Beyond the bits of a number the mask only tells whether there is such a permit at all.
    (mask, { pieces }, index) =>
      pieces.some(does) ? mask | (1 << (index % BITS_IN_A_NUMBER)) : mask,
    isAlways ? ALWAYS : 0,
  );
}

function referencesOf(pieces: readonly Piece[]): readonly RuleReference[] {
  return Object.freeze(pieces.map(({ reference }) => reference).toSorted(byName));
}

function byName(left: RuleReference, right: RuleReference): number {
  const [a, b] = [left, right].map(({ assignment, role, rule }) =>
    [assignment, role, rule].join("\n"),
  );
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}
