/** A declaration as one organisation has it: its own words for declared fields, and its own fields in their places. */
import type { Text } from "@latchkey/policy";
import type { FieldDeclaration, ObjectDeclaration } from "../objects/declaration.ts";

/** Where an administrator puts a field they added. */
export interface FieldPlace {
  /** The group of the form it stands in, by that group's English label; else one of its own at the end. */
  readonly group?: string;
  /** Not asked for when a record is made, but filled in later. */
  readonly later?: true;
  /** Lists show it from the beginning. */
  readonly column?: true;
}

/** A field an administrator added: the same declaration, kept in the `custom` column of every record. */
export interface CustomField {
  readonly object: string;
  readonly name: string;
  readonly declaration: FieldDeclaration;
  readonly place?: FieldPlace;
}

/** What an organisation calls a declared field. */
export interface FieldLabel {
  readonly object: string;
  readonly name: string;
  readonly label: Text;
}

/** Fields that no group takes stand in this one. */
export const OWN_GROUP: Text = { zh: "自定义字段", en: "Custom fields" };

/** Both lists are of this object alone, the fields in their order. */
export function adapted(
  declaration: ObjectDeclaration,
  fields: readonly CustomField[],
  labels: readonly FieldLabel[],
): ObjectDeclaration {
  if (fields.length + labels.length === 0) return declaration;
  const placed = fields.filter((field) => !field.declaration.secret);
  const { list, form } = declaration;
  const groups = new Set(form.map(({ label }) => label.en));
  const groupOf = ({ place }: CustomField) =>
    place?.group !== undefined && groups.has(place.group) ? place.group : null;
  const namesIn = (group: string | null) =>
    placed.filter((field) => groupOf(field) === group).map(({ name }) => name);
  const first = placed.filter(({ place }) => place?.column).map(({ name }) => name);
  return {
    ...declaration,
    fields: relabelled(declaration.fields, labels),
    list: { ...list, columns: [...list.columns, ...first] },
    form: [
      ...form.map((group) => ({ ...group, fields: [...group.fields, ...namesIn(group.label.en)] })),
      ...(namesIn(null).length > 0 ? [{ label: OWN_GROUP, fields: namesIn(null) }] : []),
    ],
  };
}

export function relabelled(
  fields: Readonly<Record<string, FieldDeclaration>>,
  labels: readonly FieldLabel[],
): Readonly<Record<string, FieldDeclaration>> {
  const own = labels.filter(({ name }) => Object.hasOwn(fields, name));
  const renamed = own.map(({ name, label }) => [name, { ...fields[name]!, label }] as const);
  return { ...fields, ...Object.fromEntries(renamed) };
}
