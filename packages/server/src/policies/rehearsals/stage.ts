/**
 * A stage: the whole product again in a schema of its own, for one person and one round. Its organisation is the real one
 * as far as that person's rights need it, its roles are the draft's, its records are copies. It has no people to sign in,
 * no files and no jobs; what is done on it stays there and is dropped with it.
 */
import { enterSchema } from "../../db/in-schema.ts";
import type { Database, Executor } from "../../db/database.ts";
import { migrateWithin } from "../../db/migrate.ts";
import { lockForWrite } from "../../gate/guard.ts";
import { withSubject, type Subject } from "../../gate/subject.ts";
import { asSystem } from "../../gate/system.ts";
import { readTitles } from "../../gate/titles.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import { writeClass } from "../class-rows.ts";
import type { PolicyChanges } from "../draft-world.ts";
import { inventOthers, readCopies, type Copies } from "./copies.ts";
import type { Rehearsal, Representative } from "./rehearsal-store.ts";

/** Lock spaces for `pg_advisory_xact_lock(space, key)`. */
const STAGE_SPACE = 81;

const system = asSystem("a rehearsal is given its copies", null);

export interface StageParts {
  readonly db: Database;
  readonly subjects: SubjectStore;
}

/**
 * Makes the stage if nobody has yet: all of it or nothing, in one transaction, by the person's rights of now. Returns how
 * many records were copied; null where it is there.
 */
export const buildStage = (
  { db, subjects }: StageParts,
  rehearsal: Rehearsal,
  { person, stage }: Representative,
): Promise<number | null> =>
  withSubject(subjects, { person }, (subject) =>
    db.transaction(async (tx) => {
      await lockForWrite(tx, person);
      if (!(await claimStage(tx, rehearsal.id, person, stage))) return null;
      const live = await schemaOf(tx);
      const copies = await readCopies(tx, subject);
      const units = await readTitles(tx, subject, "unit", await allUnits(tx));
      await tx.query(`create schema "${stage}"`);
      await enterSchema(tx, stage);
      await migrateWithin(tx);
      await copyOrganisation(tx, live, subject, units);
      await applyDraft(tx, rehearsal.policy);
      await putRecords(tx, subject, copies);
      return [...copies.values()].reduce((sum, rows) => sum + rows.length, 0);
    }),
  );

/** Whoever comes at the same time waits, and finds it made. */
async function claimStage(
  tx: Executor,
  rehearsal: string,
  person: string,
  stage: string,
): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock($1, hashtext($2))", [STAGE_SPACE, stage]);
  const { rowCount } = await tx.query(
    `update rehearsal_person set begun_at = statement_timestamp()
     where rehearsal = $1 and person = $2 and begun_at is null`,
    [rehearsal, person],
  );
  return rowCount > 0;
}

/** Where the tables of the true database lie. */
export async function schemaOf(executor: Executor): Promise<string> {
  const { rows } = await executor.query<{ name: string }>("select current_schema() as name");
  return rows[0]!.name;
}

async function allUnits(tx: Executor): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>("select id from unit where deleted_at is null");
  return rows.map(({ id }) => id);
}

