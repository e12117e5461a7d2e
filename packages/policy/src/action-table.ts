import { PolicyError } from "./errors.ts";
import { compileTest } from "./compile-test.ts";
import { keyOf, literalTruth } from "./condition.ts";
import { objectOf, pieceOf } from "./piece.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Test } from "./compile-test.ts";
import type { Condition, Decision, ObjectType } from "./model.ts";
import type { Piece } from "./piece.ts";

/** Rules that apply together, because they have the same effect and the same residual condition. */
export interface Bit {
  readonly effect: "permit" | "forbid";
  readonly condition: Condition;
  readonly pieces: readonly Piece[];
}

/** Everything one subject's rules say about one action on one object. */
export interface ActionTable {
  readonly type: ObjectType;
  readonly pieces: readonly Piece[];
  /** Rules that apply to every record. */
  readonly always: readonly Piece[];
  readonly bits: readonly Bit[];
  /** One for each bit: does it apply to this record? A permit if TRUE, a forbid unless FALSE. */
  readonly tests: readonly Test[];
  /** Decisions already made, by which bits applied. */
  readonly decisions: Map<number | string, Decision>;
}

/** The table of an action, made on first use. Throws `unknown-object` or `unknown-action`. */
export function tableOf(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): ActionTable {
  return compiled.tables.get(objectName)?.get(action) ?? makeTable(compiled, objectName, action);
}

/**
 * Groups pieces by effect and condition, and sets apart those that always apply; those that never do are gone. The
 * order is canonical, so it does not depend on the order of rules or assignments.
 */
export function groupPieces(pieces: readonly Piece[]): Pick<ActionTable, "always" | "bits"> {
  const always: Piece[] = [];
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const truth = literalTruth(piece.condition);
    if (truth === true) always.push(piece);
    if (truth !== undefined) continue;
    const key = `${piece.effect} ${keyOf(piece.condition)}`;
    groups.set(key, [...(groups.get(key) ?? []), piece]);
  }
  const bits = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [first, ...rest]]) => ({
      effect: first!.effect,
      condition: first!.condition,
      pieces: [first!, ...rest],
    }));
  return { always, bits };
}

function makeTable(compiled: CompiledSubject, objectName: string, action: string): ActionTable {
  const type = objectOf(compiled, objectName);
  if (!type.actions.includes(action)) {
    throw new PolicyError("unknown-action", `unknown action \`${objectName}.${action}\``);
  }
  const pieces = compiled.held
    .map((held) => pieceOf(compiled, held, objectName, action))
    .filter((piece) => piece !== null);
  const { always, bits } = groupPieces(pieces);
  const tests = bits.map(({ effect, condition }) => testOf(compiled, effect, condition));
  const table = { type, pieces, always, bits, tests, decisions: new Map() };
  remember(compiled, objectName, action, table);
  return table;
}

/** INVARIANT: a forbid applies unless FALSE. It holds here for records and in `plan.ts` for lists. */
function testOf({ tree }: CompiledSubject, effect: Bit["effect"], condition: Condition): Test {
  if (effect === "permit") return compileTest(condition, true, tree);
  const isFalse = compileTest(condition, false, tree);
  return (facts, context) => !isFalse(facts, context);
}

function remember(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  table: ActionTable,
): void {
  const tables = compiled.tables.get(objectName) ?? new Map<string, ActionTable>();
  compiled.tables.set(objectName, tables.set(action, table));
}
