import { PolicyError } from "./errors.ts";
import { keyOf, literalTruth } from "./condition.ts";
import { objectOf, piecesOf } from "./piece.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Condition, ObjectType } from "./model.ts";
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
  /** Whether some condition may speak of the request; a constant that only looks so does no harm. */
  readonly asksContext: boolean;
}

/** The table of an action, made on first use. Throws `unknown-object` or `unknown-action`. */
export function tableOf(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): ActionTable {
  const slot = compiled.slots.get(objectName)?.get(action) ?? -1;
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
    const key = `${piece.effect === "permit" ? "+" : "-"} ${keyOf(piece.condition)}`;
    const group = groups.get(key);
    if (group) group.push(piece);
    else groups.set(key, [piece]);
  }
  const bits = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { effect, condition } = group[0]!;
      return { effect, condition, pieces: group };
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
  const pieces = piecesOf(compiled, objectName, action);
  const { always, bits } = groupPieces(pieces);
  const asksContext = bits.some(({ condition }) => keyOf(condition).includes("context."));
  const table = { type, pieces, always, bits, asksContext };
  compiled.tables[slot] = table;
  return table;
}
