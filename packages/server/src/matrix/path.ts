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
  { object, data }: Pick<Place, "object" | "data">,
  read?: Read,
  below = belowOf(data),
): Asked => ({ object, below, ...(read ? { read } : {}) });

export function belowOf(data: RawData): (unit: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (root) => {
    const found = new Set([root]);
    if (known.has(root)) return known.get(root)!;
    for (let before = 0; before !== found.size;) {
      before = found.size;
      for (const [unit, parent] of Object.entries(data.units))
        if (parent !== null && found.has(parent)) found.add(unit);
    }
    known.set(root, found);
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
