/** The sheets of a workbook, with their rows as text. */
import type { CellValue, Row } from "read-excel-file/node";
import { Refusal } from "../errors.ts";
import { readWorkbookXml } from "./file-kind.ts";
import type { Line } from "./read-table.ts";

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly lines: readonly Line[];
}

interface Plan {
  readonly hidden: ReadonlySet<string>;
  /** Milliseconds by which the library's dates are too early. */
  readonly lag: number;
}

const DAY_MS = 86_400_000;
/** Days between the two beginnings of time that workbooks know. */
const DAYS_TO_1904 = 1_462;

/** All of them, in the workbook's order. */
export async function readSheets(path: string): Promise<readonly Sheet[]> {
  const { hidden, lag } = planOf(await readWorkbookXml(path));
  // Loaded when needed: a start of the server has no use for it.
  const { default: readWorkbook } = await import("read-excel-file/node");
  const sheets = await readWorkbook(path).catch(refuse);
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    isHidden: hidden.has(sheet),
    lines: linesOf(data, lag),
  }));
}

/** The lines of one; the first where no name is given. */
export async function readSheetLines(
  path: string,
  name: string | undefined,
): Promise<readonly Line[]> {
  const { lag } = planOf(await readWorkbookXml(path));
  const { readSheet } = await import("read-excel-file/node");
  return linesOf(await readSheet(path, name ?? 1).catch(refuse), lag);
}

function refuse(error: unknown): never {
  throw new Refusal("bad_file", { reason: (error as Error).message.slice(0, 200) });
}

/** The library takes `date1904` for true only where it is written as 1; some programs write the word. */
function planOf(xml: string): Plan {
  const sheets = [...xml.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => tag);
  const isHidden = (tag: string) => /\sstate="(?:hidden|veryHidden)"/.test(tag);
  return {
    hidden: new Set(
      sheets.filter(isHidden).map((tag) => unescaped(/\sname="([^"]*)"/.exec(tag)?.[1] ?? "")),
    ),
    lag: /<(?:\w+:)?workbookPr\s[^>]*date1904="true"/.test(xml) ? DAYS_TO_1904 * DAY_MS : 0,
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name]!);

/** A sheet that holds a chart has no rows. */
function linesOf(rows: readonly Row[] | undefined, lag: number): readonly Line[] {
  return (rows ?? []).flatMap((row, index) =>
    row.some((cell) => cell !== null)
      ? [{ number: index + 1, cells: row.map((cell) => cellText(cell, lag)) }]
      : [],
  );
}

/** The library's types call the class where they mean a date. */
function cellText(cell: CellValue | Date | null, lag: number): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return dateText(cell.getTime() + lag);
  return String(cell).trim();
}

/** A spreadsheet's date has no zone: it is what stands on its clock, kept as a fraction that may fall short of the second. */
function dateText(moment: number): string {
  const text = new Date(Math.round(moment / 1_000) * 1_000).toISOString().slice(0, 19);
  // A time of day alone is a date before all dates.
  if (text < "1900") return text.slice(11);
  return text.replace("T", " ").replace(" 00:00:00", "");
}
