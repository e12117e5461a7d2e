/** What hangs on records: live records that refer to them, as far as the reader sees both the record and its cell. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { targetOf, type FieldModel, type ObjectModel } from "../derive/model.ts";
import type { Subject } from "./subject.ts";
import { readArms, ROW, viewOf } from "./view.ts";

export interface Reference {
  readonly id: string;
  /** The record that refers to it, where that is one of those asked about; else null, however many there are. */
  readonly by: string | null;
}

/** Whoever made a record is not held by it, and neither is anybody by what is told of them. */
const HOLDS_NOTHING = { field: "createdBy", object: "auditLine" } as const;

export async function readReferences(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  ids: readonly string[],
): Promise<readonly Reference[]> {
  const found: Reference[] = [];
  for (const other of subject.world.model.objects.values()) {
    if (other.name === HOLDS_NOTHING.object) continue;
    for (const field of other.fields.values())
      if (targetOf(field) === object.name && field.name !== HOLDS_NOTHING.field)
        found.push(...(await referencesBy(executor, subject, { other, field, ids })));
  }
  return found.filter(({ id, by }) => id !== by);
}

async function referencesBy(
  executor: Executor,
  subject: Subject,
  { other, field, ids }: { other: ObjectModel; field: FieldModel; ids: readonly string[] },
): Promise<readonly Reference[]> {
  const isList = Object.values(field.module.columns)[0] === "uuid[]";
  const by = sql.ref(`${ROW}.id`);
  const wanted = sql`${ids}::uuid[]`;
  return readArms<Reference>(executor, subject, viewOf(subject, other.name), (arm) => {
    const cell = arm.cell(field)[0]!;
    const from = sql`${sql.table(other.table)} as ${sql.ref(ROW)}`;
    const who = sql`case when ${by} = any(${wanted}) then ${by} end as by`;
    return isList
      ? sql`select distinct true as present, named.id, ${who} from ${from}, unnest(${cell}) named (id)
          where ${cell} && ${wanted} and named.id = any(${wanted}) and ${arm.where}`
      : sql`select distinct true as present, ${cell} as id, ${who} from ${from}
          where ${cell} = any(${wanted}) and ${arm.where}`;
  });
}
