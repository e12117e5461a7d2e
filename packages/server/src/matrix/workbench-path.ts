/** The numbers of the first page: each is the count of a list that the reader can open, and of no more than that. */
import type { ListPlace } from "../http/contract.ts";
import { matches, type Condition } from "./answers.ts";
import { askedOf, everything, type Path } from "./path.ts";

/** What the workbench counts. */
const COUNTED: ReadonlySet<string> = new Set([
  "customer",
  "opportunity",
  "order",
  "ticket",
  "task",
  "person",
]);

const BLOCKS = ["day", "figures", "month", "trends", "team"] as const;

/** Each block asks a dozen questions. */
const SHARE = 0.3;

interface Figure {
  readonly place: ListPlace;
  readonly count: number;
}

export const workbench: Path = {
  name: "workbench",
  questions(place) {
    const { object, reader, random } = place;
    if (!COUNTED.has(object.name) || !random.chance(SHARE)) return [];
    const view = reader.view(object.name);
    const countOf = ({ conditions }: ListPlace): number =>
      view.filter((row) => matches(askedOf(place), { and: conditions as Condition[] }, row)).length;
    const all = everything(place).length;
    return [
      {
        verb: "workbench",
        body: { block: random.pick(BLOCKS) },
        expected: [],
        look: (reply: unknown) =>
          figuresIn(reply)
            .filter(({ place: { object: of } }) => of === object.name)
            .map((figure) => ({ ...figure, seen: countOf(figure.place) }))
            .filter(({ count, seen }) => count !== seen),
        ...(all > view.length
          ? { leaky: () => ({ place: { object: object.name, conditions: [] }, count: all }) }
          : {}),
      },
    ];
  },
};

/** Wherever in the answer they stand. */
function figuresIn(part: unknown): readonly Figure[] {
  if (typeof part !== "object" || part === null) return [];
  const own = "place" in part && "count" in part ? [part as Figure] : [];
  return [...own, ...Object.values(part).flatMap(figuresIn)];
}

/** The tree of the organisation, which screens ask for as a whole. */
export const unitTree: Path = {
  name: "unit tree",
  questions(place) {
    const { object, reader, data } = place;
    // The same for every object, so it is asked about beside one.
    if (object.name !== "customer") return [];
    const all = data.rows.get("unit")!.filter(({ deleted }) => !deleted);
    const expected = reader.view("unit").map(({ raw }) => raw.id);
    return [
      {
        verb: "units",
        body: {},
        expected: expected.toSorted(),
        look: (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id).toSorted(),
        ...(all.length > expected.length ? { leaky: () => all } : {}),
      },
    ];
  },
};
