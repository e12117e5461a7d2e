/** Which row names the columns: people put titles, dates and blank rows above it, and merge cells. */
import type { Line } from "./read-table.ts";

/** A row that names so many fields by their own words is the header, whatever it looks like. */
const CERTAIN = 2;
/** A header names most columns; a title, merged over all of them, stands in one cell. */
const MOST = 0.7;

/**
 * @param lines the first of the file
 * @param countKnown how many of the cells are words for fields
 * @returns the header's number in the file
 */
export function findHeader(
  lines: readonly Line[],
  countKnown: (cells: readonly string[]) => number,
): number {
  const known = lines.map(({ cells }) => countKnown(cells));
  const most = Math.max(0, ...known);
  if (most >= CERTAIN) return lines[known.indexOf(most)]!.number;
  const widths = lines.map(({ cells }) => cells.filter(Boolean).length);
  const wide = lines.filter((_, index) => widths[index]! >= MOST * Math.max(...widths));
  const header = wide.find(({ cells }) => !cells.some(isFigure)) ?? wide[0];
  return header?.number ?? 1;
}

const isFigure = (cell: string): boolean => /^[-+¥$€]?\d[\d,.:/ -]*%?$/.test(cell);

/** The names of the columns. Where a header has two rows, a cell merged over both has its text in the upper one. */
export function headerCells(lines: readonly Line[], header: number): readonly string[] {
  const at = lines.findIndex(({ number }) => number === header);
  const { cells = [] } = lines[at] ?? {};
  const above = lines[at - 1]?.cells ?? [];
  const isDouble = lines[at - 1]?.number === header - 1 && above.filter(Boolean).length >= CERTAIN;
  const named = cells.map((cell, index) => cell || (isDouble && above[index]) || "");
  const last = lines
    .slice(at)
    .reduce((most, one) => Math.max(most, one.cells.findLastIndex(Boolean)), 0);
  return Array.from({ length: last + 1 }, (_, index) => named[index] ?? "");
}
