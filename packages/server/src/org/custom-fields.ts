/**
 * Fields that administrators add. They are declared in a table instead of a file, and from the next request on they are
 * fields like any other: whoever changes them makes every plan of everybody stale (`gate/rights-effects.ts`).
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { dropUnique, makeUnique } from "../db/unique-cells.ts";
import { OWN_GROUP, type FieldPlace } from "../derive/adapt.ts";
import { isFreeName, objectNamed, type CustomField, type Model } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { readGuarded } from "../gate/guard.ts";
import type { Caller, Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { reachesEverything } from "../gate/view.ts";
import type { CustomFieldMeta, CustomFieldsReply } from "../http/contract.ts";
import { notChoice } from "../policies/parse-shape.ts";
import { readRuled, usedBy, usesField } from "../policies/rule-uses.ts";
import type { Services } from "../services.ts";
import {
  ADDABLE_TYPES,
  labelsOf,
  parseChange,
  parseNewField,
  parsePlace,
  UNIQUE_TYPES,
  type Around,
} from "./custom-field-draft.ts";
import { declaredFields } from "./field-labels.ts";

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
  "policyDraft",
  "sandbox",
  "exportJob",
  "importJob",
  "savedView",
  "auditLine",
]);

export type Input = Readonly<Record<string, unknown>>;

interface Row extends CustomField {
  readonly place: FieldPlace;
  readonly archived: boolean;
  readonly version: number;
}

/** A field changes what everybody sees, so it takes the right to edit every role. */
export const mayShapeFields = (subject: Subject): boolean =>
  reachesEverything(subject, "role", "edit");

export function demandShaping(subject: Subject): void {
  if (!mayShapeFields(subject)) throw new Refusal("forbidden");
}

export function listFields(services: Services, caller: Caller): Promise<CustomFieldsReply> {
  const act = { object: "role", action: "listFields", records: [] };
  return services.gate.read(caller, act, async (subject) => {
    demandShaping(subject);
    const rows = await readRows(services.db, subject, null);
    const declared = await declaredFields(services.db, subject);
    const objects = objectsWithFields(subject.world.model).map(({ name, declaration }) => ({
      name,
      label: declaration.label,
      plural: declaration.plural,
      fields: rows.filter((row) => row.object === name && !row.declaration.secret).map(metaOf),
      declared: declared.filter(({ object }) => object === name),
      groups: declaration.form.map(({ label }) => label).filter((label) => label !== OWN_GROUP),
    }));
    const result = {
      objects,
      types: ADDABLE_TYPES,
      uniqueTypes: UNIQUE_TYPES,
      limit: MAX_CUSTOM_FIELDS,
    };
    return { result, records: [] };
  });
}

export const addField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "addField", async (shaping) => {
    const { tx, subject, object, rows } = shaping;
    const problems = fullProblems(rows);
    const around = aroundOf(subject, object, rows);
    const { name, declaration } = parseNewField(input, around, problems);
    const place = parsePlace(input["place"], {}, around, problems);
    if (problems.length > 0) throw badRequest(problems);
    await tx.query(
      `insert into custom_field (object, name, declaration, place, position) values ($1, $2, $3::jsonb, $4::jsonb,
         (select coalesce(max(position), 0) + 1 from custom_field where object = $1))`,
      [object, name, JSON.stringify(declaration), JSON.stringify(place)],
    );
    const row = { object, name, declaration, place, archived: false, version: 1 };
    await keepApart(shaping, null, row);
    return { result: metaOf(row), detail: { field: name, ...declaration, place } };
  });

export const changeField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "changeField", async (shaping) => {
    const { tx, subject, object, rows } = shaping;
    const row = rowMeant(rows, input, false);
    const others = rows.filter((other) => other !== row);
    const problems: Problem[] = [];
    const around = aroundOf(subject, object, others, row.name);
    const declaration = parseChange(input, row.declaration, around, problems);
    const place = parsePlace(input["place"], row.place, around, problems);
    if (problems.length > 0) throw badRequest(problems);
    await tx.query(
      "update custom_field set declaration = $3::jsonb, place = $4::jsonb, version = version + 1 where object = $1 and name = $2",
      [object, row.name, JSON.stringify(declaration), JSON.stringify(place)],
    );
    const next = { ...row, declaration, place, version: row.version + 1 };
    await keepApart(shaping, row, next);
    const detail = { field: row.name, before: row.declaration, after: declaration, place };
    return { result: metaOf(next), detail };
  });

