/** The tables as they grow, on the terminal. */
import { isTimed, type Cell } from "./measure.ts";
import type { Answered, Rate } from "./run.ts";

const WIDTH = 24;
const NAME = 38;

/** Milliseconds with as many digits as mean something. */
export const short = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

export const cellText = (cell: Cell): string =>
  isTimed(cell)
    ? `${short(cell.p50)} / ${short(cell.p99)}${cell.open === undefined ? "" : ` [${cell.open}]`}`
    : cell.says;

export const rateText = (one: Rate["engines"][string]): string =>
  "says" in one
    ? one.says
    : one.perSecond < 10
      ? one.perSecond.toFixed(1)
      : one.perSecond.toFixed(0);

/** The last row; before the first one the heading. */
export function showRow(question: string, rows: Answered["rows"]): void {
  const row = rows.at(-1)!;
  if (rows.length === 1) {
    console.log(`\n${question}: ms, median / 99th`);
    console.log(line("", Object.keys(row.cells)));
  }
  console.log(line(row.persona, Object.values(row.cells).map(cellText)));
}

export function showRate({ persona, engines }: Rate, isFirst: boolean): void {
  if (isFirst) {
    console.log(`\nfirst page over HTTP: requests per second`);
    console.log(line("", Object.keys(engines)));
  }
  console.log(line(persona, Object.values(engines).map(rateText)));
}

const line = (name: string, cells: readonly string[]): string =>
  [name.padEnd(NAME), ...cells.map((cell) => cell.slice(0, WIDTH - 1).padStart(WIDTH))].join("");
