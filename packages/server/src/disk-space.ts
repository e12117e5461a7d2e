/** What comes from outside may not fill the disk, on which a database may lie too. */
import { statfs } from "node:fs/promises";
import { Refusal } from "./errors.ts";

/** Left for whatever else this machine has to write. */
const RESERVE_BYTES = 256 * 1024 * 1024;

/** Throws `disk_full` where so many bytes more would leave too little. */
export async function demandSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + RESERVE_BYTES) throw new Refusal("disk_full");
}
