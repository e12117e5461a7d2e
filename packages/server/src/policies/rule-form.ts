/**
 * A rule as its parts are chosen, and back (R57). INVARIANT: what is taken apart is put together again to the same rule:
 * a condition that no choice says stays whole, as what it is.
 */
import type { Condition, Operand, Rule, Value } from "@latchkey/policy";
import { objectNamed, type FieldModel, type Model, type ObjectModel } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { textOf } from "../fields/shared.ts";
import type { Operator, RuleForm, RuleNode, RuleOperator } from "../http/contract.ts";
import { conditionSentence, type Speech } from "./condition-sentence.ts";
import { notChoice, objectOf } from "./parse-shape.ts";
import { isSameJson } from "./role-content.ts";
import { actionsNamed } from "./rights-actions.ts";
import { ALWAYS, daysIn, edgeIn, hoursIn, whenConditions, type WhenParts } from "./rule-when.ts";
import { askedField, operatorsOf } from "./rule-vocabulary.ts";

const ME: Operand = { path: "subject.id" };
const MY_UNIT: Operand = { path: "assignment.unit" };

/** The objects whose records the rule speaks of. */
export const objectsOfRule = (rule: Rule, model: Model): readonly ObjectModel[] =>
  [...new Set(actionsNamed(rule, model).map(({ object }) => object))].flatMap(
    (name) => model.objects.get(name) ?? [],
  );

// ---- taken apart ----------------------------------------------------------------------------------------------------

export function formOfRule(rule: Rule, speech: Speech): RuleForm {
  const { when, ...rest } = rule;
  const [object] = objectsOfRule(rule, speech.model);
  const whole = { ...rest, where: null, ...ALWAYS };
  if (!when) return whole;
  if (!object) return { ...whole, where: fixed(when, undefined, speech) };
  const window = windowOf(when);
  const where = window.where && nodeOf(window.where, object, speech);
  const form = { ...whole, ...window, where };
  const again = conditionOfForm(form, speech.model, object, []);
  return isSameJson(again, when) ? form : { ...whole, where: fixed(when, object, speech) };
}

/** When it holds stands last in the condition: hours, days, from when, until when. */
interface Window extends WhenParts {
  readonly where: Condition | null;
}

function windowOf(when: Condition): Window {
  const parts = when.kind === "and" && !hoursIn(when) ? [...when.of] : [when];
  const last = <Part>(read: (condition: Condition) => Part | null): Part | null => {
    const found = parts.length === 0 ? null : read(parts.at(-1)!);
    if (found !== null) parts.pop();
    return found;
  };
  const until = last((one) => edgeIn(one, "lt"));
  const from = last((one) => edgeIn(one, "ge"));
  const days = last(daysIn);
  const hours = last(hoursIn);
  const [first] = parts;
  const where = !first ? null : parts.length === 1 ? first : ({ kind: "and", of: parts } as const);
  return { where, hours, days, from, until };
}

function nodeOf(condition: Condition, object: ObjectModel, speech: Speech): RuleNode {
  if (condition.kind === "and")
    return { and: condition.of.map((one) => nodeOf(one, object, speech)) };
  if (condition.kind === "or")
    return { or: condition.of.map((one) => nodeOf(one, object, speech)) };
  const leaf = leafOf(condition, object, speech.model);
  const again = leaf && conditionOfNode(leaf, { model: speech.model, object, problems: [] }, "");
  return leaf && isSameJson(again, condition) ? leaf : fixed(condition, object, speech);
}

const fixed = (
  condition: Condition,
  object: ObjectModel | undefined,
  speech: Speech,
): RuleNode => ({
  fixed: condition,
  sentence: conditionSentence(condition, object ?? [...speech.model.objects.values()][0]!, speech),
});

interface Leaf {
  readonly field: string;
  readonly op: RuleOperator;
  readonly value?: unknown;
}

const NEGATIONS: Readonly<Partial<Record<RuleOperator, RuleOperator>>> = {
  anyOf: "noneOf",
  isEmpty: "isNotEmpty",
  isMe: "isNotMe",
};

