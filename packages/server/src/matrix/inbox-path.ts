/** What somebody was told of once, whatever it was, is told as they see it now or not at all, and not counted. */
import { idsOf, unseen, type Path } from "./path.ts";

/** As many as one line of the inbox names. */
const NAMED = 5;

interface Told {
  readonly ids: readonly string[];
  readonly records: readonly { readonly id: string; readonly title: unknown }[];
}

/** The matrix writes notices of `ids` first, as if all of them had been handed to their reader. */
export const inbox: Path = {
  name: "inbox",
  questions(place) {
    const { object, reader, data } = place;
    // The log is asked about while nothing is written to it, and asking writes.
    if (object.name === "auditLine") return [];
    const gone = data.rows.get(object.name)!.filter(({ deleted }) => deleted);
    const ids = [
      ...idsOf(unseen(place)).slice(0, 2),
      ...gone.slice(0, 1).map(({ id }) => id),
      ...idsOf(reader.view(object.name)),
    ].slice(0, NAMED);
    const seen = new Set(idsOf(reader.view(object.name)));
    const { title } = object.declaration;
    const trueTitles = new Map(
      data.rows.get(object.name)!.map(({ id, cells }) => [id, cells.get(title) ?? null]),
    );
    const inOrder = (records: Told["records"]) =>
      records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const told = ids
      .filter((id) => seen.has(id))
      .map((id) => ({ id, title: reader.titleOf(object.name, id) }));
    return [
      {
        verb: "inbox",
        body: { ids },
        expected: { records: inOrder(told), count: told.length },
        look: ({ lines }: { lines: readonly (Told & { count: number })[] }) => {
          const own = lines.filter(({ records }) => records.some(({ id }) => ids.includes(id)));
          return {
            records: inOrder(own.flatMap(({ records }) => records)),
            count: own.reduce((sum, { count }) => sum + count, 0),
          };
        },
        leaky: () => ({
          lines: [
            {
              records: ids.map((id) => ({ id, title: trueTitles.get(id) ?? null })),
              count: ids.length,
            },
          ],
        }),
      },
    ];
  },
};
