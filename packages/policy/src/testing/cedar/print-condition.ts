import type { Condition, ConditionKind, FieldKind, Operand, Value } from "../../model.ts";
import type { World } from "../world.ts";

/**
 * Conditions as Cedar expressions. Cedar is two-valued, so a condition is printed as one of two questions, "is it
 * TRUE?" and "is it FALSE?"; neither holds where it is unknown. A value that is null is an attribute that is not there,
 * and every reading of one is guarded by `has`. Cedar cannot quantify over related records, so those that a world has
 * at most are written out one by one, as the attributes `pages_0`, `pages_1` ….
 */
export interface Scope {
  readonly world: World;
  readonly objectName: string;
  /** Cedar's expressions for what the heads of paths stand for. */
  readonly record: string;
  readonly subject: string;
  readonly assignment: Readonly<Record<string, Value>>;
}

/** The expression that is true if and only if the condition has the wanted truth. */
export function printCondition(condition: Condition, wanted: boolean, scope: Scope): string {
  return (PRINTERS[condition.kind] as Printer<Condition>)(condition, wanted, scope);
}

export const allOf = (parts: readonly string[]): string => joined(parts, " && ", "true");
export const anyOf = (parts: readonly string[]): string => joined(parts, " || ", "false");

function joined(parts: readonly string[], by: string, none: string): string {
  return parts.length === 0 ? none : `(${parts.join(by)})`;
}

type Printer<C> = (condition: C, wanted: boolean, scope: Scope) => string;

const OPERATORS = { eq: "==", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=" } as const;

const PRINTERS: { [K in ConditionKind]: Printer<Extract<Condition, { kind: K }>> } = {
  true: (_condition, wanted) => String(wanted),
  and: ({ of }, wanted, scope) =>
    (wanted ? allOf : anyOf)(of.map((part) => printCondition(part, wanted, scope))),
  or: ({ of }, wanted, scope) =>
    (wanted ? anyOf : allOf)(of.map((part) => printCondition(part, wanted, scope))),
  not: ({ of }, wanted, scope) => printCondition(of, !wanted, scope),
  compare: ({ op, left, right }, wanted, scope) => {
    const isUnit = [left, right].some((operand) => kindOf(operand, scope) === "unit");
    const [l, r] = [left, right].map((operand) => print(operand, scope, isUnit));
    return known([l!, r!], wanted, `${l!.text} ${OPERATORS[op]} ${r!.text}`);
  },
  in: ({ item, list }, wanted, scope) => {
    const [one, all] = [print(item, scope), print(list, scope)];
    const contains = `${all.text}.items.contains(${one.text})`;
    if (wanted) return allOf([all.isKnown, one.isKnown, contains]);
    const isNone = `${all.text}.items == []`;
    const isSettled = anyOf([isNone, allOf([one.isKnown, `!${contains}`])]);
    return allOf([all.isKnown, `!${all.text}.hasNull`, isSettled]);
  },
  overlaps: ({ left, right }, wanted, scope) => {
    const [l, r] = [print(left, scope), print(right, scope)];
    return known([l, r], wanted, `${l.text}.items.containsAny(${r.text}.items)`);
  },
  within: ({ unit, root }, wanted, scope) => {
    const [below, above] = [print(unit, scope, true), print(root, scope, true)];
    return known([below, above], wanted, `${below.text} in ${above.text}`);
  },
  related: ({ relation, where }, wanted, scope) => {
    const { target } = scope.world.schema.objects[scope.objectName]!.relations[relation]!;
    const rows = Array.from({ length: mostLinked(scope, relation) }, (_, index) => {
      const name = `${relation}_${index}`;
      const inner = { ...scope, objectName: target, record: `${scope.record}.${name}` };
      const isThere = `${scope.record} has ${name}`;
      const found = printCondition(where, wanted, inner);
      return wanted ? allOf([isThere, found]) : anyOf([`!(${isThere})`, found]);
    });
    return (wanted ? anyOf : allOf)(rows);
  },
  isEmpty: ({ of }, wanted, scope) => {
    const { text, isKnown, isList } = print(of, scope);
    const isBlank = isList ? allOf([`${text}.items == []`, `!${text}.hasNull`]) : `${text} == ""`;
    const isEmpty = anyOf([`!${isKnown}`, isBlank]);
    return wanted ? isEmpty : `!${isEmpty}`;
  },
};

interface Printed {
  readonly text: string;
  readonly isKnown: string;
  readonly isList: boolean;
}

function known(operands: readonly Printed[], wanted: boolean, text: string): string {
  return allOf([...operands.map(({ isKnown }) => isKnown), wanted ? `(${text})` : `!(${text})`]);
}

function print(operand: Operand, scope: Scope, isUnit = false): Printed {
  if ("value" in operand) return printValue(operand.value, isUnit);
  const { head, name } = partsOf(operand.path);
  if (head === "assignment") return printValue(scope.assignment[name]!, name === "unit");
  const base = head === "context" ? head : scope[head];
  const isList = kindOf(operand, scope)?.endsWith("s") === true;
  return { text: `${base}.${name}`, isKnown: `(${base} has ${name})`, isList };
}

type Head = "record" | "subject" | "assignment" | "context";

function partsOf(path: string): { readonly head: Head; readonly name: string } {
  const [head, name] = path.split(".") as [Head, string];
  return { head, name };
}

function printValue(value: Value, isUnit: boolean): Printed {
  if (value === null) return { text: '""', isKnown: "(false)", isList: false };
  if (typeof value !== "object") {
    const text = JSON.stringify(value);
    return { text: isUnit ? `Unit::${text}` : text, isKnown: "(true)", isList: false };
  }
  const { items, hasNull } = listOf(value);
  const text = `{"items": ${JSON.stringify(items)}, "hasNull": ${hasNull}}`;
  return { text, isKnown: "(true)", isList: true };
}

/** Cedar's sets hold no null, so whether there was one stands beside them. */
export function listOf(value: readonly Value[]) {
  return { items: value.filter((item) => item !== null), hasNull: value.includes(null) };
}

function kindOf(operand: Operand, { world, objectName }: Scope): FieldKind | undefined {
  if (!("path" in operand)) return undefined;
  const { head, name } = partsOf(operand.path);
  const { objects, subject, context } = world.schema;
  if (head === "record") return objects[objectName]!.fields[name]!.kind;
  if (head === "assignment") return name === "unit" ? "unit" : "id";
  return { subject, context }[head][name];
}

/** Most rows that this relation leads to from any one record. */
function mostLinked({ world, objectName }: Scope, relation: string): number {
  const from = world.links
    .filter((link) => link.relation === `${objectName}.${relation}`)
    .map((link) => link.from);
  return Math.max(0, ...from.map((id) => from.filter((other) => other === id).length));
}
