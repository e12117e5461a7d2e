/**
 * Whoever drafts a rule chooses what it asks of records, and its impact tells how many there are: without a limit that
 * would be a way to ask for any cell. So where rules that change compare a cell with a text, a number, a moment or the
 * id of a record, only those are told who read that cell on every record. What is chosen from a list, people, units and
 * tags may be asked for by anybody who drafts: they say how a rule is meant, and find nobody by what they hold.
 */
import type { Condition, Operand, Rule } from "@latchkey/policy";
import { objectNamed, type FieldModel, type Model, type ObjectModel } from "../../derive/model.ts";
import type { Subject } from "../../gate/subject.ts";
import { readsEverywhere } from "../../gate/view.ts";
import { namesObject } from "./outline.ts";

/** `apart`: the rules that only one of the policies has. */
export function isWithheld(reader: Subject, apart: readonly Rule[], objectName: string): boolean {
  const { model } = reader.world;
  const conditions = apart
    .filter((rule) => namesObject(rule, objectName))
    .flatMap(({ when }) => when ?? []);
  const object = objectNamed(model, objectName);
  return conditions
    .flatMap((condition) => soughtIn(model, object, condition))
    .some(({ object: of, field }) => !readsEverywhere(reader, of, field === "id" ? [] : [field]));
}

interface Sought {
  readonly object: ObjectModel;
  readonly field: string;
}

function soughtIn(model: Model, object: ObjectModel, condition: Condition): readonly Sought[] {
  switch (condition.kind) {
    case "true":
    case "isEmpty":
    case "within":
      return [];
    case "and":
    case "or":
      return condition.of.flatMap((one) => soughtIn(model, object, one));
    case "not":
      return soughtIn(model, object, condition.of);
    case "related": {
      const { target } = object.relations.get(condition.relation)!;
      return soughtIn(model, objectNamed(model, target), condition.where);
    }
    case "compare":
    case "overlaps":
      return soughtBy(object, condition.left, condition.right);
    case "in":
      return soughtBy(object, condition.item, condition.list);
  }
}

const RECORD = "record.";

function soughtBy(object: ObjectModel, ...operands: readonly Operand[]): readonly Sought[] {
  if (!operands.some((operand) => "value" in operand)) return [];
  return operands.flatMap((operand) => {
    if ("value" in operand || !operand.path.startsWith(RECORD)) return [];
    const field = operand.path.slice(RECORD.length);
    const model = object.fields.get(field);
    return model && isOpenList(model) ? [] : [{ object, field }];
  });
}

const CHOSEN: ReadonlySet<string> = new Set([
  "choice",
  "choices",
  "boolean",
  "person",
  "unit",
  "tags",
  "country",
  "currency",
]);

const isOpenList = ({ declaration }: FieldModel): boolean => CHOSEN.has(declaration.type);
