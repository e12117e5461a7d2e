/** Names of the records that cells refer to, as the reader may see them; null where they may not. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Reference, Row } from "../http/contract.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import type { Subject } from "./subject.ts";
import { readArms, ROW, viewOf } from "./view.ts";

type Titles = ReadonlyMap<string, string | null>;

/** What a cell of this field refers to; null for cells that are no references. */
export function targetOf(field: FieldModel): string | null {
  const { type, target } = field.declaration;
  if (type === "person" || type === "unit") return type;
  if (type === "tags") return "tag";
  return type === "reference" ? (target ?? null) : null;
}

/** Replaces ids by `{id, title}` in every reference cell. */
export async function withTitles(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const wanted = collect(object, rows);
  const titles = new Map<string, Titles>();
  for (const [target, ids] of wanted)
    titles.set(target, await readTitles(executor, subject, target, [...ids]));
  return rows.map((row) => ({ ...row, values: titled(object, row, titles) }));
}

function collect(
  object: ObjectModel,
  rows: readonly Row[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const field of object.fields.values()) {
    const target = targetOf(field);
    if (target === null) continue;
    for (const row of rows) {
      const value = row.values[field.name];
      if (value === null || value === undefined) continue;
      const ids = wanted.get(target) ?? new Set();
      for (const id of Array.isArray(value) ? value : [value]) ids.add(String(id));
      wanted.set(target, ids);
    }
  }
  return wanted;
}

export async function readTitles(
  executor: Executor,
  subject: Subject,
  target: string,
  ids: readonly string[],
): Promise<Titles> {
  const view = viewOf(subject, target);
  const field = objectNamed(subject.world.model, target).fields.get(view.object.declaration.title)!;
  const titles = new Map<string, string | null>();
  if (ids.length === 0) return titles;
  const rows = await readArms<{ id: string; title: string | null }>(
    executor,
    subject,
    view,
    (
      arm,
    ) => sql`select true as present, ${sql.ref(`${ROW}.id`)} as id, ${arm.cell(field)[0]!}::text as title
      from ${sql.table(view.object.table)} as ${sql.ref(ROW)}
      where ${sql.ref(`${ROW}.id`)} = any(${ids}::uuid[]) and ${arm.where}`,
  );
  for (const { id, title } of rows) titles.set(id, title);
  return titles;
}

function titled(object: ObjectModel, row: Row, titles: ReadonlyMap<string, Titles>): Row["values"] {
  const values: Record<string, unknown> = { ...row.values };
  for (const field of object.fields.values()) {
    const target = targetOf(field);
    const value = values[field.name];
    if (target === null || value === null || value === undefined) continue;
    const refer = (id: unknown): Reference => ({
      id: String(id),
      title: titles.get(target)?.get(String(id)) ?? null,
    });
    values[field.name] = Array.isArray(value) ? value.map(refer) : refer(value);
  }
  return values;
}
