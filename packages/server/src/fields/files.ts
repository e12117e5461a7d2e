/**
 * The files of a record. The cell says what each is called, what it is and who brought it when; the bytes lie in a storage
 * under its id (`files/`). So their rights are the cell's: who reads it in full lists and opens them, for whoever is masked
 * there is none, and who may write it adds and takes away. They follow the record into the trash and out of it.
 */
import { problem } from "../errors.ts";
import { listCell } from "./list-cell.ts";
import type { FieldModule, Json } from "./module.ts";
import { BLANK, isBlank, UUID } from "./shared.ts";

export interface FileEntry {
  readonly id: string;
  readonly name: string;
  /** Media type, as found in its content. */
  readonly type: string;
  readonly bytes: number;
  /** ISO */
  readonly at: string;
  readonly by: string | null;
}

function isEntry(input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  const { id, name, type, bytes, at, by } = input as Record<keyof FileEntry, unknown>;
  return (
    [id, name, type, at].every((text) => typeof text === "string") &&
    [id, by ?? id].every((one) => UUID.test(String(one))) &&
    Number.isInteger(bytes)
  );
}

/** Nobody sends a cell of this type (a declaration makes it read-only): what is parsed comes from the system itself. */
const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  if (!Array.isArray(input) || !input.every(isEntry)) return { problem: problem(path, "not_list") };
  return { value: input.length === 0 ? null : (input as readonly Json[]) };
};

export const files = listCell(parse);
