/** The search over all objects, as far as it looks into one of them. */
import type { SearchGroup } from "../http/contract.ts";
import { finds, named, seen, trueCell, type Read } from "./answers.ts";
import { everything, type Path, type Place } from "./path.ts";
import type { SeenRow } from "./reference.ts";

/** More are not shown. */
const SHOWN = 5;

/** Part of the title of some record, whoever sees it, and of any other cell that is searched. */
function wordsFor({ object, data, random }: Place): readonly string[] {
  const rows = data.rows.get(object.name)!;
  const searched = [...object.fields.values()].filter(({ declaration }) => declaration.search);
  const texts = (names: readonly string[]) =>
    rows.flatMap(({ cells }) => names.map((name) => cells.get(name) ?? "").filter(Boolean));
  return [[object.declaration.title], searched.map(({ name }) => name)]
    .map(texts)
    .filter((some) => some.length > 0)
    .map((some) => String(random.pick(some)).slice(-6).trim())
    .filter(Boolean)
    .concat(random.pick(["zs", "ln", "zhangsan", "wenz"]));
}

/** What stands beside the title is part of a cell as the reader sees it. */
function isSeen({ object, reader }: Place, row: SeenRow, beside: SearchGroup["hits"][0]["beside"]) {
  if (!beside) return true;
  const cell = named(reader, object.fields.get(beside.field)!, seen(row, beside.field));
  const text = typeof cell === "object" ? (cell as { title: string | null } | null)?.title : cell;
  return String(text ?? "").includes(beside.text.replaceAll("…", ""));
}

export const searchAll: Path = {
  name: "search over objects",
  questions(place) {
    const { object, reader } = place;
    const { title, fields } = object.declaration;
    if (!fields[title]?.search) return [];
    return wordsFor(place).flatMap((words) => {
      const answer = (rows: readonly SeenRow[], read: Read) =>
        rows
          .filter((row) => finds({ object, read }, words, row))
          .map((row) => ({ id: row.raw.id, title: read(row, title), beside: null }));
      const view = reader.view(object.name);
      const expected = answer(view, seen);
      if (expected.length > SHOWN) return [];
      const look = ({ hits }: { hits: readonly SearchGroup["hits"][0][] }) =>
        hits
          .map((hit) => {
            const row = view.find(({ raw }) => raw.id === hit.id);
            const isHonest = row !== undefined && isSeen(place, row, hit.beside);
            return { id: hit.id, title: hit.title, beside: isHonest ? null : hit.beside };
          })
          .toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return [
        {
          verb: "searchObject",
          body: { words },
          expected: expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          look,
          leaky: () => ({ hits: answer(everything(place), trueCell) }),
        },
      ];
    });
  },
};
