/** What can be wrong with a set of declarations, found all at once and named by object and field. */
import { COMMON_FIELDS } from "./declaration.ts";
import type { FieldDeclaration, ObjectDeclaration } from "./declaration.ts";

type Registry = Readonly<Record<string, ObjectDeclaration>>;

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/;

export function findRegistryProblems(objects: Registry): readonly string[] {
  return Object.entries(objects).flatMap(([key, object]) => [
    ...(key === object.name
      ? []
      : [`${key}: is registered under another name than \`${object.name}\``]),
    ...checkName(object),
    ...Object.entries(object.fields).flatMap(([name, field]) =>
      checkField({ objects, object, name, field }),
    ),
    ...checkParent(object),
    ...checkStates(object),
    ...checkTallies(object),
    ...checkActions(object),
    ...checkRelations(objects, object),
    ...checkLayout(object),
  ]);
}

function allFields(object: ObjectDeclaration): Readonly<Record<string, FieldDeclaration>> {
  return { ...COMMON_FIELDS, ...object.fields };
}

function checkName(object: ObjectDeclaration): readonly string[] {
  const problems: string[] = [];
  if (!CAMEL_CASE.test(object.name)) problems.push(`${object.name}: the name is not camelCase`);
  if (!(object.title in object.fields)) {
    problems.push(`${object.name}: the title \`${object.title}\` is not a field`);
  }
  if (object.titleEnglish !== undefined && !(object.titleEnglish in object.fields)) {
    problems.push(`${object.name}: the title \`${object.titleEnglish}\` is not a field`);
  }
  return problems;
}

interface FieldCheck {
  readonly objects: Registry;
  readonly object: ObjectDeclaration;
  readonly name: string;
  readonly field: FieldDeclaration;
}

function checkField({ objects, object, name, field }: FieldCheck): readonly string[] {
  const problems: string[] = [];
  const hasChoices = field.type === "choice" || field.type === "choices";
  if (!CAMEL_CASE.test(name)) problems.push("the name is not camelCase");
  if (name in COMMON_FIELDS) problems.push("is one of the common fields");
  // A reference to any object has no target; its name says so by ending in `Id` and another field names the object.
  const isOpen = field.target === undefined && name.endsWith("Id");
  if (field.type === "reference" && !isOpen && !(String(field.target) in objects)) {
    problems.push(`refers to \`${field.target}\`, which is not an object`);
  }
  if (field.type !== "reference" && field.target !== undefined) {
    problems.push("has a target but is not a reference");
  }
  if (hasChoices !== (field.choices !== undefined)) {
    problems.push("has choices if and only if it is of a choice type");
  }
  if ((field.type === "lines") !== (field.columns !== undefined)) {
    problems.push("has columns if and only if it is of type lines");
  }
  if (field.type === "files" && field.readOnly !== true) {
    problems.push("holds files, which come and go by uploads alone, and is not read-only");
  }
  if (field.writtenBy !== undefined && !(field.writtenBy in object.actions)) {
    problems.push(`is written by \`${field.writtenBy}\`, which is not an action`);
  }
  if (field.secret === true && object.title === name)
    problems.push("is secret but names the record");
  problems.push(...checkChoices(field));
  return problems.map((problem) => `${object.name}.${name}: ${problem}`);
}

function checkChoices(field: FieldDeclaration): readonly string[] {
  const values = (field.choices ?? []).map((choice) => choice.value);
  const problems: string[] = [];
  if (new Set(values).size !== values.length) problems.push("offers one value twice");
  if (
    field.type === "choice" &&
    field.default !== undefined &&
    !values.includes(String(field.default))
  ) {
    problems.push(`defaults to \`${field.default}\`, which is not a choice`);
  }
  return problems;
}

function checkParent(object: ObjectDeclaration): readonly string[] {
  if (object.follows === undefined) return [];
  const field = object.fields[object.follows];
  if (field?.type === "reference" && field.required === true) return [];
  return [`${object.name}: follows \`${object.follows}\`, which is not a required reference`];
}

function checkStates(object: ObjectDeclaration): readonly string[] {
  if (object.states === undefined) return [];
  const { field: name, initial, transitions } = object.states;
  const field = object.fields[name];
  if (field?.type !== "choice")
    return [`${object.name}: the state \`${name}\` is not a choice field`];
  const values = new Set((field.choices ?? []).map((choice) => choice.value));
  const named = [initial, ...Object.keys(transitions), ...Object.values(transitions).flat()];
  const unknown = named.filter((value) => !values.has(value));
  const problems = unknown.map((value) => `${object.name}: \`${value}\` is not a state`);
  if (field.default !== undefined && field.default !== initial) {
    problems.push(
      `${object.name}: starts at \`${initial}\` but \`${name}\` defaults to \`${field.default}\``,
    );
  }
  return problems;
}

const TALLIED: ReadonlySet<string> = new Set(["person", "unit", "choice"]);

function checkTallies(object: ObjectDeclaration): readonly string[] {
  if (!object.tallies) return [];
  const { by, sums } = object.tallies;
  const fields = allFields(object);
  const badKeys = by.filter((name) => !TALLIED.has(fields[name]?.type ?? ""));
  if (!by.includes("owner")) return [`${object.name}: is tallied without its owner`];
  const badSums = sums.filter((name) => fields[name]?.type !== "money");
  return [
    ...badKeys.map((name) => `${object.name}: cannot be tallied by \`${name}\``),
    ...badSums.map((name) => `${object.name}: \`${name}\` is no money that could be summed up`),
  ];
}

function checkActions(object: ObjectDeclaration): readonly string[] {
  const problems: string[] = [];
  if (!("view" in object.actions)) problems.push(`${object.name}: has no action \`view\``);
  for (const [name, declared] of Object.entries(object.actions)) {
    if (!CAMEL_CASE.test(name)) problems.push(`${object.name}:${name}: the name is not camelCase`);
    if (!declared.bundle) problems.push(`${object.name}:${name}: belongs to no bundle`);
  }
  return problems;
}

function checkRelations(objects: Registry, object: ObjectDeclaration): readonly string[] {
  return Object.entries(object.relations ?? {}).flatMap(([name, relation]) => {
    const target = objects[relation.target];
    const place = `${object.name}.${name}`;
    if (target === undefined) return [`${place}: \`${relation.target}\` is not an object`];
    if (name in object.fields || name === "participants") return [`${place}: the name is taken`];
    const [holder, fieldName, expected] =
      "inverse" in relation.by
        ? [target, relation.by.inverse, object.name]
        : [object, relation.by.field, target.name];
    const field = holder.fields[fieldName];
    return field?.type === "reference" && field.target === expected
      ? []
      : [`${place}: \`${fieldName}\` of ${holder.name} is not a reference to ${expected}`];
  });
}

function checkLayout(object: ObjectDeclaration): readonly string[] {
  const fields = allFields(object);
  const placed = object.form.flatMap((part) => part.fields);
  const named = [
    ...object.list.columns,
    ...object.list.filters,
    object.list.sort.field,
    ...(object.list.sorts ?? []),
    ...placed,
  ];
  const unknown = named.filter((name) => !(name in fields));
  const twice = placed.filter((name, index) => placed.indexOf(name) !== index);
  const missing = Object.keys(object.fields).filter((name) => !placed.includes(name));
  return [
    ...unknown.map((name) => `${object.name}: list or form name \`${name}\`, which is not a field`),
    ...twice.map((name) => `${object.name}: the form shows \`${name}\` twice`),
    ...missing.map((name) => `${object.name}: the form leaves out \`${name}\``),
  ];
}
