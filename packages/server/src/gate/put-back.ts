/** Giving many records of one object the cells back that some of their versions changed; see `batch.ts`. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { targetOf, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import type { Refused } from "./batch-parts.ts";
import { readMany, updateMany } from "./batch-update.ts";
import type { HistoryEntry } from "./store.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";
import { plainCells } from "./write.ts";

export interface Changed {
  readonly id: string;
  /** The versions that are to be undone. */
  readonly versions: readonly number[];
}

export interface PutBack {
  readonly refused: Refused;
  /** Ids of the records that the subject does not see; nothing else is told about them. */
  readonly unseen: ReadonlySet<string>;
  readonly restored: readonly string[];
  /** Those of them in which other cells, as far as the subject reads them, were changed again and stay. */
  readonly partly: ReadonlySet<string>;
}

/** Decided like any change of these cells, record by record. Cells that were changed again meanwhile stay. */
export async function putBackMany(
  tx: Executor,
  subject: Subject,
  object: ObjectModel,
  changed: readonly Changed[],
): Promise<PutBack> {
  const ids = changed.map(({ id }) => id);
  // Before their history is read: nobody adds to it from here on.
  await run(
    tx,
    sql`select id from ${sql.table(object.table)} where id = any(${ids}::uuid[]) order by id for no key update`,
  );
  const earlier = await readEarlier(tx, object, changed);
  const seen = await readMany(tx, subject, object, ids);
  const refused: Refused = new Map();
  const partly = new Set<string>();
  for (const [id, record] of seen) {
    const { cells, kept } = earlier.get(id)!;
    const plain = plainCells(subject, object, record);
    if (!kept.some(({ name }) => plain.has(name))) continue;
    if (cells.size > 0) partly.add(id);
    else refused.set(id, [problem("", "changed_since")]);
  }
  await refuseGone(tx, subject, earlier, refused);
  const changes = [...earlier]
    .filter(([id]) => !refused.has(id))
    .map(([id, { cells }]) => ({ id, cells, by: [] }));
  const done = await updateMany(tx, subject, object, changes, true);
  return {
    refused: new Map([...refused, ...done.refused]),
    unseen: new Set(ids.filter((id) => !seen.has(id))),
    restored: done.updated,
    partly,
  };
}

interface Earlier {
  readonly cells: Map<FieldModel, Json>;
  /** Fields that were changed again. */
  readonly kept: readonly FieldModel[];
}

type Version = Pick<HistoryEntry, "record" | "version" | "changes">;

/** What cells held before the versions that are undone, unless a later one of somebody else changed them. */
async function readEarlier(
  tx: Executor,
  object: ObjectModel,
  changed: readonly Changed[],
): Promise<Map<string, Earlier>> {
  const { rows } = await run<Version>(
    tx,
    sql`select h.record, h.version, h.changes
      from unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ versions }) => Math.min(...versions))}::int[]) as wanted (id, first)
      join record_history h on h.record = wanted.id and h.version >= wanted.first
      order by h.record, h.version`,
  );
  const histories = Map.groupBy(rows, ({ record }) => record);
  return new Map(
    changed.map(({ id, versions }) => [
      id,
      earlierCells(object, histories.get(id) ?? [], new Set(versions)),
    ]),
  );
}

function earlierCells(
  object: ObjectModel,
  history: readonly Version[],
  undone: ReadonlySet<number>,
): Earlier {
  const cells = new Map<FieldModel, Json>();
  const kept = new Set<FieldModel>();
  for (const { version, changes } of history) {
    for (const [name, [before]] of Object.entries(changes)) {
      // A field may have been taken away since.
      const field = object.fields.get(name);
      if (!field) continue;
      if (undone.has(version)) {
        if (!cells.has(field)) cells.set(field, before);
        kept.delete(field);
      } else if (cells.delete(field)) kept.add(field);
    }
  }
  return { cells, kept: [...kept] };
}

/** What a cell referred to before may be gone, or out of the subject's sight: nobody writes a reference to that. */
async function refuseGone(
  tx: Executor,
  subject: Subject,
  earlier: ReadonlyMap<string, Earlier>,
  refused: Refused,
): Promise<void> {
  const references = [...earlier].flatMap(([record, { cells }]) =>
    [...cells].flatMap(([field, cell]) => {
      const target = targetOf(field);
      return target === null || cell === null
        ? []
        : [cell].flat().map((id) => ({ record, field, target, id: String(id) }));
    }),
  );
  for (const [target, own] of Map.groupBy(references, (one) => one.target)) {
    const seen = await readTitles(tx, subject, target, [...new Set(own.map(({ id }) => id))]);
    for (const { record, field, id } of own)
      if (!seen.has(id) && !refused.has(record))
        refused.set(record, [problem(field.name, "no_such_record")]);
  }
}
