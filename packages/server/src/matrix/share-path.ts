/** Who takes part in a record is told of a record that one sees, and so is anything done to that. */
import type { Json } from "../fields/module.ts";
import { refused, unseen, type Path, type Place, type Question } from "./path.ts";
import type { RawRow } from "./reference.ts";

interface Told {
  readonly rows: readonly { readonly id: string }[];
}

/** Those of the record that are not over. */
function takingPart({ data, object }: Place, record: string): readonly RawRow[] {
  const isOver = (until: Json): boolean =>
    typeof until === "string" && Date.parse(until) <= Date.now();
  return data.rows
    .get("participant")!
    .filter(
      ({ cells, deleted }) =>
        !deleted &&
        cells.get("object") === object.name &&
        cells.get("recordId") === record &&
        !isOver(cells.get("until") ?? null),
    );
}

/** Whoever may share the record sees all who take part; others those that their rights over participants show. */
export const participants: Path = {
  name: "participants",
  questions(place) {
    const { object, reader, random } = place;
    const rows = reader.view(object.name);
    if (rows.length === 0 || random.chance(0.5)) return ofHidden(place, "participants");
    const { raw } = random.pick(rows);
    const mayShare =
      "share" in object.declaration.actions && reader.decide(object.name, "share", raw).allow;
    const visible = new Set(reader.view("participant").map((row) => row.raw.id));
    const all = takingPart(place, raw.id).map(({ id }) => ({ id }));
    const seen = all.filter(({ id }) => mayShare || visible.has(id));
    return [
      {
        verb: "participants",
        body: { id: raw.id },
        expected: idsIn({ rows: seen }),
        look: idsIn,
        ...(all.length > seen.length ? { leaky: () => ({ rows: all }) } : {}),
      },
      ...ofHidden(place, "participants"),
    ];
  },
};

const idsIn = ({ rows }: Told): readonly string[] => rows.map(({ id }) => id).toSorted();

const ofHidden = (place: Place, verb: string, rest: object = {}): readonly Question[] =>
  unseen(place)
    .slice(0, 1)
    .map(({ raw: { id } }) => ({
      verb,
      body: { id, ...rest },
      expected: refused("not_found"),
      leaky: () => refused("forbidden"),
    }));

/** What is not seen is shared with nobody, not even with oneself. */
export const sharing: Path = {
  name: "share",
  questions(place) {
    const { object, reader, random } = place;
    if (!("share" in object.declaration.actions) || random.chance(0.5)) return [];
    const principal = { kind: "person", id: reader.subject.person };
    return [
      ...ofHidden(place, "share", { principal }),
      ...ofHidden(place, "unshare", { participant: reader.subject.person }),
    ];
  },
};
