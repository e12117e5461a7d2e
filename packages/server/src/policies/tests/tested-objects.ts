/** What tests can be about, in words: for the form in which they are written. */
import {
  objectNamed,
  targetOf,
  type FieldModel,
  type Model,
  type ObjectModel,
} from "../../derive/model.ts";
import type { TestedCell, TestedObject } from "../../http/contract.ts";
import { labelOfCell } from "./test-words.ts";

const PICKED: ReadonlySet<string> = new Set<TestedCell["type"]>([
  "choice",
  "choices",
  "boolean",
  "person",
  "unit",
]);

/** Secret fields are named to nobody in passing. */
export function testedObjects(model: Model): readonly TestedObject[] {
  return [...model.objects.values()].map((object) => ({
    name: object.name,
    label: object.declaration.label,
    actions: Object.entries(object.declaration.actions).map(([name, { label }]) => ({
      name,
      label,
    })),
    fields: openFields(object).map(({ name, declaration }) => ({ name, label: declaration.label })),
    cells: cellsOf(model, object),
  }));
}

const openFields = ({ fields }: ObjectModel): readonly FieldModel[] =>
  [...fields.values()].filter(({ declaration }) => !declaration.secret);

/** Whose a record is, and where, is asked apart. */
const PLACE: ReadonlySet<string> = new Set(["owner", "unit"]);

function cellsOf(model: Model, object: ObjectModel): readonly TestedCell[] {
  const cell = (name: string, { declaration: { type, choices = [] } }: FieldModel): TestedCell[] =>
    PICKED.has(type)
      ? [
          {
            name,
            label: labelOfCell(model, object, name),
            type: type as TestedCell["type"],
            choices,
          },
        ]
      : [];
  return openFields(object).flatMap((field) => {
    const target = field.declaration.type === "reference" ? targetOf(field) : null;
    if (target === null || !model.objects.has(target))
      return PLACE.has(field.name) ? [] : cell(field.name, field);
    return openFields(objectNamed(model, target))
      .filter(({ declaration }) => declaration.type === "choice")
      .flatMap((inner) => cell(`${field.name}.${inner.name}`, inner));
  });
}
