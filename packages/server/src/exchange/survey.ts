/** What a file holds, and how it is read: as somebody said, or as can be found out. */
import { badRequest, problem, Refusal } from "../errors.ts";
import type { ImportLine, ImportReading, ImportSheet } from "../http/contract.ts";
import { findTextReading, readTextLines } from "./delimited-text.ts";
import { findKind } from "./file-kind.ts";
import { findHeader, headerCells } from "./find-header.ts";
import { uniqueHeaders } from "./raw-records.ts";
import { limited, type Line } from "./read-table.ts";
import { readSheets, type Sheet } from "./workbook.ts";

export interface Survey {
  readonly reading: ImportReading;
  readonly sheets: readonly ImportSheet[];
  readonly preview: readonly ImportLine[];
  readonly headers: readonly string[];
  /** First rows below the header. */
  readonly samples: readonly (readonly string[])[];
  /** Rows below the header. */
  readonly total: number;
}

const SAMPLE_ROWS = 8;
/** A header that stands deeper is found by its reader. */
const LOOKED_AT_ROWS = 30;
const PREVIEW_ROWS = 12;
const PREVIEW_COLUMNS = 40;
const PREVIEW_LETTERS = 80;

/** `countKnown`: how many of a row's cells are words for fields. */
export async function surveyFile(
  path: string,
  said: ImportReading,
  countKnown: (cells: readonly string[]) => number,
): Promise<Survey> {
  const { reading, sheets, lines } = await openFile(path, said);
  const deepest = said.header === undefined ? 0 : said.header + SAMPLE_ROWS;
  const top: Line[] = [];
  let count = 0;
  for await (const line of limited(lines)) {
    if (count++ < LOOKED_AT_ROWS || line.number <= deepest) top.push(line);
  }
  if (count === 0) throw new Refusal("empty_file");
  const header = said.header ?? findHeader(top, countKnown);
  const at = top.findIndex(({ number }) => number === header);
  if (at < 0) throw badRequest([problem("header", "blank_header", { row: header })]);
  const total = count - at - 1;
  if (total === 0) throw new Refusal("empty_file");
  const below = top.slice(at + 1, at + 1 + SAMPLE_ROWS);
  return {
    reading: { ...reading, header },
    sheets,
    preview: top.slice(0, Math.max(PREVIEW_ROWS, at + 4)).map(shortened),
    headers: uniqueHeaders(headerCells(top, header)),
    samples: below.map(({ cells }) => cells),
    total,
  };
}

const shortened = ({ number, cells }: Line): ImportLine => ({
  number,
  cells: cells.slice(0, PREVIEW_COLUMNS).map((cell) => cell.slice(0, PREVIEW_LETTERS)),
});

async function openFile(
  path: string,
  { sheet: said, ...reading }: ImportReading,
): Promise<{
  reading: ImportReading;
  sheets: readonly ImportSheet[];
  lines: AsyncIterable<Line> | Iterable<Line>;
}> {
  if ((await findKind(path)) === "text") {
    const found = await findTextReading(path, reading);
    return { reading: found, sheets: [], lines: readTextLines(path, found) };
  }
  const sheets = await readSheets(path);
  const sheet = said === undefined ? firstOf(sheets) : sheets.find(({ name }) => name === said);
  if (!sheet)
    throw badRequest([problem("sheet", "unknown_sheet", { sheet: (said ?? "").slice(0, 60) })]);
  return {
    reading: { sheet: sheet.name },
    sheets: sheets.map(({ name, isHidden, lines }) => ({ name, isHidden, rows: lines.length })),
    lines: sheet.lines,
  };
}

/** The first with data. What is hidden feeds the lists of choices of what is not. */
const firstOf = (sheets: readonly Sheet[]): Sheet | undefined =>
  sheets.find(({ lines, isHidden }) => lines.length > 1 && !isHidden) ??
  sheets.find(({ lines }) => lines.length > 1) ??
  sheets[0];
