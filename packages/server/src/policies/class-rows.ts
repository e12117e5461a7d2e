/** The classes of the fields that an organisation added, in the rows of these fields. Secret ones are nobody's to name. */
import type { Executor } from "../db/database.ts";
import type { Sensitivity } from "../objects/declaration.ts";
import type { ClassChange } from "./draft-world.ts";

/** By object and field. */
export type FieldClasses = Readonly<Record<string, Readonly<Record<string, Sensitivity>>>>;

const IN_USE = `not archived and not coalesce((declaration -> 'secret')::boolean, false)`;

/** Of all that are in use, to select. */
export const FIELD_CLASSES_JSON = `coalesce((select jsonb_object_agg(object, fields) from (
  select object, jsonb_object_agg(name, declaration -> 'sensitivity') as fields from custom_field where ${IN_USE} group by object) objects), '{}')`;

export async function readClasses(executor: Executor): Promise<FieldClasses> {
  const { rows } = await executor.query<{ classes: FieldClasses }>(
    `select ${FIELD_CLASSES_JSON} as classes`,
  );
  return rows[0]!.classes;
}

/** Null: there is no such field in use. */
export async function readClass(
  executor: Executor,
  { object, field }: Pick<ClassChange, "object" | "field">,
): Promise<Sensitivity | null> {
  const { rows } = await executor.query<{ sensitivity: Sensitivity }>(
    `select declaration ->> 'sensitivity' as sensitivity from custom_field where object = $1 and name = $2 and ${IN_USE}`,
    [object, field],
  );
  return rows[0]?.sensitivity ?? null;
}

export async function writeClass(
  executor: Executor,
  { object, field, sensitivity }: ClassChange,
): Promise<void> {
  await executor.query(
    `update custom_field set declaration = jsonb_set(declaration, '{sensitivity}', to_jsonb($3::text)), version = version + 1
     where object = $1 and name = $2`,
    [object, field, sensitivity],
  );
}

/** From one class to another. */
export interface ClassMove extends ClassChange {
  readonly base: Sensitivity;
}

/** What a published version changed. */
export async function readClassMoves(
  executor: Executor,
  version: number,
): Promise<readonly ClassMove[]> {
  const { rows } = await executor.query<ClassMove>(
    `select c.object, c.field, c.base, c.sensitivity from policy_class_change c
     join policy_version v on v.draft = c.draft where v.number = $1 order by c.object, c.field`,
    [version],
  );
  return rows;
}

/**
 * What would bring back the classes that fields had under a published version: what the first change behind it began from.
 * A field that is archived now has nothing to be brought back to.
 */
export async function readClassesBack(
  executor: Executor,
  version: number,
): Promise<readonly ClassMove[]> {
  const { rows } = await executor.query<ClassMove>(
    `select distinct on (c.object, c.field) c.object, c.field, c.base as sensitivity
     from policy_class_change c join policy_version v on v.draft = c.draft
     where v.number > $1 order by c.object, c.field, v.number`,
    [version],
  );
  const wanted: Record<string, Record<string, Sensitivity>> = {};
  for (const { object, field, sensitivity } of rows)
    wanted[object] = { ...wanted[object], [field]: sensitivity };
  return classesTo(wanted, await readClasses(executor));
}

/** What becomes of the fields that both speak of. */
export const classesTo = (wanted: FieldClasses, present: FieldClasses): readonly ClassMove[] =>
  Object.entries(wanted).flatMap(([object, fields]) =>
    Object.entries(fields).flatMap(([field, sensitivity]) => {
      const base = present[object]?.[field];
      return base === undefined || base === sensitivity
        ? []
        : [{ object, field, base, sensitivity }];
    }),
  );
