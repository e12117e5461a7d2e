/** What somebody opened once, whatever it was, is told as they see it now or not at all. */
import { isOpened } from "../workbench/recent.ts";
import { idsOf, unseen, type Path } from "./path.ts";

/** As many as are shown at a time. */
const OPENED = 8;

/** The matrix writes the lines of `ids` into the trail first, as if their reader had been let in to each. */
export const recentlyOpened: Path = {
  name: "recently opened",
  questions(place) {
    const { object, reader, data } = place;
    if (!isOpened(reader.subject, object.name)) return [];
    const gone = data.rows.get(object.name)!.filter(({ deleted }) => deleted);
    const ids = [
      ...idsOf(unseen(place)).slice(0, OPENED / 2),
      ...gone.slice(0, 1).map(({ id }) => id),
      ...idsOf(reader.view(object.name)),
    ]
      .filter((id) => id !== reader.subject.person)
      .slice(0, OPENED);
    const seen = new Set(idsOf(reader.view(object.name)));
    const told = (id: string) => ({ id, title: reader.titleOf(object.name, id) });
    const { title } = object.declaration;
    const trueTitles = new Map(
      data.rows.get(object.name)!.map(({ id, cells }) => [id, cells.get(title) ?? null]),
    );
    const inOrder = (records: readonly { readonly id: string; readonly title: unknown }[]) =>
      records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return [
      {
        verb: "recent",
        body: { ids },
        expected: inOrder(ids.filter((id) => seen.has(id)).map(told)),
        look: ({ records }: { records: readonly { id: string; title: string | null }[] }) =>
          inOrder(
            records
              .filter(({ id }) => ids.includes(id))
              .map(({ id, title: shown }) => ({ id, title: shown })),
          ),
        leaky: () => ({ records: ids.map((id) => ({ id, title: trueTitles.get(id) ?? null })) }),
      },
    ];
  },
};
