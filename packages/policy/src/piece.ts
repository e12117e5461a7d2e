import { bindSubject } from "./bind.ts";
import { keyOf } from "./condition.ts";
import { PolicyError } from "./errors.ts";
import { fold } from "./fold.ts";
import { selectClosed, selectOpened } from "./select-fields.ts";
import type { CompiledSubject, HeldRule } from "./compile.ts";
import type { FieldSelection } from "./select-fields.ts";
import type { Condition, ObjectType, Obligation, Rule, RuleReference } from "./model.ts";

/** One held rule on one object, with the subject already put in. */
export interface ObjectRule {
  readonly held: HeldRule;
  readonly reference: RuleReference;
  /** Residual: only `record.*`, `context.*` and constants. */
  readonly condition: Condition;
  /** The canonical text of the condition. */
  readonly key: string;
  /** Null on a forbid that names no fields. */
  readonly fields: FieldSelection | null;
  /** The actions of the object that the rule names. */
  readonly actions: ReadonlySet<string>;
  /** On a permit: who must allow the same. */
  readonly bound: CompiledSubject | null;
}

/** What one held rule contributes to one action on one object. */
export interface Piece extends Omit<ObjectRule, "held" | "actions"> {
  readonly effect: "permit" | "forbid";
  /** Whether the rule names `view` and whether it names the action asked about. For `view` they are equal. */
  readonly onView: boolean;
  readonly onAct: boolean;
  readonly obligations: readonly Obligation[];
}

/** What a rule asks of a record, in the order in which it is explained. */
export interface RuleParts {
  /** The subtree a forbid is confined to; null if it reaches everywhere. */
  readonly reach: Condition | null;
  readonly scope: Condition;
  readonly when: Condition | null;
}

/** Whether a rule names an action: by name, by `object.*` or by `*` (which skips objects without its scope). */
export function doesName(
  rule: Rule,
  objectName: string,
  type: ObjectType,
  action: string,
): boolean {
  const { actions } = rule;
  if (actions.includes(`${objectName}.${action}`) || actions.includes(`${objectName}.*`))
    return true;
  return actions.includes("*") && scopeOf(type, rule.scope) !== undefined;
}

/** The declared object, or `unknown-object`. */
export function objectOf(compiled: CompiledSubject, objectName: string): ObjectType {
  const type = compiled.schema.objects[objectName];
  if (!type) throw new PolicyError("unknown-object", `unknown object \`${objectName}\``);
  return type;
}

/** The conditions of a rule with the subject and the assignment put in, unsimplified. */
export function partsOf(held: HeldRule, type: ObjectType): RuleParts {
  const { rule, assignment, seen } = held;
  const scope = scopeOf(type, rule.scope);
  if (!scope) throw new PolicyError("unknown-scope", `unknown scope \`${rule.scope}\``);
  const bind = (condition: Condition) => bindSubject(condition, seen, assignment);
  return {
    reach: reachOf(held, type),
    scope: bind(scope),
    when: rule.when ? bind(rule.when) : null,
  };
}

/** The live rules that name some action of an object, bound and simplified once for all its actions. */
export function objectRules(compiled: CompiledSubject, objectName: string): readonly ObjectRule[] {
  const known = compiled.objectRules.get(objectName);
  if (known) return known;
  const type = objectOf(compiled, objectName);
  const rules = compiled.held.flatMap((held) => {
    const reading = readingOf(compiled, held.rule, objectName);
    return reading.actions.size === 0 ? [] : [objectRule(compiled, held, type, reading)];
  });
  compiled.objectRules.set(objectName, rules);
  return rules;
}

/** Whether some permit names the action at all. */
export function isEverPermitted(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): boolean {
  return objectRules(compiled, objectName).some(
    ({ held, actions }) => held.rule.effect === "permit" && actions.has(action),
  );
}

/** What each rule contributes to one action: those that name it or `view`. */
export function piecesOf(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): readonly Piece[] {
  return objectRules(compiled, objectName)
    .filter(({ actions }) => actions.has("view") || actions.has(action))
    .map((rule) => pieceOf(rule, action));
}

function pieceOf(rule: ObjectRule, action: string): Piece {
  const { reference, condition, key, fields, bound, actions } = rule;
  const { effect, obligations = NONE } = rule.held.rule;
  return {
    reference,
    condition,
    key,
    fields,
    bound,
    effect,
    onView: actions.has("view"),
    onAct: actions.has(action),
    obligations,
  };
}

const NONE: readonly Obligation[] = [];

function objectRule(
  compiled: CompiledSubject,
  held: HeldRule,
  type: ObjectType,
  reading: Reading,
): ObjectRule {
  const { rule, role, assignment } = held;
  const { reach, scope, when } = partsOf(held, type);
  const of = [reach, scope, when].filter((part) => part !== null);
  const condition = fold({ kind: "and", of }, compiled.tree, rule.effect);
  return {
    held,
    reference: Object.freeze({ assignment: assignment.id, role: role.id, rule: rule.id }),
    condition,
    key: keyOf(condition),
    ...reading,
    bound: rule.effect === "permit" ? held.bound : null,
  };
}

/** What a rule says of one object whoever holds it. */
export type Reading = Pick<ObjectRule, "actions" | "fields">;

function readingOf({ schema, shared }: CompiledSubject, rule: Rule, objectName: string): Reading {
  const readings = shared.readings.get(objectName) ?? new Map<Rule, Reading>();
  shared.readings.set(objectName, readings);
  const known = readings.get(rule);
  if (known) return known;
  const type = schema.objects[objectName]!;
  const named = type.actions.filter((action) => doesName(rule, objectName, type, action));
  const reading = { actions: new Set(named), fields: selectionOf(rule, type) };
  readings.set(rule, reading);
  return reading;
}

function selectionOf(rule: Rule, type: ObjectType): FieldSelection | null {
  if (rule.effect === "permit") return selectOpened(type, rule.fields);
  return rule.fields ? selectClosed(type, rule.fields) : null;
}

/** `all` needs no declaration: it means the same on every object. */
function scopeOf(type: ObjectType, scope: string): Condition | undefined {
  if (Object.hasOwn(type.scopes, scope)) return type.scopes[scope];
  return scope === "all" ? { kind: "true" } : undefined;
}

function reachOf({ rule, assignment }: HeldRule, type: ObjectType): Condition | null {
  const field = type.unitField ?? "unit";
  if (rule.effect === "permit" || rule.everywhere) return null;
  if (assignment.unit === null || !(field in type.fields)) return null;
  return {
    kind: "within",
    unit: { path: `record.${field}` },
    root: { value: assignment.unit },
  };
}
