/** Whether anything refers to a record decides whether an undo keeps it: told as far as the reader sees what refers to it. */
import { targetOf, type FieldModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { idsOf, type Path, type Place } from "./path.ts";

const ASKED = 30;
/** Of the places of the matrix: each of them asks every object that may refer to it. */
const SHARE = 0.2;
/** Every record refers to them, also those that other paths make meanwhile. */
const ALWAYS_REFERRED_TO: ReadonlySet<string> = new Set(["person", "unit"]);

export const references: Path = {
  name: "references",
  questions(place) {
    const { reader, data, object, random } = place;
    if (ALWAYS_REFERRED_TO.has(object.name)) return [];
    const ids = idsOf(reader.view(object.name)).slice(0, ASKED);
    if (ids.length === 0 || !random.chance(SHARE)) return [];
    const seen = referredTo(place, ids, (name) =>
      reader.view(name).map(({ raw, cells }) => ({ id: raw.id, cells })),
    );
    const all = referredTo(place, ids, (name) =>
      data.rows.get(name)!.filter(({ deleted }) => !deleted),
    );
    return [
      {
        verb: "references",
        body: { ids },
        expected: seen,
        look: (found: readonly { id: string }[]) =>
          [...new Set(found.map(({ id }) => id))].toSorted(),
        ...(all.length > seen.length ? { leaky: () => all.map((id) => ({ id })) } : {}),
      },
    ];
  },
};

interface Referring {
  readonly id: string;
  readonly cells: ReadonlyMap<string, Json>;
}

function referredTo(
  { data, object }: Place,
  ids: readonly string[],
  rowsOf: (object: string) => readonly Referring[],
): readonly string[] {
  const wanted = new Set(ids);
  const named = [...data.model.objects.values()]
    .filter(({ name }) => name !== "auditLine")
    .flatMap(({ name, fields }) => {
      const referring = [...fields.values()].filter(
        (field) => targetOf(field) === object.name && field.name !== "createdBy",
      );
      return rowsOf(name).flatMap((row) => referring.flatMap((field) => idsIn(row, field)));
    });
  return [...new Set(named.filter((id) => wanted.has(id)))].toSorted();
}

/** What a record's own cells say of itself does not count. */
const idsIn = ({ id, cells }: Referring, { name }: FieldModel): readonly string[] =>
  [cells.get(name) ?? null]
    .flat()
    .filter((one): one is string => typeof one === "string" && one !== id);