/** Shapes of the organisation, and what this person holds; what units they do not see are called stays out. */
async function copyOrganisation(
  tx: Executor,
  live: string,
  { person, name, unit, locale, zone, holder }: Subject,
  units: ReadonlyMap<string, string | null>,
): Promise<void> {
  const copy = (table: string, where = "true", values: readonly unknown[] = []): Promise<void> =>
    copyRows(tx, { from: live, table, where, values });
  await tx.query(
    `update policy_state set (organisation, zone, currency) =
       (select organisation, zone, currency from "${live}".policy_state)`,
  );
  await copy("custom_field");
  await copy("field_label");
  await copy("role", "deleted_at is null");
  await copy("unit", "deleted_at is null");
  const named = [...units].filter(([, title]) => title !== null).map(([id]) => id);
  await tx.query("update unit set name = '…', custom = '{}' where not (id = any($1::uuid[]))", [
    named,
  ]);
  const held = holder.assignments.map(({ id }) => id);
  await copy("post", "id = any($1::uuid[])", [held]);
  await copy("assignment", "id = any($1::uuid[])", [held]);
  await copy("group_member", "person = $1 and deleted_at is null", [person]);
  await copy("group", `id in (select "group" from group_member)`);
  await copy("sandbox", "id in (select sandbox from assignment)");
  await copy("participant", "principal_id = any($1::uuid[]) and deleted_at is null", [
    holder.attributes["principals"],
  ]);
  await tx.query("insert into subject_version (person, n) values ($1, 1)", [person]);
  await tx.query(
    `insert into person (id, owner, unit, name, locale, zone, status) values ($1, $1, $2, $3, $4, $5, 'active')`,
    [person, unit, name, locale, zone],
  );
}

interface RowsToCopy {
  readonly from: string;
  readonly table: string;
  readonly where: string;
  readonly values: readonly unknown[];
}

async function copyRows(tx: Executor, { from, table, where, values }: RowsToCopy): Promise<void> {
  const { rows } = await tx.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`"${table}"`],
  );
  const { names } = rows[0]!;
  await tx.query(
    `insert into "${table}" (${names}) select ${names} from "${from}"."${table}" where ${where}`,
    values,
  );
}

async function applyDraft(tx: Executor, { roles, classes }: PolicyChanges): Promise<void> {
  for (const change of classes) await writeClass(tx, change);
  for (const { role, content } of roles)
    if (content === null) {
      await tx.query("delete from assignment where role = $1", [role]);
      await tx.query("delete from post where role = $1", [role]);
      await tx.query("delete from role where id = $1", [role]);
    } else
      await tx.query(
        `insert into role (id, unit, name, name_english, duties, duties_english, preset, administrator, definition)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)
         on conflict (id) do update set name = excluded.name, name_english = excluded.name_english, duties = excluded.duties,
           duties_english = excluded.duties_english, administrator = excluded.administrator, definition = excluded.definition`,
        [
          role,
          content.unit,
          content.name,
          content.nameEnglish,
          content.duties,
          content.dutiesEnglish,
          content.preset,
          content.administrator,
          JSON.stringify(content.definition),
        ],
      );
}

async function putRecords(tx: Executor, subject: Subject, copies: Copies): Promise<void> {
  const { person, unit, world } = subject;
  const others = inventOthers(subject, placesFor(unit, world.tree, await allUnits(tx)));
  for (const object of world.model.objects.values()) {
    const rows = [...(copies.get(object.name) ?? []), ...(others.get(object.name) ?? [])];
    // They stand there already, as who they are to the rules.
    await system.insertRows(
      tx,
      object,
      rows.filter(({ id }) => id !== person),
    );
  }
}

/** Where colleagues are invented: beside the person, and where their own unit does not reach. */
function placesFor(
  own: string | null,
  tree: Subject["world"]["tree"],
  units: readonly string[],
): readonly string[] {
  const isNear = (unit: string): boolean =>
    own !== null && (tree.isWithin(unit, own) === true || tree.isWithin(own, unit) === true);
  const beyond = units.find((unit) => !isNear(unit));
  return [own, beyond ?? null].filter((unit) => unit !== null);
}

/** Gone with everything on it, and its end noted. */
export const strikeStage = (
  db: Database,
  { rehearsal, person, stage }: Pick<Representative, "rehearsal" | "person" | "stage">,
): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1, hashtext($2))", [STAGE_SPACE, stage]);
    await tx.query(`drop schema if exists "${stage}" cascade`);
    await tx.query(
      "update rehearsal_person set struck_at = statement_timestamp() where rehearsal = $1 and person = $2",
      [rehearsal, person],
    );
  });
