/** Small files as people have them, made on the spot: workbooks of several sheets, and things that only look like one. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import writeWorkbook from "write-excel-file/node";

type Cell = string | number | Date | null;

/** Sheets by name, in this order. */
export async function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
): Promise<Buffer> {
  const written = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    dateFormat: "yyyy-mm-dd hh:mm",
    data: rows.map((row) => [...row]),
  }));
  return writeWorkbook(written as never).toBuffer();
}

/** The same workbook with its `xl/workbook.xml` changed, as other programs write it. */
export function rewritten(content: Buffer, change: (xml: string) => string): Buffer {
  const parts = unzipSync(content);
  const name = "xl/workbook.xml";
  return Buffer.from(zipSync({ ...parts, [name]: strToU8(change(strFromU8(parts[name]!))) }));
}

export const zipOf = (...names: readonly string[]): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, strToU8("…")]))));

/** A compound file: its head, and one sector that names its parts. */
export function compoundFile(...parts: readonly string[]): Buffer {
  const file = Buffer.alloc(3 * 512);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  parts.forEach((part, index) => file.write(part, 2 * 512 + 128 * index, "utf16le"));
  return file;
}
