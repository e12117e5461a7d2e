/** What must not come over the wire to a reader, in whatever part of an answer. */
import { viewOf, type Reader } from "./readers.ts";
import { WORLD, type Cell, type ObjectName } from "./world.ts";

interface Secret {
  readonly what: string;
  /** The ways it may be written. */
  readonly texts: readonly string[];
}

/** Fields of a few known words are told apart by no text. */
const DISTINCT: ReadonlySet<string> = new Set([
  "name",
  "phone",
  "spend",
  "note",
  "number",
  "amount",
  "subject",
]);

export function secretsOf(reader: Reader): readonly Secret[] {
  const view = viewOf(reader, true);
  return (Object.keys(WORLD) as ObjectName[]).flatMap((object) => {
    return WORLD[object].flatMap(({ id, cells, before }) => {
      const seen = view[object].find((row) => row.id === id)?.cells ?? {};
      // A cell of the past is as open as today's.
      const past = Object.entries(before).filter(([field]) => seen[field] !== cells[field]);
      const closed = Object.entries(cells).filter(([field, cell]) => seen[field] !== cell);
      return [...closed, ...past].flatMap(([field, cell]): readonly Secret[] =>
        DISTINCT.has(field) && cell !== null
          ? [{ what: `${field} of a ${object}`, texts: written(field, cell) }]
          : [],
      );
    });
  });
}

function written(field: string, cell: Cell): readonly string[] {
  const text = String(cell);
  if (field === "phone") return [text.slice(3)];
  if (typeof cell !== "number") return [text];
  const [yuan, fen] = [text.slice(0, -2), text.slice(-2)];
  return [text, `${yuan}.${fen}`, `${Number(yuan).toLocaleString("en")}.${fen}`];
}

/** The first secret in what came; what the question itself says is no secret. */
export function secretIn(
  texts: readonly string[],
  secrets: readonly Secret[],
  question: object,
): string | null {
  const said = JSON.stringify(question);
  const found = secrets.find(({ texts: ways }) =>
    ways.some((way) => !said.includes(way) && texts.some((text) => text.includes(way))),
  );
  return found?.what ?? null;
}