const COMPARISONS = {
  eq: "is",
  ne: "isNot",
  ge: "atLeast",
  le: "atMost",
  gt: "after",
  lt: "before",
} as const;

function leafOf(condition: Condition, object: ObjectModel, model: Model): Leaf | null {
  if (condition.kind === "related") {
    const target = object.relations.get(condition.relation)?.target;
    const inner =
      target === undefined ? null : leafOf(condition.where, objectNamed(model, target), model);
    return inner && { ...inner, field: `${condition.relation}.${inner.field}` };
  }
  if (condition.kind === "not") {
    const inner = condition.of.kind === "related" ? null : leafOf(condition.of, object, model);
    const op = inner && NEGATIONS[inner.op];
    return op ? { ...inner, op } : null;
  }
  const [left, right, op] = sidesOf(condition);
  const field =
    left && "path" in left ? object.fields.get(left.path.replace(/^record\./, "")) : null;
  if (!field || !op) return null;
  if (!right) return { field: field.name, op };
  if ("value" in right)
    return { field: field.name, op: timely(op, field), value: shown(right.value, field) };
  if (right.path === "subject.id" && op === "is") return { field: field.name, op: "isMe" };
  return right.path === "assignment.unit" && op === "within"
    ? { field: field.name, op: "withinMine" }
    : null;
}

type Sides = readonly [left?: Operand, right?: Operand | null, op?: RuleOperator];

function sidesOf(condition: Condition): Sides {
  switch (condition.kind) {
    case "compare":
      return [condition.left, condition.right, COMPARISONS[condition.op]];
    case "in":
      return [condition.item, condition.list, "anyOf"];
    case "overlaps":
      return [condition.left, condition.right, "anyOf"];
    case "within":
      return [condition.unit, condition.root, "within"];
    case "isEmpty":
      return [condition.of, null, "isEmpty"];
    default:
      return [];
  }
}

/** A moment is asked for from itself on. */
const timely = (op: RuleOperator, { declaration: { type } }: FieldModel): RuleOperator =>
  op === "atLeast" && type === "time" ? "after" : op;

/** What the engine compares, as the field's own type writes it. */
function shown(value: Value, field: FieldModel): Json {
  if (Array.isArray(value)) return value.map((one) => shown(one, field));
  const { type, default: currency } = field.declaration;
  if (type === "time") return new Date(Number(value)).toISOString();
  if (type === "date") return new Date(Number(value)).toISOString().slice(0, 10);
  if (type === "money") return { amount: String(value), currency: textOf(currency ?? "CNY") };
  return value as Json;
}

// ---- put together ---------------------------------------------------------------------------------------------------

/** What it makes is for the engine's parser, which finds what is wrong beyond the choices. */
export function ruleOfForm(input: unknown, model: Model, problems: Problem[]): unknown {
  const { where, hours, days, from, until, ...rest } = objectOf(input, "form", problems);
  const actions = Array.isArray(rest["actions"]) ? rest["actions"].map(textOf) : [];
  const named = objectsOfRule({ actions } as unknown as Rule, model);
  const [object] = named;
  if (!object) return rest;
  const form = { where: where ?? null, hours, days, from, until } as When;
  const when = conditionOfForm(form, model, object, problems);
  return when ? { ...rest, when } : rest;
}

type When = Pick<RuleForm, "where" | keyof WhenParts>;

function conditionOfForm(
  { where, ...rest }: When,
  model: Model,
  object: ObjectModel,
  problems: Problem[],
): Condition | null {
  const asked = where ? conditionOfNode(where, { model, object, problems }, "where") : null;
  const parts = [
    ...(asked === null ? [] : asked.kind === "and" ? asked.of : [asked]),
    ...whenConditions(rest, problems),
  ];
  if (parts.length < 2) return parts[0] ?? null;
  return { kind: "and", of: parts };
}

interface Asking {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly problems: Problem[];
}

