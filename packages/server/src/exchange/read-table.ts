/** Rows of text from the files people have: CSV in UTF-8 or GB18030, and .xlsx. The legacy .xls is refused with the way out. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { Refusal } from "../errors.ts";

/** More than a spreadsheet holds; a bigger file is a migration, in parts. */
export const MAX_ROWS = 1_048_576;

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ZIP = Buffer.from("PK\u0003\u0004");

/** Rows as they stand in the file, the header first; cells are trimmed text. */
export async function* readTable(path: string): AsyncGenerator<readonly string[]> {
  const head = await readHead(path);
  if (head.subarray(0, 4).equals(OLE)) throw new Refusal("legacy_xls");
  let count = 0;
  for await (const row of head.subarray(0, 4).equals(ZIP) ? readSheet(path) : readCsv(path)) {
    if (++count > MAX_ROWS) throw new Refusal("bad_file", { reason: `> ${MAX_ROWS}` });
    yield row;
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* readSheet(path: string): AsyncGenerator<readonly string[]> {
  // Loaded when needed: a start of the server has no use for it.
  const { readSheet: read } = await import("read-excel-file/node");
  const rows = await read(path).catch((error: unknown) => {
    throw new Refusal("bad_file", { reason: (error as Error).message.slice(0, 200) });
  });
  for (const row of rows) if (row.some((cell) => cell !== null)) yield row.map(cellText);
}

/** A spreadsheet's date has no zone: it is what stands on its clock. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return cell.toISOString().slice(0, 19).replace("T", " ").replace(" 00:00:00", "");
  return String(cell).trim();
}

async function* readCsv(path: string): AsyncGenerator<readonly string[]> {
  const encoding = await findEncoding(path);
  const delimiter = await findDelimiter(path, encoding);
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const texts = decoded(path, encoding);
  // What goes wrong in the pipe is thrown where the rows are read.
  pipeline(texts, parser, () => {});
  try {
    for await (const row of parser as AsyncIterable<string[]>) yield row.map(plainText);
  } catch (error) {
    const { code = "", message } = error as { code?: string; message: string };
    if (!code.startsWith("CSV_")) throw error;
    throw new Refusal("bad_file", { reason: message.slice(0, 200) });
  }
}

/** Our own exports put an apostrophe before what a spreadsheet would take for a formula. */
const plainText = (cell: string): string =>
  (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell).trim();

type Encoding = "utf-8" | "utf-16le" | "gb18030";

/** UTF-8 proves itself, since hardly any other text is valid UTF-8 by chance; what is not is GB18030, whole or not at all. */
async function findEncoding(path: string): Promise<Encoding> {
  const head = await readHead(path);
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
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

/** The one that parts the first line most. */
async function findDelimiter(path: string, encoding: Encoding): Promise<string> {
  const [line = ""] = new TextDecoder(encoding).decode(await readHead(path)).split(/\r?\n/, 1);
  const count = (mark: string): number => line.split(mark).length;
  return [",", ";", "\t"].toSorted((left, right) => count(right) - count(left))[0]!;
}
