/** Rows of text from the files people have: CSV in UTF-8 or GB18030, and .xlsx. */
import { Refusal } from "../errors.ts";
import type { ImportLine, ImportReading } from "../http/contract.ts";
import { findTextReading, readTextLines } from "./delimited-text.ts";
import { findKind } from "./file-kind.ts";
import { readSheetLines } from "./workbook.ts";

/** More than a spreadsheet holds; a bigger file is a migration, in parts. */
export const MAX_ROWS = 1_048_576;

/** A row that is not blank; its cells are trimmed text. */
export type Line = ImportLine;

/** The header first, then what stands below it. */
export async function* readTable(path: string, reading: ImportReading): AsyncGenerator<Line> {
  for await (const line of limited(linesOf(path, reading)))
    if (line.number >= (reading.header ?? 1)) yield line;
}

async function* linesOf(path: string, reading: ImportReading): AsyncGenerator<Line> {
  if ((await findKind(path)) === "workbook") yield* await readSheetLines(path, reading.sheet);
  else yield* readTextLines(path, await findTextReading(path, reading));
}

export async function* limited(lines: AsyncIterable<Line> | Iterable<Line>): AsyncGenerator<Line> {
  let count = 0;
  for await (const line of lines) {
    if (++count > MAX_ROWS) throw new Refusal("bad_file", { reason: `> ${MAX_ROWS}` });
    yield line;
  }
}
