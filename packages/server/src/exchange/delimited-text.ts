/** Text in columns: its encoding, what parts its columns, and its rows. */
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { ImportReading } from "../http/contract.ts";
import { readBytes } from "./file-kind.ts";
import type { Line } from "./read-table.ts";

export type Encoding = NonNullable<ImportReading["encoding"]>;
export type Delimiter = NonNullable<ImportReading["delimiter"]>;

export const ENCODINGS: readonly Encoding[] = ["utf-8", "gb18030", "utf-16le"];
export const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];

export interface TextReading {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/** What is not said is found out; what is said must be so. */
export async function findTextReading(
  path: string,
  { encoding: said, delimiter }: ImportReading,
): Promise<TextReading> {
  if (said !== undefined && !(await isEncodedIn(path, said)))
    throw badRequest([problem("encoding", "not_encoded", { encoding: said.toUpperCase() })]);
  const encoding = said ?? (await findEncoding(path));
  return { encoding, delimiter: delimiter ?? (await findDelimiter(path, encoding)) };
}

/** Rows that are not blank, with their numbers as a spreadsheet would count them. */
export async function* readTextLines(path: string, reading: TextReading): AsyncGenerator<Line> {
  const parser = parse({
    delimiter: reading.delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
  });
  const texts = decoded(path, reading.encoding);
  // What goes wrong in the pipe is thrown where the rows are read.
  pipeline(texts, parser, () => {});
  let number = 0;
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      number++;
      const cells = row.map(plainText);
      if (cells.some((cell) => cell !== "")) yield { number, cells };
    }
  } catch (error) {
    const { code = "", message } = error as { code?: string; message: string };
    if (!code.startsWith("CSV_")) throw error;
    throw new Refusal("bad_file", { reason: message.slice(0, 200) });
  }
}

/** Our own exports put an apostrophe before what a spreadsheet would take for a formula. */
const plainText = (cell: string): string =>
  (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell).trim();

/** UTF-8 proves itself, since hardly any other text is valid UTF-8 by chance; what is not is GB18030, whole or not at all. */
async function findEncoding(path: string): Promise<Encoding> {
  const [first, second] = await readBytes(path, 0, 2);
  if (first === 0xff && second === 0xfe) return "utf-16le";
  for (const encoding of ["utf-8", "gb18030"] as const)
    if (await isEncodedIn(path, encoding)) return encoding;
  throw new Refusal("bad_file", { reason: "UTF-8 / GB18030" });
}

async function isEncodedIn(path: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      // No table has it; a picture or a program does.
      if (text.includes("\u0000")) return false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_ENCODING_INVALID_ENCODED_DATA") return false;
    throw error;
  }
}

/** In pieces so small that what waits beside them, such as the database's answers, never waits long. */
const PIECE = 16 * 1024;

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE }))
    yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

const LOOKED_AT_BYTES = 64 * 1024;
const LOOKED_AT_LINES = 30;

/** The one that parts most lines into equally many columns; of two that do, the one that makes more of them. */
async function findDelimiter(path: string, encoding: Encoding): Promise<Delimiter> {
  const head = await readBytes(path, 0, LOOKED_AT_BYTES);
  const lines = new TextDecoder(encoding)
    .decode(head)
    .replace(/"[^"]*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, LOOKED_AT_LINES);
  const weighed = DELIMITERS.map((delimiter) => ({
    delimiter,
    weight: evenness(lines, delimiter),
  }));
  return weighed.reduce((best, one) => (one.weight > best.weight ? one : best)).delimiter;
}

function evenness(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const marks = line.split(delimiter).length - 1;
    if (marks > 0) counts.set(marks, (counts.get(marks) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([marks, count]) => count * 1_000 + marks));
}
