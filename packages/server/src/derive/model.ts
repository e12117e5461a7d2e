/**
 * The registry at work: declarations, custom fields and field modules joined into what the gate needs (tables, columns,
 * relations) and what the policy engine needs (the schema). A model is immutable; a change of custom fields makes a new one.
 */
import type { FieldType, ObjectType, Schema, Text } from "@latchkey/policy";
import { sql } from "kysely";
import { FIELD_MODULES } from "../fields/registry.ts";
import type { FieldModule, Sql } from "../fields/module.ts";
import {
  COMMON_FIELDS,
  SENSITIVITIES,
  type FieldDeclaration,
  type ObjectDeclaration,
  type RelationDeclaration,
  type Sensitivity,
} from "../objects/declaration.ts";
import { adapted, relabelled, type CustomField, type FieldLabel } from "./adapt.ts";
import { SCOPES } from "./scopes.ts";

export type { CustomField, FieldLabel } from "./adapt.ts";

export interface FieldModel {
  readonly name: string;
  readonly declaration: FieldDeclaration;
  readonly module: FieldModule;
  readonly custom: boolean;
  /** What it was called before the organisation gave it another label. */
  readonly standard?: Text;
  /** Not asked for when a record is made. */
  readonly later?: true;
  /** The action that writes it. */
  readonly writtenBy: string;
  /** The table's columns, in the order of `module.columns`; empty for a custom field. */
  readonly columns: readonly string[];
  /** The cell as SQL over a table alias. */
  cell(alias: string): readonly Sql[];
}

export interface RelationModel {
  readonly name: string;
  readonly target: string;
  /** What joins the row `inner` of the target to our row `outer`. */
  join(outer: string, inner: string): Sql;
}

export interface ObjectModel {
  readonly name: string;
  readonly table: string;
  readonly declaration: ObjectDeclaration;
  readonly fields: ReadonlyMap<string, FieldModel>;
  readonly relations: ReadonlyMap<string, RelationModel>;
}

export interface Model {
  readonly objects: ReadonlyMap<string, ObjectModel>;
  readonly schema: Schema;
}

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export function buildModel(
  declarations: readonly ObjectDeclaration[],
  customFields: readonly CustomField[] = [],
  labels: readonly FieldLabel[] = [],
): Model {
  const objects = new Map<string, ObjectModel>();
  for (const declaration of declarations) {
    const own = customFields.filter(
      ({ object, name }) => object === declaration.name && isFreeName(name, declaration),
    );
    const words = labels.filter(({ object }) => object === declaration.name);
    objects.set(declaration.name, buildObject(declaration, own, words));
  }
  return { objects, schema: buildSchema(objects) };
}

/** The same with some fields in other classes; what is not in the model is left out. */
export function reclassed(
  model: Model,
  classes: readonly {
    readonly object: string;
    readonly field: string;
    readonly sensitivity: Sensitivity;
  }[],
): Model {
  const objects = new Map(model.objects);
  for (const { object: name, field: of, sensitivity } of classes) {
    const object = objects.get(name);
    const field = object?.fields.get(of);
    if (!object || !field) continue;
    const declaration = { ...field.declaration, sensitivity };
    const fields = new Map(object.fields).set(of, { ...field, declaration });
    objects.set(name, { ...object, fields });
  }
  return classes.length === 0 ? model : { objects, schema: buildSchema(objects) };
}

export const FIELD_NAME = /^[a-z][a-zA-Z0-9]*$/;

/** A declared field stays what it is: no custom field takes its name, also not one that was there before it. */
export const isFreeName = (name: string, { fields }: ObjectDeclaration): boolean =>
  FIELD_NAME.test(name) &&
  !(name in Object.prototype) &&
  ![fields, COMMON_FIELDS, { id: 1 }].some((taken) => Object.hasOwn(taken, name));

export function objectNamed(model: Model, name: string): ObjectModel {
  const found = model.objects.get(name);
  if (!found) throw new Error(`no object \`${name}\` in the registry`);
  return found;
}

function buildObject(
  declaration: ObjectDeclaration,
  custom: readonly CustomField[],
  labels: readonly FieldLabel[],
): ObjectModel {
  const fields = new Map<string, FieldModel>();
  const declared = { ...declaration.fields, ...COMMON_FIELDS } as Record<string, FieldDeclaration>;
  for (const [name, field] of Object.entries(relabelled(declared, labels))) {
    const standard = declared[name]!.label;
    const model = columnField(name, field);
    fields.set(name, standard === field.label ? model : { ...model, standard });
  }
  for (const field of custom) fields.set(field.name, customField(field));
  return {
    name: declaration.name,
    table: snakeCase(declaration.name),
    declaration: adapted(declaration, custom, labels),
    fields,
    relations: buildRelations(declaration),
  };
}

