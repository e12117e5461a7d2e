/** Files of exchanges that nobody can have any more: exports of yesterday, and uploads that a crash left behind. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { EXPORT_HOURS } from "./export-store.ts";

const HOUR_MS = 3_600_000;

/** A chore; looks once an hour. Returns how many were taken away. */
export function createSweep(directory: string): () => Promise<number> {
  let next = 0;
  return async () => {
    if (Date.now() < next) return 0;
    next = Date.now() + HOUR_MS;
    const counts = [];
    for (const name of ["exports", "uploads"])
      counts.push(await sweepFolder(join(directory, name)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
}

/** An upload takes minutes, so that the hours of an export are enough for both. */
async function sweepFolder(folder: string): Promise<number> {
  const oldest = Date.now() - EXPORT_HOURS * HOUR_MS;
  let count = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    // Another node may have taken it away meanwhile.
    const found = await stat(path).catch(() => null);
    if (found === null || found.mtimeMs > oldest) continue;
    await rm(path, { force: true });
    count += 1;
  }
  return count;
}