/** Null: it says nothing, or what is wrong with it has been said. */
export function conditionOfNode(input: unknown, asking: Asking, path: string): Condition | null {
  const node = objectOf(input, path, asking.problems);
  const all = (list: unknown, kind: "and" | "or"): Condition | null => {
    const inner = (Array.isArray(list) ? list : []).flatMap(
      (one, index) => conditionOfNode(one, asking, `${path}.${kind}.${index}`) ?? [],
    );
    return inner.length === 0 ? null : { kind, of: inner };
  };
  if ("and" in node) return all(node["and"], "and");
  if ("or" in node) return all(node["or"], "or");
  // The engine's parser reads it.
  if ("fixed" in node) return node["fixed"] as Condition;
  return conditionOfLeaf(node, asking, path);
}

function conditionOfLeaf(
  { field: name, op: asked, value }: Readonly<Record<string, unknown>>,
  { model, object, problems }: Asking,
  path: string,
): Condition | null {
  const found = askedField(model, object, textOf(name));
  if (!found) {
    problems.push(problem(`${path}.field`, "unknown_field", { field: textOf(name).slice(0, 60) }));
    return null;
  }
  const { field, relation } = found;
  const op = asked as RuleOperator;
  if (!operatorsOf(field).includes(op)) {
    problems.push(notChoice(`${path}.op`, asked, operatorsOf(field)));
    return null;
  }
  const compared = comparedWith(value, op, field, `${path}.value`, problems);
  if (compared === null) return null;
  const condition = WRITERS[op]({ path: `record.${field.name}` }, compared, field);
  return relation === null ? condition : { kind: "related", relation, where: condition };
}

const UNARY: ReadonlySet<RuleOperator> = new Set(["isMe", "isNotMe", "withinMine"]);

function comparedWith(
  input: unknown,
  op: RuleOperator,
  { module, declaration }: FieldModel,
  path: string,
  problems: Problem[],
): Operand | null {
  if (UNARY.has(op)) return { value: null };
  const parsed = module.parseOperand(input, op as Operator, declaration, path);
  if ("problem" in parsed) {
    problems.push(parsed.problem);
    return null;
  }
  const { value } = parsed;
  if (value === null) return { value: null };
  // Of lists, each value is one that the list may hold.
  const isOfLists = module.kind === "texts" || module.kind === "ids";
  const engine = (one: Json): Value => (isOfLists ? (one as Value) : module.engineValue(one));
  return { value: Array.isArray(value) ? (value.map(engine) as Value) : engine(value) };
}

type Writer = (left: Operand, right: Operand, field: FieldModel) => Condition;

const compare =
  (op: "eq" | "ne" | "ge" | "le" | "gt" | "lt"): Writer =>
  (left, right) => ({ kind: "compare", op, left, right });

const negated =
  (writer: Writer): Writer =>
  (...sides) => ({ kind: "not", of: writer(...sides) });

const anyOf: Writer = (left, right, { module: { kind } }) =>
  kind === "texts" || kind === "ids"
    ? { kind: "overlaps", left, right }
    : { kind: "in", item: left, list: right };
const isEmpty: Writer = (left) => ({ kind: "isEmpty", of: left });
const isMe: Writer = (left) => ({ kind: "compare", op: "eq", left, right: ME });

const WRITERS: Readonly<Record<RuleOperator, Writer>> = {
  is: compare("eq"),
  isNot: compare("ne"),
  anyOf,
  noneOf: negated(anyOf),
  atLeast: compare("ge"),
  atMost: compare("le"),
  after: (left, right, { declaration }) =>
    compare(declaration.type === "time" ? "ge" : "gt")(left, right, {} as FieldModel),
  before: compare("lt"),
  isEmpty,
  isNotEmpty: negated(isEmpty),
  isMe,
  isNotMe: negated(isMe),
  within: (left, right) => ({ kind: "within", unit: left, root: right }),
  withinMine: (left) => ({ kind: "within", unit: left, root: MY_UNIT }),
};
