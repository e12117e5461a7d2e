import type { SearchMark } from "@latchkey/server/contract";
import { formatPhone } from "../../format/phone.ts";
import type { MarkedText } from "./entry.ts";

/** A phone grouped for reading, with its marks where they belong now. What is left out of it stands at its beginning. */
export function groupedPhone({ text, marks }: MarkedText): MarkedText {
  const grouped = formatPhone(text);
  const placeOf = (place: number) => {
    let at = grouped.length;
    for (let rest = text.length - place; rest > 0 && at > 0; at--)
      if (grouped[at - 1] !== " ") rest--;
    return at;
  };
  return {
    text: grouped,
    marks: marks.map(([from, to]): SearchMark => [placeOf(from), placeOf(to)]),
  };
}
