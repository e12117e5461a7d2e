/**
 * One process per data directory. The embedded database does not lock its directory, and two processes in it destroy it.
 * The operating system's own lock on a SQLite file ends with the process, however it ends.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface DirectoryLock {
  /** Tells whoever comes second where we are. */
  announce(address: string): void;
  release(): void;
}

/** The lock, or the address of the process that holds it (empty while that one is still starting). */
export function lockDirectory(directory: string): DirectoryLock | { readonly heldBy: string } {
  mkdirSync(directory, { recursive: true });
  const addressFile = join(directory, "address");
  const lock = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
  try {
    lock.exec(
      "pragma locking_mode = exclusive; begin exclusive; create table if not exists held (x)",
    );
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    return { heldBy: readAddress(addressFile) };
  }
  writeFileSync(addressFile, "");
  return {
    announce: (address) => writeFileSync(addressFile, address),
    release: () => lock.close(),
  };
}

const SQLITE_BUSY = 5;

function readAddress(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
