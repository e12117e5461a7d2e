/** A permission test, or a question to the policy, as it comes in: unknown → checked, with every problem named. */
import { targetOf, type FieldModel, type Model, type ObjectModel } from "../../derive/model.ts";
import { badRequest, problem, type Problem } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import type {
  Expectation,
  Level,
  PolicyQuestion,
  PolicyTestContent,
  SampleOwner,
  SampleRecord,
  TestedRecord,
  TestedSubject,
} from "../../http/contract.ts";
import { notChoice, objectOf } from "../parse-shape.ts";

const LEVELS: readonly string[] = ["plain", "masked", "absent"] satisfies readonly Level[];
const EXPECTATIONS: readonly string[] = ["can", "cannot", ...LEVELS];
const OWNERS: readonly string[] = [
  "self",
  "colleague",
  "below",
  "elsewhere",
  "nobody",
  "unit",
] satisfies readonly SampleOwner[];
const PEOPLE: readonly string[] = ["self", "colleague"];
const UNITS: readonly string[] = ["own", "below", "elsewhere"];
const MAX_VALUES = 20;

export function parseTest(input: unknown, model: Model): PolicyTestContent {
  const problems: Problem[] = [];
  const shape = objectOf(input, "content", problems);
  const expect = textOf(shape["expect"]);
  if (!EXPECTATIONS.includes(expect))
    problems.push(notChoice("expect", shape["expect"], EXPECTATIONS));
  const isLook = LEVELS.includes(expect);
  const asked = readQuestion(isLook ? { ...shape, action: "view" } : shape, model, problems);
  if (isLook && asked.field === null) problems.push(problem("field", "required"));
  if (problems.length > 0) throw badRequest(problems);
  return { ...asked, expect: expect as Expectation };
}

export function parseQuestion(input: unknown, model: Model): PolicyQuestion {
  const problems: Problem[] = [];
  const asked = readQuestion(objectOf(input, "question", problems), model, problems);
  if (problems.length > 0) throw badRequest(problems);
  return asked;
}

/** Of use only where there are no problems. */
function readQuestion(
  shape: Readonly<Record<string, unknown>>,
  model: Model,
  problems: Problem[],
): PolicyQuestion {
  const who = parseWho(shape["who"], problems);
  const object = model.objects.get(textOf(shape["object"]));
  if (!object) problems.push(notChoice("object", shape["object"], [...model.objects.keys()]));
  const action = textOf(shape["action"]);
  if (object && !Object.hasOwn(object.declaration.actions, action))
    problems.push(notChoice("action", action, Object.keys(object.declaration.actions)));
  const field = nullable(shape["field"], textOf);
  if (object && field !== null && !object.fields.has(field))
    problems.push(problem("field", "unknown_field", { field: field.slice(0, 60) }));
  const record = parseRecord(shape["record"], model, object, problems);
  const at = nullable(shape["at"], textOf);
  const isMoment = at !== null && !Number.isNaN(Date.parse(at));
  if (at !== null && !isMoment)
    problems.push(problem("at", "not_time", { value: at.slice(0, 40) }));
  const moment = isMoment ? new Date(at).toISOString() : null;
  return { who, object: object?.name ?? "", action, field, record, at: moment };
}

const nullable = <Value>(input: unknown, read: (input: unknown) => Value): Value | null =>
  input === null || input === undefined || input === "" ? null : read(input);

function parseId(input: unknown, path: string, problems: Problem[]): string {
  const id = textOf(input);
  if (!UUID.test(id)) problems.push(problem(path, "not_id", { value: id.slice(0, 40) }));
  return id;
}

function parseWho(input: unknown, problems: Problem[]): TestedSubject {
  const shape = objectOf(input, "who", problems);
  const id = (key: string): string => parseId(shape[key], `who.${key}`, problems);
  if (shape["kind"] === "person") return { kind: "person", person: id("person") };
  if (shape["kind"] === "post") return { kind: "post", post: id("post") };
  if (shape["kind"] !== "role")
    problems.push(notChoice("who.kind", shape["kind"], ["role", "post", "person"]));
  const unit = nullable(shape["unit"], () => id("unit"));
  return { kind: "role", role: id("role"), unit };
}

function parseRecord(
  input: unknown,
  model: Model,
  object: ObjectModel | undefined,
  problems: Problem[],
): TestedRecord {
  const shape = objectOf(input, "record", problems);
  if (shape["kind"] === "record")
    return { kind: "record", id: parseId(shape["id"], "record.id", problems) };
  if (shape["kind"] !== "sample")
    problems.push(notChoice("record.kind", shape["kind"], ["sample", "record"]));
  const of = textOf(shape["of"]);
  if (!OWNERS.includes(of)) problems.push(notChoice("record.of", shape["of"], OWNERS));
  const takesPart = nullable(shape["takesPart"], textOf);
  const functions = model.objects.get("participant")!.fields.get("function")!.declaration.choices!;
  if (takesPart !== null && !functions.some(({ value }) => value === takesPart))
    problems.push(
      notChoice(
        "record.takesPart",
        takesPart,
        functions.map(({ value }) => value),
      ),
    );
  return {
    kind: "sample",
    of: of as SampleOwner,
    unit: of === "unit" ? parseId(shape["unit"], "record.unit", problems) : null,
    takesPart,
    values: object ? parseValues(shape["values"] ?? {}, model, object, problems) : {},
  };
}

function parseValues(
  input: unknown,
  model: Model,
  object: ObjectModel,
  problems: Problem[],
): SampleRecord["values"] {
  const entries = Object.entries(objectOf(input, "record.values", problems));
  if (entries.length > MAX_VALUES)
    problems.push(problem("record.values", "too_long", { limit: MAX_VALUES }));
  const values: Record<string, unknown> = {};
  for (const [name, value] of entries.slice(0, MAX_VALUES)) {
    const path = `record.values.${name.slice(0, 80)}`;
    const field = sampleField(model, object, name);
    if (!field) problems.push(problem(path, "unknown_field", { field: name.slice(0, 80) }));
    else values[name] = parseCell(value, field, path, problems);
  }
  return values;
}

function parseCell(input: unknown, field: FieldModel, path: string, problems: Problem[]): unknown {
  const { type } = field.declaration;
  const words = type === "person" ? PEOPLE : type === "unit" ? UNITS : null;
  if (words) {
    if (!words.includes(textOf(input))) problems.push(notChoice(path, input, words));
    return input;
  }
  const parsed = field.module.parse(input, field.declaration, path);
  if ("value" in parsed) return parsed.value;
  problems.push(parsed.problem);
  return null;
}

/** Of the object, or as `customer.level` of what a field of it refers to. */
export function sampleField(
  model: Model,
  object: ObjectModel,
  name: string,
): FieldModel | undefined {
  const [head = "", inner] = name.split(".");
  if (inner === undefined) return object.fields.get(head);
  const reference = object.fields.get(head);
  const target = reference?.declaration.type === "reference" ? targetOf(reference) : null;
  return target === null ? undefined : model.objects.get(target)?.fields.get(inner);
}
