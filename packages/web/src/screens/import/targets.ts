/** What a column of a file may become: the object's own fields, and what its rows may bring along. */
import type { FieldMeta, ImportMapping, ObjectMeta, Text } from "@latchkey/server/contract";
import { useMay, useObject } from "../../session/session.tsx";

export interface ImportTarget {
  /** As a mapping calls it: `phone`, `lines.quantity`, `post.role`. */
  readonly name: string;
  readonly label: Text;
  readonly required: boolean;
  /** What a column is headed with to be understood by itself; absent: nothing is that clear. */
  readonly heading?: Text;
}

/** A unit stands in itself, and a person owns themselves: the server keeps these cells. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  unit: ["unit", "owner"],
  person: ["owner"],
  post: ["owner"],
};

/** A person's row may give them a post. */
const BROUGHT = { by: "person", object: "post", needs: "role" } as const;

export function useImportTargets(object: ObjectMeta): readonly ImportTarget[] {
  const may = useMay();
  const post = useObject(BROUGHT.object);
  const brings = object.name === BROUGHT.by && post !== undefined && mayImport(may, BROUGHT.object);
  const own = importableFields(object).flatMap((field) => [
    {
      name: field.name,
      label: field.label,
      // Columns stand in the place of what they are columns of.
      ...(field.columns ? {} : { heading: field.label }),
      required:
        field.required && field.default === undefined && field.name !== object.states?.field,
    },
    ...columnsOf(field),
  ]);
  return brings ? [...own, ...postTargets(post)] : own;
}

export const mayImport = (may: ReturnType<typeof useMay>, object: string): boolean =>
  may(object, "import") && may(object, "create");

function importableFields({ name, fields }: ObjectMeta): readonly FieldMeta[] {
  const kept = KEPT[name] ?? [];
  return fields.filter((field) => field.writable && !field.readOnly && !kept.includes(field.name));
}

function columnsOf(field: FieldMeta): readonly ImportTarget[] {
  return Object.entries(field.columns ?? {}).map(([column, { label }]) => ({
    name: `${field.name}.${column}`,
    label: joined(field.label, label),
    heading: label,
    required: false,
  }));
}

function postTargets(post: ObjectMeta): readonly ImportTarget[] {
  return importableFields(post)
    .filter(({ name }) => name !== BROUGHT.by)
    .map(({ name, label }) => ({
      name: `${post.name}.${name}`,
      label: joined(post.label, label),
      // A list of people says 岗位 and means its role.
      ...(name === BROUGHT.needs ? { heading: post.label } : {}),
      required: false,
    }));
}

const joined = (first: Text, second: Text): Text => ({
  zh: `${first.zh} · ${second.zh}`,
  en: `${first.en} · ${second.en}`,
});

/** Names of the targets that something of the mapping fills. */
export function filledBy({ columns, fields, owner, unit }: ImportMapping): ReadonlySet<string> {
  return new Set([
    ...Object.values(columns).filter((name) => name !== null),
    ...Object.keys(fields ?? {}),
    ...(owner === undefined ? [] : ["owner"]),
    ...(unit === undefined ? [] : ["unit"]),
  ]);
}
