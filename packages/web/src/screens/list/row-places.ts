/** All rows have one height, so that which of them are in sight is one division. */
import type { Row } from "@latchkey/server/contract";
import type { Sight } from "../../queries/list-pages.ts";
import type { ListModel } from "./use-list.ts";

/** As in the style sheet. */
export const ROW_PIXELS = 40;

/** Where each list was left, in pixels by its question, so that "back" finds its place. */
export const leftAt = new Map<string, number>();

/** Not its address, which also says what is open over the list, and goes on to the next page before the list does. */
export const questionOf = ({ object, state }: Pick<ListModel, "object" | "state">): string =>
  `${object.name} ${JSON.stringify(state)}`;

export interface PlacedRow {
  readonly row: Row;
  readonly index: number;
}

/**
 * The rows of `sight`. A record that has moved can stand in two of them until both have been asked for again: it is drawn
 * once. Old rows are not drawn, only their room.
 */
export function rowsIn(
  rows: readonly Row[],
  { from, to }: Sight,
  old: ReadonlySet<Row>,
): readonly PlacedRow[] {
  const start = Math.max(0, from);
  const drawn = new Set<string>();
  return rows.slice(start, Math.max(start, to)).flatMap((row, offset) => {
    if (drawn.has(row.id)) return [];
    if (!old.has(row)) drawn.add(row.id);
    return [{ row, index: start + offset }];
  });
}
