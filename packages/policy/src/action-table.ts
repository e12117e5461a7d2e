import { PolicyError } from "./errors.ts";
import { literalTruth } from "./condition.ts";
import { objectOf, objectRules, piecesOf } from "./piece.ts";
import { slotOf } from "./slots.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Condition, ObjectType } from "./model.ts";
import type { Piece } from "./piece.ts";

/** Rules that apply together, because they have the same effect and the same residual condition. */
export interface Bit {
  readonly effect: "permit" | "forbid";
  readonly condition: Condition;
  /** The canonical text of the condition. */
  readonly key: string;
  readonly pieces: readonly Piece[];
}

/** Everything one subject's rules say about one action on one object. */
export interface ActionTable {
  readonly type: ObjectType;
  readonly pieces: readonly Piece[];
  /** Rules that apply to every record. */
  readonly always: readonly Piece[];
  readonly bits: readonly Bit[];
  /** Whether some condition may speak of the request; a constant that only looks so does no harm. */
  readonly asksContext: boolean;
}

/** The table of an action, made on first use. Throws `unknown-object` or `unknown-action`. */
export function tableOf(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): ActionTable {
  const slot = slotOf(compiled.slots, objectName, action);
  return compiled.tables[slot] ?? makeTable(compiled, objectName, action, slot);
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
    const key = `${piece.effect === "permit" ? "+" : "-"} ${piece.key}`;
    const group = groups.get(key);
    if (group) group.push(piece);
    else groups.set(key, [piece]);
  }
  const bits = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { effect, condition, key } = group[0]!;
      return { effect, condition, key, pieces: group };
    });
  return { always, bits };
}

function makeTable(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  slot: number,
): ActionTable {
  const type = objectOf(compiled, objectName);
  if (slot < 0)
    throw new PolicyError("unknown-action", `unknown action \`${objectName}.${action}\``);
  // Actions that the same rules name have equal tables.
  const naming = objectRules(compiled, objectName).map(({ actions }) => actions.has(action));
  const key = `${objectName} ${naming.join()}`;
  const table =
    compiled.namings.get(key) ?? tableOfPieces(type, piecesOf(compiled, objectName, action));
  compiled.namings.set(key, table);
  compiled.tables[slot] = table;
  return table;
}

function tableOfPieces(type: ObjectType, pieces: readonly Piece[]): ActionTable {
  const { always, bits } = groupPieces(pieces);
  const asksContext = bits.some(({ key }) => key.includes("context."));
  return { type, pieces, always, bits, asksContext };
}
