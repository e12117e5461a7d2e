import { bindSubject } from "./bind.ts";
import { PolicyError } from "./errors.ts";
import { fold } from "./fold.ts";
import { selectClosed, selectOpened } from "./select-fields.ts";
import type { CompiledSubject, HeldRule } from "./compile.ts";
import type { FieldSelection } from "./select-fields.ts";
import type { Condition, ObjectType, Obligation, Rule, RuleReference } from "./model.ts";

/** What one held rule contributes to one action on one object, with the subject already put in. */
export interface Piece {
  readonly reference: RuleReference;
  readonly effect: "permit" | "forbid";
  /** Residual: only `record.*`, `context.*` and constants. */
  readonly condition: Condition;
  /** Whether the rule names `view` and whether it names the action asked about. For `view` they are equal. */
  readonly onView: boolean;
  readonly onAct: boolean;
  /** Null on a forbid that names no fields, which refuses the act. */
  readonly fields: FieldSelection | null;
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
export function partsOf(compiled: CompiledSubject, held: HeldRule, type: ObjectType): RuleParts {
  const { rule, assignment } = held;
  const scope = scopeOf(type, rule.scope);
  if (!scope) throw new PolicyError("unknown-scope", `unknown scope \`${rule.scope}\``);
  const bind = (condition: Condition) => bindSubject(condition, compiled.subject, assignment);
  return {
    reach: reachOf(held, type),
    scope: bind(scope),
    when: rule.when ? bind(rule.when) : null,
  };
}

/** One held rule as one action of one object sees it, or null if it names neither the action nor `view`. */
export function pieceOf(
  compiled: CompiledSubject,
  held: HeldRule,
  objectName: string,
  action: string,
): Piece | null {
  const { rule, role, assignment } = held;
  const type = objectOf(compiled, objectName);
  const onView = doesName(rule, objectName, type, "view");
  const onAct = doesName(rule, objectName, type, action);
  if (!onView && !onAct) return null;
  const { reach, scope, when } = partsOf(compiled, held, type);
  const of = [reach, scope, when].filter((part) => part !== null);
  return {
    reference: Object.freeze({ assignment: assignment.id, role: role.id, rule: rule.id }),
    effect: rule.effect,
    condition: fold({ kind: "and", of }, compiled.tree, rule.effect),
    onView,
    onAct,
    fields: selectionOf(rule, type),
    obligations: rule.effect === "permit" ? (rule.obligations ?? []) : [],
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
