/** Where a file's rows go: whether the reader may bring them there, and what its columns probably are. */
import { mayEver } from "@latchkey/policy";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { demandedFields } from "../gate/input.ts";
import type { Subject } from "../gate/subject.ts";
import { fieldsOfNew } from "../gate/writable.ts";
import { companionOf, type Companion } from "./companion.ts";
import { guessMapping, wordsOf, type Guessable } from "./guess-mapping.ts";
import { mappingOfCompanion, targetsOf, type Mapping } from "./mapping.ts";
import type { Destination } from "./parse-mapping.ts";

/** The object, if the subject may ever create and import records of it, and what its rows may bring along. */
export function importable(subject: Subject, name: string): Destination {
  const { model } = subject.world;
  const object = model.objects.get(name);
  if (!object) throw new Refusal("unknown_endpoint");
  if (!mayImport(subject, object)) throw new Refusal("forbidden");
  const companion = companionOf(model, object);
  return {
    object,
    companion: companion && mayImport(subject, companion.object) ? companion : null,
  };
}

/** Throws `forbidden` for whoever may bring records of nothing: their files are not even taken in. */
export function demandImporter(subject: Subject): void {
  const objects = [...subject.world.model.objects.values()];
  if (!objects.some((object) => mayImport(subject, object))) throw new Refusal("forbidden");
}

const mayImport = ({ compiled }: Subject, { name, declaration }: ObjectModel): boolean =>
  declaration.actions["import"] !== undefined &&
  ["import", "create"].every((action) => mayEver(compiled, name, action));

export function guessFor(
  subject: Subject,
  { object, companion }: Destination,
  headers: readonly string[],
): Mapping {
  const own = fieldsOfNew(subject, object).map((field) => ({ name: field.name, field }));
  return guessMapping(object, headers, [
    ...own,
    ...(companion ? guessable(subject, companion) : []),
  ]);
}

/** Whoever writes `岗位` in a list of people means what the post brings: its role. */
function guessable(subject: Subject, { object, by, needs }: Companion): readonly Guessable[] {
  return fieldsOfNew(subject, object)
    .filter((field) => field !== by)
    .map((field) => ({
      name: `${object.name}.${field.name}`,
      field,
      ...(field === needs ? { also: wordsOf(object.declaration) } : {}),
    }));
}

/** A required field that nothing fills would fail every row. */
export function demandRequired(
  subject: Subject,
  { object, companion }: Destination,
  mapping: Mapping,
): void {
  const filled = new Set(targetsOf(mapping, object).map(({ field }) => field));
  const missing = demandedFields(subject, object).filter(
    (field) => !isGivenAnyway(object, field) && !filled.has(field),
  );
  const brings = companion && mappingOfCompanion(mapping, companion);
  const isIdle =
    brings && !targetsOf(brings, companion.object).some(({ field }) => field === companion.needs);
  const problems = [
    ...missing.map((field) => [field.name, field] as const),
    ...(isIdle
      ? [[`${companion.object.name}.${companion.needs.name}`, companion.needs] as const]
      : []),
  ];
  if (problems.length > 0) throw badRequest(problems.map(([path, field]) => unfilled(path, field)));
}

function unfilled(path: string, { declaration: { label } }: FieldModel): Problem {
  const named = (field: string) => problem(path, "mapping_incomplete", { field });
  return {
    ...named(label.en),
    message: { zh: named(label.zh).message.zh, en: named(label.en).message.en },
  };
}

const isGivenAnyway = (object: ObjectModel, { name, declaration }: FieldModel): boolean =>
  declaration.default !== undefined || name === object.declaration.states?.field;