function columnField(name: string, declaration: FieldDeclaration): FieldModel {
  const module = FIELD_MODULES[declaration.type];
  const columns = Object.keys(module.columns).map((suffix) => snakeCase(name) + suffix);
  return {
    name,
    declaration,
    module,
    custom: false,
    columns,
    writtenBy: declaration.writtenBy ?? "edit",
    cell: (alias) => columns.map((column) => sql.ref(`${alias}.${column}`)),
  };
}

function customField({ name, declaration, place }: CustomField): FieldModel {
  const module = FIELD_MODULES[declaration.type];
  return {
    name,
    declaration,
    module,
    custom: true,
    ...(place?.later ? { later: true } : {}),
    columns: [],
    writtenBy: declaration.writtenBy ?? "edit",
    cell: (alias) => module.fromJson(sql`${sql.ref(`${alias}.custom`)} -> ${sql.lit(name)}`),
  };
}

/** What a cell of this field refers to; null for cells that are no references. */
export function targetOf({ declaration: { type, target } }: FieldModel): string | null {
  if (type === "person" || type === "unit") return type;
  if (type === "tags") return "tag";
  return type === "reference" ? (target ?? null) : null;
}

function buildRelations(declaration: ObjectDeclaration): ReadonlyMap<string, RelationModel> {
  const declared: Record<string, RelationDeclaration> = {};
  for (const [name, field] of Object.entries(declaration.fields)) {
    if (field.type === "reference" && field.target) {
      declared[name] = { target: field.target, by: { field: name } };
    }
  }
  Object.assign(declared, declaration.relations);
  const relations = new Map<string, RelationModel>();
  for (const [name, { type }] of Object.entries(declaration.fields))
    if (type === "tags") relations.set(name, taggedBy(name));
  for (const [name, { target, by }] of Object.entries(declared)) {
    const join =
      "field" in by
        ? (outer: string, inner: string) =>
            sql`${sql.ref(`${inner}.id`)} = ${sql.ref(`${outer}.${snakeCase(by.field)}`)}`
        : (outer: string, inner: string) =>
            sql`${sql.ref(`${inner}.${snakeCase(by.inverse)}`)} = ${sql.ref(`${outer}.id`)}`;
    relations.set(name, { name, target, join });
  }
  relations.set("participants", participantsOf(declaration));
  return relations;
}

/** The tags that a record wears, as records of their own: a rule asks for their group. */
function taggedBy(name: string): RelationModel {
  return {
    name,
    target: "tag",
    join: (outer, inner) =>
      sql`${sql.ref(`${inner}.id`)} = any(${sql.ref(`${outer}.${snakeCase(name)}`)})`,
  };
}

/**
 * Who takes part in a record. The team of a record that follows another is the team of that other one: a share of a
 * customer reaches its orders and follow-ups. One column joins, so that the database can start from the few rows of a
 * participant instead of asking every record.
 */
function participantsOf({ follows }: ObjectDeclaration): RelationModel {
  const column = follows === undefined ? "id" : snakeCase(follows);
  return {
    name: "participants",
    target: "participant",
    join: (outer, inner) =>
      sql`${sql.ref(`${inner}.record_id`)} = ${sql.ref(`${outer}.${column}`)}`,
  };
}

function buildSchema(objects: ReadonlyMap<string, ObjectModel>): Schema {
  const types: Record<string, ObjectType> = {};
  for (const object of objects.values()) types[object.name] = objectType(object);
  return {
    objects: types,
    classes: SENSITIVITIES,
    subject: { units: "ids", groups: "ids", principals: "ids" },
    context: { minuteOfDay: "number", weekday: "number" },
  };
}

function objectType(object: ObjectModel): ObjectType {
  const fields: Record<string, FieldType> = { id: { kind: "id", sensitivity: "basic" } };
  for (const { name, module, declaration } of object.fields.values()) {
    fields[name] = {
      kind: module.kind,
      sensitivity: declaration.sensitivity,
      ...(declaration.secret ? { secret: true } : {}),
    };
  }
  const relations = Object.fromEntries(
    [...object.relations.values()].map(({ name, target }) => [name, { target }]),
  );
  return { fields, relations, actions: Object.keys(object.declaration.actions), scopes: SCOPES };
}
