import { tableOf } from "./action-table.ts";
import { MAX_REMEMBERED_DECISIONS } from "./limits.ts";
import { addPiece, emptyTotals, isAllowed, outcomeOf } from "./totals.ts";
import type { ActionTable } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Context, Decision, RecordFacts, RuleReference } from "./model.ts";
import type { Piece } from "./piece.ts";

/** So many bits fit into one small integer, for which a map lookup allocates nothing. */
const BITS_IN_A_NUMBER = 30;

/**
 * May the subject do this to this record, and with which fields? Decisions are shared and frozen: which rules apply
 * is a number, and each number is worked out once. Throws `unknown-object` or `unknown-action`.
 */
export function decide(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  facts: RecordFacts,
  context: Context,
): Decision {
  const table = tableOf(compiled, objectName, action);
  const { tests } = table;
  if (tests.length > BITS_IN_A_NUMBER) return decideWide(table, facts, context);
  let applied = 0;
  for (let index = 0; index < tests.length; index++) {
    if (tests[index]!(facts, context)) applied |= 1 << index;
  }
  return (
    table.decisions.get(applied) ??
    remember(table, applied, (index) => (applied & (1 << index)) !== 0)
  );
}

/** The decision when exactly these pieces apply. */
export function decisionOf(table: ActionTable, applied: readonly Piece[]): Decision {
  const totals = applied.reduce(addPiece, emptyTotals(table.type));
  if (isAllowed(totals)) {
    const permits = applied.filter(({ effect }) => effect === "permit");
    return Object.freeze({
      allow: true,
      ...outcomeOf(totals, table.type),
      reasons: referencesOf(permits),
    });
  }
  const refusing = applied.filter(({ effect, fields }) => effect === "forbid" && !fields);
  return Object.freeze({ ...DENIED, reasons: referencesOf(refusing) });
}

const NOTHING = Object.freeze([]);

const DENIED = {
  allow: false,
  levels: Object.freeze({}),
  actLevels: Object.freeze({}),
  fields: NOTHING,
  write: NOTHING,
  obligations: NOTHING,
};

/** The same with a text instead of a number, for the rare subject whose rules differ in very many ways. */
function decideWide(table: ActionTable, facts: RecordFacts, context: Context): Decision {
  let applied = "";
  for (const test of table.tests) applied += test(facts, context) ? "1" : "0";
  return (
    table.decisions.get(applied) ?? remember(table, applied, (index) => applied[index] === "1")
  );
}

function remember(
  table: ActionTable,
  applied: number | string,
  isOn: (index: number) => boolean,
): Decision {
  const on = table.bits.filter((_, index) => isOn(index)).flatMap(({ pieces }) => pieces);
  const decision = decisionOf(table, [...table.always, ...on]);
  if (table.decisions.size >= MAX_REMEMBERED_DECISIONS) table.decisions.clear();
  table.decisions.set(applied, decision);
  return decision;
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
