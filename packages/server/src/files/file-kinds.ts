/**
 * What may be kept: pictures, PDF, office documents and plain text, each only if its content is what its name says. Nothing
 * that a browser or a computer would run; no archives, since nobody can tell by looking what is in one; no documents with
 * macros.
 */
import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { Refusal } from "../errors.ts";
import { extensionOf } from "./file-name.ts";

/** Media types of contents, by the ending of the name that they may come under. */
interface Kind {
  readonly contents: readonly string[];
  /** What it is sent as; its content's own type where absent. */
  readonly type?: string;
}

/** A picture is often called otherwise than it is: chat programs save one kind under the ending of another. */
const PICTURES: Kind = {
  contents: [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/heic",
    "image/heif",
    "image/avif",
    "image/bmp",
    "image/tiff",
  ],
};

const OOXML = "application/vnd.openxmlformats-officedocument";
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";

/** Older documents, and newer ones with a password, are compound files, which do not tell one program from another. */
const COMPOUND = "application/x-cfb";

const office = (type: string, ...contents: readonly string[]): Kind => ({
  type,
  contents: [type, COMPOUND, ...contents],
});

const WORD = office(`${OOXML}.wordprocessingml.document`);
const SHEET = office(`${OOXML}.spreadsheetml.sheet`);
const SLIDES = office(`${OOXML}.presentationml.presentation`);

const plain = (type: string): Kind => ({ type, contents: [] });

const KINDS: Readonly<Record<string, Kind>> = {
  png: PICTURES,
  jpg: PICTURES,
  jpeg: PICTURES,
  gif: PICTURES,
  webp: PICTURES,
  heic: PICTURES,
  avif: PICTURES,
  bmp: PICTURES,
  tif: PICTURES,
  tiff: PICTURES,
  pdf: { contents: ["application/pdf"] },
  docx: WORD,
  xlsx: SHEET,
  pptx: SLIDES,
  doc: office("application/msword"),
  xls: office("application/vnd.ms-excel"),
  ppt: office("application/vnd.ms-powerpoint"),
  wps: office("application/vnd.ms-works", `${OOXML}.wordprocessingml.document`),
  et: office("application/vnd.ms-excel", `${OOXML}.spreadsheetml.sheet`),
  dps: office("application/vnd.ms-powerpoint", `${OOXML}.presentationml.presentation`),
  odt: office(`${OPEN_DOCUMENT}.text`),
  ods: office(`${OPEN_DOCUMENT}.spreadsheet`),
  odp: office(`${OPEN_DOCUMENT}.presentation`),
  txt: plain("text/plain"),
  md: plain("text/plain"),
  csv: plain("text/csv"),
};

/** Endings a name may have, for whoever picks a file. */
export const EXTENSIONS: readonly string[] = Object.keys(KINDS);

/** The kind that a name stands for. Throws `file_kind`. */
export function kindOf(name: string): Kind {
  const ending = extensionOf(name).toLowerCase();
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  if (!kind) throw new Refusal("file_kind", { name });
  return kind;
}

/** The media type that the file is kept as. Throws `file_content` where the content is of another kind than the name. */
export async function demandContent(path: string, name: string): Promise<string> {
  const { contents, type } = kindOf(name);
  const found = contents.length === 0 ? null : ((await fileTypeFromFile(path))?.mime ?? "");
  const isMeant = found === null ? await isText(path) : contents.includes(found);
  if (!isMeant) throw new Refusal("file_content", { name });
  return type ?? found!;
}

const SAMPLE_BYTES = 64 * 1024;

/** Texts hold no controls but those of lines, in whatever encoding that keeps ASCII as it is. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead).every((byte) => byte >= 32 || LINE_CONTROLS.has(byte));
  } finally {
    await file.close();
  }
}

/** Tab, line feed, form feed, carriage return. */
const LINE_CONTROLS: ReadonlySet<number> = new Set([9, 10, 12, 13]);
