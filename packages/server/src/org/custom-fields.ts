/**
 * Fields that administrators add. They are declared in a table instead of a file, and from the next request on they are
 * fields like any other: whoever changes them makes every plan of everybody stale (`gate/rights-effects.ts`).
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { isFreeName, objectNamed, type CustomField, type Model } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { readGuarded } from "../gate/guard.ts";
import type { Caller, Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { viewOf } from "../gate/view.ts";
import type { CustomFieldMeta, CustomFieldsReply } from "../http/contract.ts";
import { refuseOwnOpening } from "../policies/field-opening.ts";
import { notChoice } from "../policies/parse-shape.ts";
import type { Services } from "../services.ts";
import {
  ADDABLE_TYPES,
  labelsOf,
  parseChange,
  parseNewField,
  type Around,
} from "./custom-field-draft.ts";

/** Fields in use on one object: more than this and a form is no form any more. Archived ones do not count. */
export const MAX_CUSTOM_FIELDS = 50;

/** People, organisation and rights are what everything is decided by, and jobs and views are the system's own. */
const WITHOUT_CUSTOM_FIELDS: ReadonlySet<string> = new Set([
  "person",
  "unit",
  "post",
  "group",
  "groupMember",
  "role",
  "assignment",
  "participant",
  "exportJob",
  "importJob",
  "savedView",
  "auditLine",
]);

type Input = Readonly<Record<string, unknown>>;

interface Row extends CustomField {
  readonly archived: boolean;
  readonly version: number;
}

/** A field changes what everybody sees, so it takes the right to edit every role. */
export const mayShapeFields = (subject: Subject): boolean =>
  viewOf(subject, "role", "edit").arms.some(
    ({ arm }) => arm.none.length === 0 && arm.all.every(({ kind }) => kind === "true"),
  );

function demandShaping(subject: Subject): void {
  if (!mayShapeFields(subject)) throw new Refusal("forbidden");
}

export function listFields(services: Services, caller: Caller): Promise<CustomFieldsReply> {
  const act = { object: "role", action: "listFields", records: [] };
  return services.gate.read(caller, act, async (subject) => {
    demandShaping(subject);
    const rows = await readRows(services.db, subject, null);
    const objects = objectsWithFields(subject.world.model).map(({ name, declaration }) => ({
      name,
      label: declaration.label,
      plural: declaration.plural,
      fields: rows.filter((row) => row.object === name && !row.declaration.secret).map(metaOf),
    }));
    return { result: { objects, types: ADDABLE_TYPES, limit: MAX_CUSTOM_FIELDS }, records: [] };
  });
}

export const addField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "addField", async ({ tx, subject, object, rows }) => {
    const problems = fullProblems(rows);
    const { name, declaration } = parseNewField(input, aroundOf(subject, object, rows), problems);
    if (problems.length > 0) throw badRequest(problems);
    await tx.query(
      "insert into custom_field (object, name, declaration) values ($1, $2, $3::jsonb)",
      [object, name, JSON.stringify(declaration)],
    );
    const result = metaOf({ object, name, declaration, archived: false, version: 1 });
    return { result, detail: { field: name, ...declaration } };
  });

export const changeField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "changeField", async ({ tx, subject, object, rows }) => {
    const row = rowMeant(rows, input, false);
    const others = rows.filter((other) => other !== row);
    const problems: Problem[] = [];
    const around = aroundOf(subject, object, others, row.name);
    const declaration = parseChange(input, row.declaration, around, problems);
    if (problems.length > 0) throw badRequest(problems);
    await tx.query(
      "update custom_field set declaration = $3::jsonb, version = version + 1 where object = $1 and name = $2",
      [object, row.name, JSON.stringify(declaration)],
    );
    const { subjects } = services;
    const world = await subjects.loadWorld(tx);
    refuseOwnOpening(subject, await subjects.load(tx, world, subject.person), row);
    const result = metaOf({ ...row, declaration, version: row.version + 1 });
    return { result, detail: { field: row.name, before: row.declaration, after: declaration } };
  });

/** What records hold stays where it is, and nobody reads it until the field is brought back. */
export const archiveField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "archiveField", (shaping) => setArchived(shaping, input, true));

export const restoreField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "restoreField", (shaping) => setArchived(shaping, input, false));

