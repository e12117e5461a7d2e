/** Lists of some fields only. */
import { byInterest, knownFields, list } from "./list-paths.ts";
import type { Path } from "./path.ts";

type Shown = Readonly<Record<string, unknown>> & { readonly values: object };

/** A row with nothing but these fields. */
function restricted(row: Shown, names: ReadonlySet<string>): Shown {
  const among = (list: unknown) => (list as string[]).filter((name) => names.has(name));
  return {
    ...row,
    values: Object.fromEntries(Object.entries(row.values).filter(([name]) => names.has(name))),
    ...Object.fromEntries(
      ["masked", "hidden", "writable", "revealable"].map((part) => [part, among(row[part])]),
    ),
  };
}

/** Some of the fields; the hole shows one that was not asked for. */
export const someFields: Path = {
  name: "fields",
  questions(place) {
    const [question] = list.questions(place);
    const { rows, next } = question!.expected as { rows: readonly Shown[]; next: null };
    const fields = byInterest(place, knownFields(place))
      .map(({ name }) => name)
      .slice(0, 1 + place.random.below(6));
    const few = rows.map((row) => restricted(row, new Set(fields)));
    return [
      {
        ...question!,
        body: { ...question!.body, fields },
        expected: { rows: few, next },
        leaky: () => ({ rows, next }),
      },
    ];
  },
};
