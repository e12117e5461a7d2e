/** What a dry run would have written: the next rows of the file meet it as they would meet it in the database. */
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { keysOf } from "./resolve-names.ts";

export interface Seen {
  /** Keys by which duplicates are known. */
  readonly keys: Set<string>;
  /** Ids of the records that bear a name, where records of the object name each other. */
  readonly names: Map<string, string[]>;
  /**
   * For each of these, the record above it that is really there, or null. What stands below a unit that is not there yet
   * is tried below the nearest one that is: whoever may put the one there may put the other.
   */
  readonly anchors: Map<string, string | null>;
}

export const nothingSeen = (): Seen => ({ keys: new Set(), names: new Map(), anchors: new Map() });

export interface NewRecord {
  readonly id: string;
  readonly cells: ReadonlyMap<FieldModel, Json>;
}

/** `self`: the field by which records of the object name each other; its cell holds what is really there. */
export function remember(
  seen: Seen,
  object: ObjectModel,
  self: FieldModel,
  records: readonly NewRecord[],
): void {
  const keys = keysOf(object, undefined);
  for (const { id, cells } of records) {
    const above = cells.get(self) ?? null;
    seen.anchors.set(id, above === null ? null : String(above));
    const names = keys.flatMap((key) => {
      const cell = cells.get(key) ?? null;
      return cell === null ? [] : [String(key.module.store(cell)[0])];
    });
    for (const name of new Set(names)) seen.names.set(name, [...(seen.names.get(name) ?? []), id]);
  }
}
