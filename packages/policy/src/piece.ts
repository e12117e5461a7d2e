import { bindSubject } from "./bind.ts";
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
  /** Null on a forbid that names no fields, which refuses the act. */
  readonly fields: FieldSelection | null;
  /** On a permit: who must allow the same. */
  readonly bound: CompiledSubject | null;
}

/** What one held rule contributes to one action on one object. */
export interface Piece extends Omit<ObjectRule, "held"> {
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
  const rules = compiled.held
    .filter(({ rule }) => type.actions.some((action) => doesName(rule, objectName, type, action)))
    .map((held) => objectRule(compiled, held, type));
  compiled.objectRules.set(objectName, rules);
  return rules;
}

/** What each rule contributes to one action: those that name it or `view`. */
export function piecesOf(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
): readonly Piece[] {
  const type = objectOf(compiled, objectName);
  return objectRules(compiled, objectName).flatMap(({ held, ...bound }) => {
    const { effect, obligations = NONE } = held.rule;
    const onView = doesName(held.rule, objectName, type, "view");
    const onAct = doesName(held.rule, objectName, type, action);
    if (!onView && !onAct) return [];
    return [
      { ...bound, effect, onView, onAct, obligations: effect === "permit" ? obligations : NONE },
    ];
  });
}

const NONE: readonly Obligation[] = [];

function objectRule(compiled: CompiledSubject, held: HeldRule, type: ObjectType): ObjectRule {
  const { rule, role, assignment } = held;
  const { reach, scope, when } = partsOf(held, type);
  const of = [reach, scope, when].filter((part) => part !== null);
  return {
    held,
    reference: Object.freeze({ assignment: assignment.id, role: role.id, rule: rule.id }),
    condition: fold({ kind: "and", of }, compiled.tree, rule.effect),
    fields: selectionOf(rule, type),
    bound: rule.effect === "permit" ? held.bound : null,
  };
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
