/** Bytes from outside, put by on this node's disk until it is known what they are. Nothing is whole in memory. */
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { demandSpace } from "../disk-space.ts";
import { Refusal } from "../errors.ts";

export interface Expected {
  /** As the sender says, who may say nothing. */
  readonly size: number;
  readonly limit: number;
}

/** Returns how many bytes they are. Throws where they are none, too many, more than there is room for, or break off. */
export async function receive(
  body: Readable,
  path: string,
  { size, limit }: Expected,
): Promise<number> {
  await demandSpace(dirname(path), size);
  let bytes = 0;
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > limit) throw tooLarge(limit);
      yield chunk;
    }
  }
  try {
    await pipeline(body, counted, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  } catch (error) {
    if (BROKEN_OFF.has((error as { code?: string }).code ?? "")) throw new Refusal("upload_broken");
    throw error;
  }
  if (bytes === 0) throw new Refusal("file_empty");
  return bytes;
}

/** What Node says of a sender who has gone. */
const BROKEN_OFF: ReadonlySet<string> = new Set([
  "ERR_STREAM_PREMATURE_CLOSE",
  "ECONNRESET",
  "ABORT_ERR",
]);

export const tooLarge = (limit: number): Refusal =>
  new Refusal("too_large", { limit: `${Math.floor(limit / MEGABYTE)} MB` });

export const MEGABYTE = 1024 * 1024;

const DAY_MS = 86_400_000;

/** Makes the folder, and takes away what a crash of this node left in it. */
export async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < Date.now() - DAY_MS) await rm(path, { force: true });
  }
}
