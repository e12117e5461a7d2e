/** What a path of the matrix is: questions with the answers that the reference view gives, and a hole to be caught. */
import type { Random } from "@latchkey/policy/testing";
import type { ObjectModel } from "../derive/model.ts";
import type { Asked, Read } from "./answers.ts";
import type { RawData, Reader, SeenRow } from "./reference.ts";

export interface Place {
  readonly data: RawData;
  readonly reader: Reader;
  /** Every reader there is, by person. */
  readonly others: ReadonlyMap<string, Reader>;
  readonly object: ObjectModel;
  readonly random: Random;
}

export interface Question {
  readonly verb: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  /** What of the answer is compared; all of it unless said. */
  readonly look?: (answer: never) => unknown;
  /** A refusal that is as good as the answer. */
  readonly mayRefuse?: unknown;
  /** The answer of a server that has the path's hole; undefined where this question does not lead through it. */
  readonly leaky?: () => unknown;
}

export interface Path {
  readonly name: string;
  /** Another path asks the same; this one only brings a hole of its own. */
  readonly onlyHole?: true;
  questions(place: Place): readonly Question[];
}

/** A refusal as the matrix sees it: nothing but its code and its problems. */
export const refused = (code: string, problems?: unknown): unknown => ({
  refused: code,
  ...(problems === undefined ? {} : { problems }),
});

export const askedOf = (
  { object, reader }: Pick<Place, "object" | "reader">,
  read?: Read,
): Asked => ({
  object,
  below: belowOf(reader),
  ...(read ? { read } : {}),
});

/** The tree as the reader sees it: units they do not see are not there, and connect nothing. */
function belowOf(reader: Reader): (unit: string) => ReadonlySet<string> {
  return (root) => {
    const units = reader
      .view("unit")
      .map(({ raw, cells }) => ({ id: raw.id, parent: cells.get("parent") }));
    const found = new Set(units.filter(({ id }) => id === root).map(({ id }) => id));
    for (let before = -1; before !== found.size;) {
      before = found.size;
      for (const { id, parent } of units)
        if (typeof parent === "string" && found.has(parent)) found.add(id);
    }
    return found;
  };
}

/** Every live row as somebody without any rights would never see it: for leaky answers. */
export function everything({ data, object, reader }: Place): readonly SeenRow[] {
  return data.rows
    .get(object.name)!
    .filter(({ deleted }) => !deleted)
    .map((raw) => ({ raw, decision: reader.decide(object.name, "view", raw), cells: raw.cells }));
}

/** Rows that exist and that the reader does not see. */
export function unseen(place: Place): readonly SeenRow[] {
  const visible = new Set(place.reader.view(place.object.name).map(({ raw }) => raw.id));
  return everything(place).filter(({ raw }) => !visible.has(raw.id));
}

export const idsOf = (rows: readonly SeenRow[]): readonly string[] => rows.map(({ raw }) => raw.id);

/** What lists answer, by ids alone. */
export const rowIds = (answer: { rows?: readonly { id: string }[] }): unknown =>
  answer.rows?.map(({ id }) => id) ?? answer;
