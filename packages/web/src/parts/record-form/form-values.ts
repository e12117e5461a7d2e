import type { ApiError, FieldMeta, ObjectMeta, Row, Text } from "@latchkey/server/contract";
import type { FormInstance } from "antd";
import { fieldType } from "../../fields/registry.ts";
import type { FormValues } from "./record-form.tsx";

/** From cells as read to what inputs hold. References stay as read, so that their titles need no looking up. */
export function toFormValues(
  fields: readonly FieldMeta[],
  values: Readonly<Record<string, unknown>>,
  masked: readonly string[] = [],
): FormValues {
  return Object.fromEntries(
    fields.map((field) => {
      // A mask is no value: the box stands empty, and only what is typed replaces what is there.
      const value = masked.includes(field.name) ? null : values[field.name];
      return [field.name, value ?? null];
    }),
  );
}

/** What the form would change, in the form the server takes. */
export function changedValues(
  fields: readonly FieldMeta[],
  before: FormValues,
  after: FormValues,
): Readonly<Record<string, unknown>> {
  const changed = fields.flatMap((field): [string, unknown][] => {
    const { toForm } = fieldType(field);
    const next = toForm(after[field.name]);
    return isSame(toForm(before[field.name]), next) ? [] : [[field.name, next]];
  });
  return Object.fromEntries(changed);
}

/** Of what was sent, what reads as it was sent: a reference is sent as an id and shown by a title that only a reply knows. */
export function shownAs(
  object: ObjectMeta,
  row: Row,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const shown = object.fields
    .filter(({ name }) => name in values)
    .filter((field) => {
      const before = row.values[field.name] ?? null;
      return isSame(fieldType(field).toForm(before), before);
    });
  return Object.fromEntries(shown.map(({ name }) => [name, values[name]]));
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(orNull(one)) === JSON.stringify(orNull(other));
}

/** Puts the server's problems beside their fields and goes to the first; returns those that belong to none. */
export function showProblems(props: {
  form: FormInstance<FormValues>;
  object: ObjectMeta;
  error: ApiError;
  text: (text: Text) => string;
}): readonly string[] {
  const { form, object, error, text } = props;
  const names = new Set(object.fields.map((field) => field.name));
  const problems = (error.problems ?? []).map(({ path, message }) => ({
    name: path.replace(/^values\./, "").split(".")[0] ?? path,
    words: text(message),
  }));
  const placed = problems.filter(({ name }) => names.has(name));
  form.setFields(placed.map(({ name, words }) => ({ name, errors: [words] })));
  if (placed[0]) form.scrollToField(placed[0].name, { block: "center", focus: true });
  return problems.filter(({ name }) => !names.has(name)).map(({ words }) => words);
}

function orNull(value: unknown): unknown {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
    ? null
    : value;
}