/** All fields in use, in their new order. */
export const orderFields = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "orderFields", async ({ tx, object, rows }) => {
    const { names } = input;
    const live = rows.filter(({ archived, declaration }) => !archived && !declaration.secret);
    const isWhole =
      Array.isArray(names) &&
      names.length === live.length &&
      live.every(({ name }) => names.includes(name));
    if (!isWhole) throw new Refusal("not_all_fields");
    await tx.query(
      `update custom_field f set position = o.position
         from unnest($2::text[]) with ordinality o (name, position) where f.object = $1 and f.name = o.name`,
      [object, names],
    );
    return { result: { names: names as readonly string[] }, detail: { names } };
  });

/** The index that tells values apart is there while the field is in use and asks for it. */
async function keepApart({ tx, subject }: Shaping, before: Row | null, row: Row): Promise<void> {
  const { name, declaration } = row;
  const { table } = objectNamed(subject.world.model, row.object);
  const cell = { table, name, type: declaration.type };
  if (isApart(row) === (before !== null && isApart(before))) return;
  if (!isApart(row)) await dropUnique(tx, cell);
  else if (!(await makeUnique(tx, cell))) throw badRequest([problem("unique", "not_unique_yet")]);
}

const isApart = ({ declaration, archived }: Row): boolean =>
  declaration.unique === true && !archived;

/** What records hold stays where it is, and nobody reads it until the field is brought back. */
export const archiveField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "archiveField", (shaping) => setArchived(shaping, input, true));

export const restoreField = (services: Services, caller: Caller, input: Input) =>
  shape(services, caller, input, "restoreField", (shaping) => setArchived(shaping, input, false));

async function setArchived(
  shaping: Shaping,
  input: Input,
  archived: boolean,
): Promise<Done<CustomFieldMeta>> {
  const { tx, subject, object, rows } = shaping;
  const row = rowMeant(rows, input, !archived);
  const { declaration } = objectNamed(subject.world.model, object);
  const problems = archived ? await roleProblems(tx, subject, row) : fullProblems(rows);
  if (!archived && !isFreeName(row.name, declaration))
    problems.push(problem("name", "field_name_taken", { name: row.name }));
  if (problems.length > 0) throw badRequest(problems);
  await tx.query(
    "update custom_field set archived = $3, version = version + 1 where object = $1 and name = $2",
    [object, row.name, archived],
  );
  const next = { ...row, archived, version: row.version + 1 };
  await keepApart(shaping, row, next);
  return { result: metaOf(next), detail: { field: row.name } };
}

interface Shaping {
  readonly tx: Executor;
  readonly subject: Subject;
  readonly object: string;
  /** The object's custom fields as they are, archived ones included. */
  readonly rows: readonly Row[];
}

/** Every act on a field: by who may, under the lock that makes everybody's plan stale. */
export async function shape<Result>(
  services: Services,
  caller: Caller,
  input: Input,
  action: string,
  work: (shaping: Shaping) => Promise<Done<Result>>,
): Promise<Result> {
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
    sql`select true as present, object, name, declaration, place, archived, version from custom_field
      where g.ok and ${ours} order by position, created_at, name`,
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

/** A role, or a sandbox that is not over, that names a field would no longer be readable without it. */
async function roleProblems(
  tx: Executor,
  { world }: Subject,
  { object, name }: Row,
): Promise<Problem[]> {
  const roles = await readRuled(tx, world.model);
  const inRules = usedBy(roles, world.model, usesField(object, name));
  const named = roles.filter(
    ({ id, definition }) =>
      definition.fields?.[object]?.[name] !== undefined ||
      inRules.some(({ path }) => path.startsWith(`roles.${id}.`)),
  );
  const { rows: sandboxes } = await tx.query<{ name: string }>(
    `select name from sandbox where approved_at is not null and until > statement_timestamp()
       and content #> array['fields', $1, $2] is not null order by name`,
    [object, name],
  );
  const names = [...named, ...sandboxes].map((one) => one.name);
  if (names.length === 0) return [];
  return [problem("name", "field_in_roles", { roles: names.join("、") }), ...inRules];
}

const metaOf = ({ object, name, declaration, place, archived, version }: Row): CustomFieldMeta => ({
  object,
  name,
  type: declaration.type,
  label: declaration.label,
  sensitivity: declaration.sensitivity,
  ...(declaration.choices ? { choices: declaration.choices } : {}),
  required: declaration.required === true,
  unique: declaration.unique === true,
  place: {
    group: place.group ?? null,
    create: place.later !== true,
    column: place.column === true,
  },
  archived,
  version,
});
