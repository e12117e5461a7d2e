/** What a file is by its bytes, whatever its name says. What is no table we read is refused with the way out. */
import { open, readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { Refusal } from "../errors.ts";

export type FileKind = "workbook" | "text";

const HEAD_BYTES = 64 * 1024;
const ZIP = Buffer.from("PK\u0003\u0004");
/** Of everything that Office wrote before 2007, and of what it encrypts today. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** First bytes of files that people give a spreadsheet's name, or choose by mistake. */
const OTHERS: readonly (readonly [kind: string, at: number, bytes: Buffer])[] = [
  ["PNG", 0, Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ["JPEG", 0, Buffer.from([0xff, 0xd8, 0xff])],
  ["GIF", 0, Buffer.from("GIF8")],
  ["WebP", 8, Buffer.from("WEBP")],
  ["HEIC", 4, Buffer.from("ftyp")],
  ["PDF", 0, Buffer.from("%PDF-")],
  ["RAR", 0, Buffer.from("Rar!")],
  ["7-Zip", 0, Buffer.from([0x37, 0x7a, 0xbc, 0xaf])],
  ["gzip", 0, Buffer.from([0x1f, 0x8b, 0x08])],
];

export async function findKind(path: string): Promise<FileKind> {
  const head = await readBytes(path, 0, HEAD_BYTES);
  if (startsWith(head, OLE))
    throw new Refusal((await isEncrypted(path, head)) ? "encrypted_file" : "legacy_xls");
  if (startsWith(head, ZIP)) return "workbook";
  for (const [kind, at, bytes] of OTHERS)
    if (startsWith(head.subarray(at), bytes)) throw new Refusal("not_a_table", { kind });
  if (MARKUP.test(head.subarray(0, 2_000).toString("latin1"))) throw new Refusal("web_table");
  return "text";
}

/** What many systems export under the name `.xls`: a page, or the XML of Excel 2003. */
const MARKUP = /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype html|html|head|meta|table|\?xml)\b/i;

const startsWith = (bytes: Buffer, start: Buffer): boolean =>
  bytes.subarray(0, start.length).equals(start);

/** Of a compound file, the names of its parts stand where its head says. */
async function isEncrypted(path: string, head: Buffer): Promise<boolean> {
  if (head.length < 52) return false;
  const sector = 2 ** head.readUInt16LE(30);
  const names = await readBytes(path, (head.readUInt32LE(48) + 1) * sector, 8 * sector);
  return names.includes(Buffer.from("EncryptedPackage", "utf16le"));
}

export async function readBytes(path: string, at: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A workbook that becomes more than this is no list of customers, but an attempt to fill the memory. */
const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;

/** The XML that names a workbook's sheets. */
const WORKBOOK = "xl/workbook.xml";

/** The other things that are zip files, by a part that each of them has. */
const PACKED: readonly (readonly [part: RegExp, refusal: () => Refusal])[] = [
  [/(?:^|\/)Index(?:\.zip$|\/)/, () => new Refusal("numbers_file")],
  [/^xl\/workbook\.bin$/, () => new Refusal("other_sheet", { kind: ".xlsb" })],
  [/^content\.xml$/, () => new Refusal("other_sheet", { kind: ".ods" })],
  [/^word\//, () => new Refusal("not_a_table", { kind: "Word" })],
  [/^ppt\//, () => new Refusal("not_a_table", { kind: "PowerPoint" })],
];

/** The text of `xl/workbook.xml`; whatever else the zip file may be is refused. */
export async function readWorkbookXml(path: string): Promise<string> {
  const names: string[] = [];
  let bytes = 0;
  const packed = await readFile(path);
  const unpacked = asReadable(() =>
    unzipSync(packed, {
      filter({ name, originalSize }) {
        names.push(name);
        bytes += originalSize;
        return name === WORKBOOK;
      },
    }),
  );
  if (bytes > MAX_UNPACKED_BYTES)
    throw new Refusal("too_large", { limit: `${MAX_UNPACKED_BYTES / 1024 ** 3} GB` });
  const xml = unpacked[WORKBOOK];
  if (xml) return new TextDecoder().decode(xml);
  const other = PACKED.find(([part]) => names.some((name) => part.test(name)));
  throw other ? other[1]() : new Refusal("not_a_table", { kind: "ZIP" });
}

function asReadable<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new Refusal("bad_file", { reason: (error as Error).message.slice(0, 200) });
  }
}
