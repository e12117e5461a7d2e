import type { Operator } from "@latchkey/server/contract";
import type { MessageKey } from "../i18n/index.ts";

export const OPERATOR_LABELS: Readonly<Record<Operator, MessageKey>> = {
  is: "operator.is",
  isNot: "operator.isNot",
  anyOf: "operator.anyOf",
  noneOf: "operator.noneOf",
  contains: "operator.contains",
  startsWith: "operator.startsWith",
  atLeast: "operator.atLeast",
  atMost: "operator.atMost",
  after: "operator.after",
  before: "operator.before",
  isEmpty: "operator.isEmpty",
  isNotEmpty: "operator.isNotEmpty",
  within: "operator.within",
};

export function takesValue(operator: Operator): boolean {
  return operator !== "isEmpty" && operator !== "isNotEmpty";
}

export function takesList(operator: Operator): boolean {
  return operator === "anyOf" || operator === "noneOf";
}

/** A filter is sent only once it says something. */
export function isComplete(operator: Operator, value: unknown): boolean {
  if (!takesValue(operator)) return true;
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "";
}
