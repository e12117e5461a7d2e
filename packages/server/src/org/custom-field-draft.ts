/** A custom field as an administrator describes it: unknown → checked, with every problem named. */
import type { Text } from "@latchkey/policy";
import type { FieldPlace } from "../derive/adapt.ts";
import { FIELD_NAME, isFreeName, type FieldModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import {
  SENSITIVITIES,
  type Choice,
  type FieldDeclaration,
  type FieldTypeName,
  type ObjectDeclaration,
  type Sensitivity,
} from "../objects/declaration.ts";
import { notChoice, objectOf, parseWords } from "../policies/parse-shape.ts";

/**
 * Types a field can be added with. References and tags are relations, which rules and lists follow, and the lines of an
 * order have columns: those are declared. A currency comes with its money.
 */
export const ADDABLE_TYPES: readonly FieldTypeName[] = [
  "text",
  "longText",
  "number",
  "percent",
  "money",
  "boolean",
  "date",
  "time",
  "choice",
  "choices",
  "phone",
  "email",
  "country",
  "person",
  "unit",
  "files",
];

/** Files come and go by uploads alone, once the record is there: no form asks for them, and none can demand them. */
const isUploaded = (type: FieldTypeName): boolean => type === "files";

/** Types whose values can be held against each other by an index. */
export const UNIQUE_TYPES: readonly FieldTypeName[] = ["text", "phone", "email"];

const WITH_CHOICES: ReadonlySet<string> = new Set<FieldTypeName>(["choice", "choices"]);

const MAX_NAME = 60;
const MAX_LABEL = 60;
const MAX_CHOICES = 200;

/** What a new field may not collide with: archived fields keep their names, for their values wait under them. */
export interface Around {
  readonly object: ObjectDeclaration;
  /** Names of all custom fields of the object. */
  readonly names: readonly string[];
  /** Labels of the other fields that may be known of. */
  readonly labels: readonly Text[];
}

export function parseNewField(
  input: Readonly<Record<string, unknown>>,
  around: Around,
  problems: Problem[],
): { readonly name: string; readonly declaration: FieldDeclaration } {
  const label = parseLabel(input["label"], around.labels, problems);
  const type = oneOf(ADDABLE_TYPES, "type", input["type"], problems);
  const sensitivity = parseSensitivity(input["sensitivity"], problems);
  const choices = parseChoices(input["choices"], type, [], problems);
  const name = isGiven(input["name"])
    ? parseName(input["name"], around, problems)
    : freeName(label.en, around);
  const declaration = {
    type,
    label,
    sensitivity,
    ...(choices ? { choices } : {}),
    ...(isUploaded(type) ? { readOnly: true } : {}),
  };
  return { name, declaration: { ...declaration, ...parseDemands(input, declaration, problems) } };
}

/** What is left out stays as it is. */
export function parseChange(
  input: Readonly<Record<string, unknown>>,
  old: FieldDeclaration,
  around: Around,
  problems: Problem[],
): FieldDeclaration {
  const { label, sensitivity, choices, type } = input;
  if (isGiven(type) && type !== old.type) problems.push(problem("type", "type_fixed"));
  if (isGiven(sensitivity) && sensitivity !== old.sensitivity)
    problems.push(problem("sensitivity", "class_in_draft"));
  const { required: _required, unique: _unique, ...rest } = old;
  return {
    ...rest,
    ...parseDemands(input, old, problems),
    ...(isGiven(label) ? { label: parseLabel(label, around.labels, problems) } : {}),
    ...(isGiven(choices)
      ? { choices: parseChoices(choices, old.type, old.choices ?? [], problems) ?? [] }
      : {}),
  };
}

/** Whether it must be filled, and by nothing that another record holds. Left out of the declaration where not. */
function parseDemands(
  { required, unique }: Readonly<Record<string, unknown>>,
  old: FieldDeclaration,
  problems: Problem[],
): Pick<FieldDeclaration, "required" | "unique"> {
  const isRequired = parseSwitch("required", required, old.required === true, problems);
  const isUnique = parseSwitch("unique", unique, old.unique === true, problems);
  if (isRequired && isUploaded(old.type)) problems.push(problem("required", "no_required"));
  if (isUnique && !UNIQUE_TYPES.includes(old.type)) problems.push(problem("unique", "no_unique"));
  return { ...(isRequired ? { required: true } : {}), ...(isUnique ? { unique: true } : {}) };
}

/** What is left out stays as it is. */
export function parsePlace(
  input: unknown,
  old: FieldPlace,
  { object }: Around,
  problems: Problem[],
): FieldPlace {
  if (!isGiven(input)) return old;
  const { group = old.group, create, column } = objectOf(input, "place", problems);
  const isKnown = !isGiven(group) || object.form.some(({ label }) => label.en === group);
  if (!isKnown)
    problems.push(problem("place.group", "no_such_group", { group: textOf(group).slice(0, 60) }));
  const isAsked = parseSwitch("place.create", create, old.later !== true, problems);
  const isColumn = parseSwitch("place.column", column, old.column === true, problems);
  return {
    ...(isGiven(group) ? { group: String(group) } : {}),
    ...(isAsked ? {} : { later: true }),
    ...(isColumn ? { column: true } : {}),
  };
}

function parseSwitch(path: string, input: unknown, old: boolean, problems: Problem[]): boolean {
  if (!isGiven(input)) return old;
  if (typeof input !== "boolean") problems.push(problem(path, "not_boolean"));
  return input === true;
}

const isGiven = (input: unknown): boolean => input !== undefined && input !== null;

/** `labels`: those of the other fields. */
export function parseLabel(input: unknown, labels: readonly Text[], problems: Problem[]): Text {
  const label = parseWords(input, { path: "label", limit: MAX_LABEL, isRequired: true }, problems);
  for (const language of ["zh", "en"] as const) {
    if (label[language] !== "" && labels.some((one) => isSame(one[language], label[language])))
      problems.push(problem(`label.${language}`, "label_taken", { label: label[language] }));
  }
  return label;
}

const parseSensitivity = (input: unknown, problems: Problem[]): Sensitivity =>
  oneOf(SENSITIVITIES, "sensitivity", input, problems);

function oneOf<Name extends string>(
  names: readonly Name[],
  path: string,
  input: unknown,
  problems: Problem[],
): Name {
  if (!isGiven(input)) problems.push(problem(path, "required"));
  else if (!(names as readonly unknown[]).includes(input))
    problems.push(notChoice(path, input, names));
  return input as Name;
}

function parseName(input: unknown, { object, names }: Around, problems: Problem[]): string {
  const name = textOf(input);
  if (name.length > MAX_NAME) problems.push(problem("name", "too_long", { limit: MAX_NAME }));
  if (!FIELD_NAME.test(name)) problems.push(problem("name", "field_name"));
  else if (!isFreeName(name, object) || names.includes(name))
    problems.push(problem("name", "field_name_taken", { name: name.slice(0, MAX_NAME) }));
  return name;
}

/** `Favourite drink` → `favouriteDrink`; a number behind it where that is taken. Words without Latin letters → `field`. */
function freeName(label: string, { object, names }: Around): string {
  const words = label
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== "");
  const whole = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join("");
  const stem = /^[a-z]/.test(whole) ? whole.slice(0, MAX_NAME - 4) : `field${whole.slice(0, 40)}`;
  const isFree = (name: string): boolean => isFreeName(name, object) && !names.includes(name);
  let name = stem;
  for (let number = 2; !isFree(name); number += 1) name = `${stem}${number}`;
  return name;
}

