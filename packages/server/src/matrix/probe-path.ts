/** What typing a key tells: twins in the reader's own lists, and of all others only that there is one. */
import { writableFields } from "../gate/writable.ts";
import { presented } from "./answers.ts";
import { everything, type Path, type Place } from "./path.ts";
import type { SeenRow } from "./reference.ts";

/** As many as are told. */
const SHOWN = 5;

const PHONES = ["phone", "phone2"];

interface Told {
  readonly twins: readonly { readonly row: unknown; readonly by: string }[];
  readonly unseen: readonly string[];
}

/** By phones, the first and the second: whatever else is a key is looked for in the same way. */
export const probe: Path = {
  name: "probe",
  questions(place) {
    const { object, reader, random } = place;
    if (object.fields.get("phone")?.declaration.type !== "phone") return [];
    const all = everything(place);
    const gone = place.data.rows.get(object.name)!.filter(({ deleted }) => deleted);
    const typed = [...all.map(({ raw }) => raw), ...gone]
      .flatMap(({ cells }) => PHONES.map((name) => cells.get(name) ?? null))
      .filter((cell) => cell !== null);
    if (typed.length === 0) return [];
    return [random.pick(typed), random.pick(typed)].map((cell) => {
      const held = PHONES.map((name) => ({
        name,
        holders: all.filter(({ raw }) => raw.cells.get(name) === cell),
      }));
      const isAsked = writableFields(reader.subject, object).has("phone");
      const mayProbe =
        isAsked &&
        "probe" in object.declaration.actions &&
        reader.isPermitted(object.name, "probe");
      const told = (rows: readonly SeenRow[], isUnseen: boolean): Told => ({
        twins: [...new Set(rows)].map((row) => ({
          row: presented(reader, object, row),
          by: "phone",
        })),
        unseen: isUnseen && mayProbe ? ["phone"] : [],
      });
      const read = held.map(({ name, holders }) => (isAsked ? plainly(place, holders, name) : []));
      const isMore = held.some(({ holders }, index) => holders.length > read[index]!.length);
      return {
        verb: "probe",
        body: { values: { phone: cell } },
        expected: told(read.flatMap(inOrder), isMore),
        look: ({ twins, unseen }: Told) => ({
          twins: twins.map(({ row, by }) => ({ row, by })),
          unseen,
        }),
        ...(isMore
          ? {
              leaky: () =>
                told(
                  held.flatMap(({ holders }) => inOrder(holders)),
                  true,
                ),
            }
          : {}),
      };
    });
  },
};

/** Those that the reader sees with the very cell in full. */
const plainly = (
  { reader, object }: Place,
  rows: readonly SeenRow[],
  name: string,
): readonly SeenRow[] => {
  const seen = new Map(reader.view(object.name).map((row) => [row.raw.id, row]));
  return rows.flatMap(({ raw }) => {
    const row = seen.get(raw.id);
    return row && row.decision.levels[name] === "plain" ? [row] : [];
  });
};

const inOrder = (rows: readonly SeenRow[]): readonly SeenRow[] =>
  rows.toSorted((a, b) => (a.raw.id < b.raw.id ? -1 : 1)).slice(0, SHOWN);
