/** The vocabulary of the templates: levels of a class, grants of one object, and the few conditions their rules use. */
import type { Condition, Rule, Value } from "@latchkey/policy";
import type { ClassLevel, MatrixScope } from "../role-template.ts";

/** Reads and writes wherever the scope reaches. */
export const FULL: ClassLevel = { own: "plain", beyond: "plain", write: true };
/** Reads wherever the scope reaches, writes nowhere. */
export const READ: ClassLevel = { own: "plain", beyond: "plain", write: false };
/** Plain on own records, masked beyond them: the default for contact data (R134). */
export const MASKED: ClassLevel = { own: "plain", beyond: "masked", write: true };
export const MASKED_READ: ClassLevel = { own: "plain", beyond: "masked", write: false };
/** Masked even on own records. */
export const PSEUDONYM: ClassLevel = { own: "masked", beyond: "masked", write: false };
/** Own records only. */
export const OWN: ClassLevel = { own: "plain", beyond: "absent", write: true };
export const HIDDEN: ClassLevel = { own: "absent", beyond: "absent", write: false };

type Grants = Readonly<Record<`${string}:${string}`, MatrixScope>>;

/** `grant("order", "view history", "own")`: several actions of one object at one scope. */
export function grant(object: string, actions: string, scope: MatrixScope): Grants {
  return Object.fromEntries(actions.split(" ").map((action) => [`${object}:${action}`, scope]));
}

/** The same actions of several objects. */
export function grantEach(objects: string, actions: string, scope: MatrixScope): Grants {
  return Object.assign({}, ...objects.split(" ").map((object) => grant(object, actions, scope)));
}

/** `named("customer", "view edit")` is `customer.view` and `customer.edit`, as rules name them. */
export function named(object: string, actions: string): readonly string[] {
  return actions.split(" ").map((action) => `${object}.${action}`);
}

export function permit(rule: Omit<Rule, "effect">): Rule {
  return { effect: "permit", ...rule };
}

/** A forbid of a template holds wherever its holder works: a second post elsewhere does not lift it. */
export function forbid(rule: Omit<Rule, "effect" | "everywhere">): Rule {
  return { effect: "forbid", everywhere: true, ...rule };
}

export function is(field: string, value: string | boolean): Condition {
  return { kind: "compare", op: "eq", left: { path: `record.${field}` }, right: { value } };
}

export function isNot(field: string, value: string): Condition {
  return { kind: "compare", op: "ne", left: { path: `record.${field}` }, right: { value } };
}

export function isOneOf(field: string, values: Value): Condition {
  return { kind: "in", item: { path: `record.${field}` }, list: { value: values } };
}

export function isMe(field: string): Condition {
  return {
    kind: "compare",
    op: "eq",
    left: { path: `record.${field}` },
    right: { path: "subject.id" },
  };
}

export function isEmpty(field: string): Condition {
  return { kind: "isEmpty", of: { path: `record.${field}` } };
}

export function isWithinMyUnit(field: string): Condition {
  return {
    kind: "within",
    unit: { path: `record.${field}` },
    root: { path: "assignment.unit" },
  };
}

/** The role by whose assignment the rule is held. */
export function isMyRole(field: string): Condition {
  return {
    kind: "compare",
    op: "eq",
    left: { path: `record.${field}` },
    right: { path: "assignment.role" },
  };
}

/** The other way round than {@link isWithinMyUnit}: what stands above me, and my own unit. */
export function isMyUnitWithin(field: string): Condition {
  return {
    kind: "within",
    unit: { path: "assignment.unit" },
    root: { path: `record.${field}` },
  };
}

export function related(relation: string, where: Condition): Condition {
  return { kind: "related", relation, where };
}

export function and(...of: readonly Condition[]): Condition {
  return { kind: "and", of };
}

export function or(...of: readonly Condition[]): Condition {
  return { kind: "or", of };
}

export function not(of: Condition): Condition {
  return { kind: "not", of };
}
