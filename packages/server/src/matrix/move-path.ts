/** What a move of a unit would carry along is counted as the reader's own lists count, and told only to who may move it. */
import { TOLD } from "../org/move-impact.ts";
import { askedOf, refused, type Path, type Place } from "./path.ts";
import type { SeenRow } from "./reference.ts";

interface Answer {
  readonly records: readonly { readonly object: string; readonly count: number }[];
}

/** A unit that is not the top, and another that is not below it, both as the reader sees them. */
function someMove(place: Place): { unit: SeenRow; target: SeenRow } | null {
  const { reader, random } = place;
  const { below } = askedOf(place);
  const units = reader.view("unit");
  const movable = units.filter(({ cells }) => (cells.get("parent") ?? null) !== null);
  if (movable.length === 0) return null;
  const unit = random.pick(movable);
  const targets = units.filter(({ raw }) => !below(unit.raw.id).has(raw.id));
  return targets.length === 0 ? null : { unit, target: random.pick(targets) };
}

export const moveImpact: Path = {
  name: "impact of a move",
  questions(place) {
    const { object, reader, data } = place;
    const move = TOLD.includes(object.name) ? someMove(place) : null;
    if (!move) return [];
    const { unit, target } = move;
    const may = (action: string, row: SeenRow) => reader.decide("unit", action, row.raw).allow;
    const isAllowed = may("move", unit) && (may("create", target) || may("move", target));
    const below = askedOf(place).below(unit.raw.id);
    const isMoved = (cells: ReadonlyMap<string, unknown>) => below.has(String(cells.get("unit")));
    const counted = reader.view(object.name).filter(({ cells }) => isMoved(cells)).length;
    const everything = data.rows.get(object.name)!.filter(({ cells }) => isMoved(cells)).length;
    return [
      {
        verb: "moveImpact",
        body: { id: unit.raw.id, parent: target.raw.id },
        expected: isAllowed ? counted : refused("forbidden"),
        look: ({ records }: Answer) =>
          records.find((one) => one.object === object.name)?.count ?? 0,
        leaky: () => ({ records: [{ object: object.name, count: everything }] }),
      },
    ];
  },
};
