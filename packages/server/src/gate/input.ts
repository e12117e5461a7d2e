/** Values a reader sends: unknown → canonical cells, with every problem named. */
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { badRequest, problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import type { Subject } from "./subject.ts";
import { knownFields, type View } from "./view.ts";
import { fieldsOfNew } from "./writable.ts";

export type Values = ReadonlyMap<FieldModel, Json>;

export function parseValues(input: unknown, view: View): Values {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw badRequest([problem("values", "bad_request")]);
  }
  const known = new Map(knownFields(view).map((field) => [field.name, field]));
  const values = new Map<FieldModel, Json>();
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(input)) {
    const field = known.get(name);
    if (!field)
      problems.push(problem(name.slice(0, 60), "unknown_field", { field: name.slice(0, 60) }));
    else if (field.declaration.readOnly) problems.push(problem(name, "read_only"));
    else {
      const parsed = field.module.parse(value, field.declaration, name);
      if ("problem" in parsed) problems.push(parsed.problem);
      else values.set(field, parsed.value);
    }
  }
  if (problems.length > 0) throw badRequest(problems);
  return values;
}

/** Declared defaults and the initial state, for what a new record does not say. */
export function defaultsOf(object: ObjectModel): ReadonlyMap<FieldModel, Json> {
  const values = new Map<FieldModel, Json>();
  for (const field of object.fields.values()) {
    const { default: standard, type } = field.declaration;
    if (standard !== undefined && type !== "money") values.set(field, standard);
  }
  const { states } = object.declaration;
  if (states) values.set(object.fields.get(states.field)!, states.initial);
  return values;
}

/**
 * What a new record must hold. A field that an administrator added is asked of those only whose rights let them fill it:
 * whoever may create records must not be kept from it by a field they cannot write.
 */
export function demandedFields(subject: Subject, object: ObjectModel): readonly FieldModel[] {
  const fillable = new Set(fieldsOfNew(subject, object));
  return [...object.fields.values()].filter(
    (field) => isRequired(field) && (!field.custom || fillable.has(field)),
  );
}

const isRequired = ({ declaration }: FieldModel): boolean =>
  declaration.required === true && !declaration.readOnly;

export function requireFilled(
  values: ReadonlyMap<FieldModel, Json>,
  fields: Iterable<FieldModel>,
): void {
  const problems = [...fields]
    .filter(isRequired)
    .filter((field) => (values.get(field) ?? null) === null)
    .map(({ name }) => problem(name, "required"));
  if (problems.length > 0) throw badRequest(problems);
}

/** A state may only move along the declared transitions, and only a state that the reader reads; `before` is what they do. */
export function checkTransition(
  object: ObjectModel,
  before: ReadonlyMap<string, Json>,
  values: Values,
): void {
  const { states } = object.declaration;
  const field = states && object.fields.get(states.field);
  if (!field || !values.has(field)) return;
  if (!before.has(field.name)) throw badRequest([problem(field.name, "closed_field")]);
  const from = before.get(field.name) ?? null;
  const to = values.get(field) ?? null;
  if (from === null || from === to) return;
  if (!states.transitions[String(from)]?.includes(String(to))) {
    throw badRequest([
      problem(field.name, "bad_transition", { from: String(from), to: String(to) }),
    ]);
  }
}