async function setArchived(
  { tx, subject, object, rows }: Shaping,
  input: Input,
  archived: boolean,
): Promise<Done<CustomFieldMeta>> {
  const row = rowMeant(rows, input, !archived);
  const { declaration } = objectNamed(subject.world.model, object);
  const problems = archived ? await roleProblems(tx, row) : fullProblems(rows);
  if (!archived && !isFreeName(row.name, declaration))
    problems.push(problem("name", "field_name_taken", { name: row.name }));
  if (problems.length > 0) throw badRequest(problems);
  await tx.query(
    "update custom_field set archived = $3, version = version + 1 where object = $1 and name = $2",
    [object, row.name, archived],
  );
  const result = metaOf({ ...row, archived, version: row.version + 1 });
  return { result, detail: { field: row.name } };
}

interface Shaping {
  readonly tx: Executor;
  readonly subject: Subject;
  readonly object: string;
  /** The object's custom fields as they are, archived ones included. */
  readonly rows: readonly Row[];
}

/** Every act on a field: by who may, under the lock that makes everybody's plan stale. */
async function shape(
  services: Services,
  caller: Caller,
  input: Input,
  action: string,
  work: (shaping: Shaping) => Promise<Done<CustomFieldMeta>>,
): Promise<CustomFieldMeta> {
  const object = requireObject(services, input);
  return services.gate.write(caller, { object, action, records: [] }, async (tx, subject) => {
    demandShaping(subject);
    return work({ tx, subject, object, rows: await readRows(tx, subject, object) });
  });
}

const objectsWithFields = (model: Model) =>
  [...model.objects.values()].filter(({ name }) => !WITHOUT_CUSTOM_FIELDS.has(name));

/** Which objects there are is no secret: a wrong one is told to anybody. */
function requireObject({ objects }: Services, { object }: Input): string {
  const names = [...objects].filter((name) => !WITHOUT_CUSTOM_FIELDS.has(name));
  const found = names.find((name) => name === object);
  if (found === undefined) throw badRequest([notChoice("object", object ?? "", names)]);
  return found;
}

async function readRows(
  executor: Executor,
  subject: Subject,
  object: string | null,
): Promise<readonly Row[]> {
  const ours = object === null ? sql`true` : sql`object = ${object}`;
  return readGuarded<Row>(
    executor,
    subject,
    sql`select true as present, object, name, declaration, archived, version from custom_field
      where g.ok and ${ours} order by created_at, name`,
  );
}

/** Changes and endings name the version they were made from, as edits of records do. */
function rowMeant(rows: readonly Row[], { name, version }: Input, archived: boolean): Row {
  const row = rows.find((one) => one.name === name && !one.declaration.secret);
  if (!row) throw new Refusal("not_found");
  if (!Number.isInteger(version))
    throw badRequest([problem("version", "not_number", { value: textOf(version).slice(0, 20) })]);
  if (row.version !== version) throw new Refusal("stale");
  if (row.archived !== archived) throw new Refusal("wrong_state");
  return row;
}

function aroundOf({ world }: Subject, name: string, rows: readonly Row[], except?: string): Around {
  const { declaration, fields } = objectNamed(world.model, name);
  const declared = [...fields.values()].filter((field) => field.name !== except);
  return {
    object: declaration,
    names: rows.map((row) => row.name),
    labels: labelsOf([...declared, ...rows]),
  };
}

function fullProblems(rows: readonly Row[]): Problem[] {
  const used = rows.filter(({ archived }) => !archived).length;
  return used < MAX_CUSTOM_FIELDS
    ? []
    : [problem("object", "too_many_fields", { limit: MAX_CUSTOM_FIELDS })];
}

/** A role that names a field would no longer be readable without it. */
async function roleProblems(tx: Executor, { object, name }: Row): Promise<Problem[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select name from role where deleted_at is null and (definition #> array['fields', $1, $2] is not null
       or exists (select 1 from jsonb_array_elements(coalesce(definition -> 'rules', '[]')) rule
         where rule::text like '%"' || $2 || '"%' and rule::text like '%' || $1 || '.%')) order by name`,
    [object, name],
  );
  if (rows.length === 0) return [];
  return [problem("name", "field_in_roles", { roles: rows.map((role) => role.name).join("、") })];
}

const metaOf = ({ object, name, declaration, archived, version }: Row): CustomFieldMeta => ({
  object,
  name,
  type: declaration.type,
  label: declaration.label,
  sensitivity: declaration.sensitivity,
  ...(declaration.choices ? { choices: declaration.choices } : {}),
  archived,
  version,
});
