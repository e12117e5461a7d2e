/** What leaves in a file: as many rows as may leave, and no cell that may not. */
import { parse } from "csv-parse/sync";
import { seenCells, type SeenRow } from "./reference.ts";
import { refused, type Path, type Place } from "./path.ts";

interface Taken {
  readonly rows: number;
  readonly leaked: readonly string[];
}

export const exportFile: Path = {
  name: "export",
  questions(place) {
    const { object, reader, random, data } = place;
    const columns = textColumns(place)
      .toSorted(() => random.next() - 0.5)
      .slice(0, 6);
    const live = data.rows.get(object.name)!.filter(({ deleted }) => !deleted);
    const isAction = "export" in object.declaration.actions;
    const taken = live.flatMap((raw): readonly SeenRow[] => {
      const decision = isAction ? reader.decide(object.name, "export", raw) : null;
      if (!decision?.allow) return [];
      return [{ raw, decision, cells: seenCells(object, raw, { levels: decision.actLevels }) }];
    });
    const closed = closedTexts(place, columns, taken);
    const look = (file: string): Taken => ({
      rows: Math.max(
        0,
        (parse(file, { bom: true, relaxColumnCount: true }) as unknown[]).length - 1,
      ),
      leaked: closed.filter((text) => file.includes(text)),
    });
    const leaky = closed.length > 0 || live.length > taken.length;
    return [
      {
        verb: "exportFile",
        body: { columns, format: "csv" },
        // Who may take nothing out is refused, or gets a file with nothing in it where a rule might have opened some.
        expected: taken.length === 0 ? null : { rows: taken.length, leaked: [] },
        look: (file: string) => (taken.length === 0 && look(file).rows === 0 ? null : look(file)),
        mayRefuse: taken.length === 0 ? refused("forbidden") : undefined,
        ...(leaky
          ? {
              leaky: () =>
                [
                  "head",
                  ...live.map((_, row) => `"${row}${closed.join(" ").replaceAll('"', '""')}"`),
                ].join("\n"),
            }
          : {}),
      },
    ];
  },
};

function textColumns({ object, reader }: Place): readonly string[] {
  return [...object.fields.values()]
    .filter(
      (field) =>
        reader.knows(object.name, field) &&
        ["text", "phone", "email"].includes(field.declaration.type),
    )
    .map(({ name }) => name);
}

/** True texts that no exported cell shows, long enough to be told from others. */
function closedTexts(
  { object, data }: Place,
  columns: readonly string[],
  taken: readonly SeenRow[],
): readonly string[] {
  const shown = taken
    .flatMap(({ cells }) => [...cells.values()])
    .map((cell) => JSON.stringify(cell));
  const texts = data.rows
    .get(object.name)!
    .flatMap(({ cells }) => columns.map((name) => cells.get(name) ?? null));
  const long = texts.filter(
    (text): text is string => typeof text === "string" && text.length >= 8 && !/["\n\\]/.test(text),
  );
  return [...new Set(long)].filter((text) => !shown.some((cell) => cell.includes(text)));
}