/** A choice that was there keeps its value, whatever it is called now; a new one is stored as it is first called. */
function parseChoices(
  input: unknown,
  type: FieldTypeName,
  old: readonly Choice[],
  problems: Problem[],
): readonly Choice[] | null {
  const items = isGiven(input) ? input : [];
  if (!Array.isArray(items)) problems.push(problem("choices", "not_list"));
  if (!Array.isArray(items)) return null;
  if (!WITH_CHOICES.has(type)) {
    if (items.length > 0) problems.push(problem("choices", "no_choices"));
    return null;
  }
  if (items.length === 0) problems.push(problem("choices", "required"));
  if (items.length > MAX_CHOICES) {
    const limits = { name: "choices", minimum: 1, maximum: MAX_CHOICES };
    problems.push(problem("choices", "out_of_range", limits));
    return null;
  }
  const choices: Choice[] = [];
  for (const [index, item] of items.entries()) {
    const choice = parseChoice(item, `choices.${index}`, old, problems);
    const double = choices.find((other) => isConfusable(other, choice));
    const value = choice.label.zh;
    if (double && value !== "")
      problems.push(problem(`choices.${index}`, "duplicate_choice", { value }));
    choices.push(choice);
  }
  return choices;
}

function parseChoice(
  input: unknown,
  path: string,
  old: readonly Choice[],
  problems: Problem[],
): Choice {
  const shape = objectOf(input, path, problems);
  const rule = { path: `${path}.label`, limit: MAX_LABEL, isRequired: true };
  const label = parseWords(shape["label"], rule, problems);
  const known = old.find(({ value }) => value === shape["value"]);
  return known ? { ...known, label } : { value: label.en, label };
}

/** Files and people name a choice by its value or by either label; each must mean one choice. */
function isConfusable(a: Choice, b: Choice): boolean {
  const namesOf = ({ value, label }: Choice): readonly string[] => [value, label.zh, label.en];
  return namesOf(a).some((one) => namesOf(b).some((other) => isSame(one, other)));
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The labels a reader of these fields may know of. */
export const labelsOf = (fields: Iterable<Pick<FieldModel, "declaration">>): readonly Text[] =>
  [...fields]
    .filter(({ declaration }) => !declaration.secret)
    .map(({ declaration }) => declaration.label);
