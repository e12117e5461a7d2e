/** The files of records: listed, brought, opened, taken away and put back, each through the gate. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { v7 as uuid } from "uuid";
import type { Database } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { FileEntry } from "../fields/files.ts";
import { textOf } from "../fields/shared.ts";
import type { Gate } from "../gate/gate.ts";
import type { Act, Caller } from "../gate/mutate.ts";
import { isId } from "../gate/record-id.ts";
import {
  changeFiles,
  demandWrite,
  readFiles,
  type FilesFound,
  type FilesPlace,
} from "../gate/record-files.ts";
import { readTitles } from "../gate/titles.ts";
import type { FilesReply } from "../http/contract.ts";
import { demandContent, EXTENSIONS, kindOf } from "./file-kinds.ts";
import { cleanFileName } from "./file-name.ts";
import {
  dropArriving,
  noteArriving,
  noteKept,
  notePutBack,
  noteRemoved,
  sweepFiles,
  type FileOwner,
} from "./ledger.ts";
import { openFolder, receive } from "./receive.ts";
import type { FileStorage } from "./storage.ts";

/** Of one cell: what a person still looks through, and what a history can repeat with every change. */
export const MAX_FILES = 50;

export interface FilePlace extends FilesPlace {
  readonly file: unknown;
}

export interface Incoming {
  readonly name: string;
  /** Bytes, as the sender says; absent where they do not. */
  readonly size?: number;
  readonly body: Readable;
}

export interface Files {
  list(caller: Caller, object: string, place: FilesPlace): Promise<FilesReply>;
  /** Decides before it reads a byte, and again when the file is put into the cell. */
  upload(
    caller: Caller,
    object: string,
    place: FilesPlace,
    incoming: Incoming,
  ): Promise<{ readonly file: string }>;
  open(
    caller: Caller,
    object: string,
    place: FilePlace,
  ): Promise<{ readonly entry: FileEntry; readonly stream: Readable }>;
  remove(caller: Caller, object: string, place: FilePlace): Promise<{ readonly ok: true }>;
  /** As long as it has not been swept away. */
  putBack(caller: Caller, object: string, place: FilePlace): Promise<{ readonly ok: true }>;
  /** Returns how many files that nobody can reach any more were taken from the storage. */
  sweep(): Promise<number>;
  /** Bytes of one file. */
  readonly limit: number;
}

export interface FileParts {
  readonly db: Database;
  readonly gate: Gate;
  readonly storage: FileStorage;
  /** Of this node, for what is just arriving. */
  readonly folder: string;
  readonly limit: number;
}

export async function createFiles(parts: FileParts): Promise<Files> {
  const { db, gate, storage, limit } = parts;
  await openFolder(parts.folder);
  return {
    limit,
    sweep: () => sweepFiles(db, storage),
    list: (caller, object, place) =>
      gate.read(caller, actOn(object, "files", place), async (subject) => {
        const found = await readFiles(db, subject, object, place);
        const people = found.files.flatMap(({ by }) => (by === null ? [] : [by]));
        const names = await readTitles(db, subject, "person", [...new Set(people)]);
        return { result: replyOf(found, names, limit), records: [found.record.id] };
      }),
    upload: (caller, object, place, incoming) => upload(parts, caller, object, place, incoming),
    async open(caller, object, place) {
      const entry = await gate.write(
        caller,
        actOn(object, "download", place),
        async (tx, subject) => {
          const { files } = await readFiles(tx, subject, object, { ...place, traced: true });
          return { result: entryNamed(files, place.file) };
        },
      );
      const stream = await storage.open(entry.id);
      if (!stream) throw new Refusal("file_lost", { name: entry.name });
      return { entry, stream };
    },
    async remove(caller, object, place) {
      await gate.write(caller, actOn(object, "removeFile", place), (tx, subject) =>
        changeFiles(tx, subject, object, {
          ...place,
          async change(files) {
            const entry = entryNamed(files, place.file);
            await noteRemoved(tx, entry, ownerOf(object, place));
            return files.filter((one) => one !== entry);
          },
        }),
      );
      return { ok: true };
    },
    async putBack(caller, object, place) {
      await gate.write(caller, actOn(object, "restoreFile", place), (tx, subject) =>
        changeFiles(tx, subject, object, {
          ...place,
          async change(files) {
            if (!isId(place.file)) throw new Refusal("not_found");
            return [...roomIn(files), await notePutBack(tx, place.file, ownerOf(object, place))];
          },
        }),
      );
      return { ok: true };
    },
  };
}

async function upload(
  { db, gate, storage, folder, limit }: FileParts,
  caller: Caller,
  object: string,
  place: FilesPlace,
  { name: given, size = 0, body }: Incoming,
): Promise<{ readonly file: string }> {
  const id = uuid();
  const name = cleanFileName(given);
  const act = actOn(object, "upload", { ...place, file: id });
  const owner = await gate.read(caller, act, async (subject) => {
    const found = await readFiles(db, subject, object, place);
    demandWrite(subject, objectNamed(subject.world.model, object), found);
    roomIn(found.files);
    kindOf(name);
    const { record, field } = found;
    return { result: { object, record: record.id, field: field.name }, records: [record.id] };
  });
  const path = join(folder, id);
  try {
    const bytes = await receive(body, path, { size, limit });
    const type = await demandContent(path, name);
    await noteArriving(db, id, owner);
    await storage.keep(id, path);
    await gate.write(caller, { ...act, action: "addFile" }, (tx, subject) =>
      changeFiles(tx, subject, object, {
        ...place,
        async change(files, at) {
          await noteKept(tx, id);
          return [...roomIn(files), { id, name, type, bytes, at, by: subject.person }];
        },
      }),
    );
  } catch (error) {
    await dropArriving(db, storage, id);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
  return { file: id };
}

/** The log names the file by its id: what it is called may tell of the customer, and the log has readers of its own. */
function actOn(
  object: string,
  action: string,
  { id, field, file }: FilesPlace & { readonly file?: unknown },
): Act {
  const detail = {
    field: textOf(field).slice(0, 60),
    ...(isId(file) ? { file } : {}),
  };
  return { object, action, records: isId(id) ? [id] : [], detail };
}

/** Of a place that was found: there is such a record, and such a field. */
const ownerOf = (object: string, { id, field }: FilesPlace): FileOwner => ({
  object,
  record: String(id),
  field: String(field),
});

function entryNamed(files: readonly FileEntry[], file: unknown): FileEntry {
  const entry = files.find(({ id }) => id === file);
  if (!entry) throw new Refusal("not_found");
  return entry;
}

/** The same, where one more finds room. */
function roomIn(files: readonly FileEntry[]): readonly FileEntry[] {
  if (files.length >= MAX_FILES) throw new Refusal("too_many_files", { limit: MAX_FILES });
  return files;
}

const replyOf = (
  { files, mayChange }: FilesFound,
  names: ReadonlyMap<string, string | null>,
  limit: number,
): FilesReply => ({
  files: files.map(({ by, ...entry }) => ({
    ...entry,
    by: by === null ? null : { id: by, title: names.get(by) ?? null },
  })),
  mayChange,
  limits: { bytes: limit, files: MAX_FILES, extensions: EXTENSIONS },
});
