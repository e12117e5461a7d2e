/**
 * What an allow demands (a reason, a second factor, an approval, a quota …) must be given with the act, and what nobody
 * can give makes the allow a denial (policy-model.md). The gate takes in approvals, of whoever carries out what was
 * approved (`approvals/operation-kind.ts`), and none of the others yet: every other allow that demands something is a
 * denial, in lists and for single records alike.
 */
import {
  decide as decideByRules,
  type Arm,
  type CompiledSubject,
  type Decision,
  type Obligation,
} from "@latchkey/policy";
import type { Subject } from "./subject.ts";

interface Approved {
  readonly object: string;
  readonly action: string;
}

const approved = new WeakMap<CompiledSubject, Approved>();

/** The subject for the one act that was approved; whatever else it demands stays to be met. */
export function withApproval(subject: Subject, act: Approved): Subject {
  const compiled = { ...subject.compiled };
  approved.set(compiled, act);
  return { ...subject, compiled };
}

const isGiven = (compiled: CompiledSubject, object: string, action: string): boolean => {
  const given = approved.get(compiled);
  return given !== undefined && given.object === object && given.action === action;
};

const isApproval = ({ kind }: Obligation): boolean => kind === "approval";

const areMet = (
  obligations: readonly Obligation[],
  ...[compiled, object, action]: Parameters<typeof isGiven>
): boolean =>
  obligations.length === 0 || (obligations.every(isApproval) && isGiven(compiled, object, action));

export const decide: typeof decideByRules = (compiled, object, action, ...of) => {
  const decision = decideByRules(compiled, object, action, ...of);
  return areMet(decision.obligations, compiled, object, action) ? decision : unmet(decision);
};

/** Acts that can wait for an approval and be done then (`approvals/operation.ts`); of all others it is given by nobody. */
export const canWait = (object: string, action: string): boolean =>
  action === "delete" || action === "export" || (object === "assignment" && action === "create");

/** Who must approve, where nothing but approvals stands between the subject and the act; else nobody. */
export function approvalsDemanded(
  ...question: Parameters<typeof decideByRules>
): readonly string[] {
  const [, object, action] = question;
  const { allow, obligations } = decideByRules(...question);
  if (!allow || !canWait(object, action) || !obligations.every(isApproval)) return [];
  return obligations.flatMap((one) => (one.kind === "approval" ? [one.by] : []));
}

/** Decisions are shared, and so is what becomes of them. */
const denials = new WeakMap<Decision, Decision>();

function unmet(decision: Decision): Decision {
  const denial = denials.get(decision) ?? Object.freeze({ ...UNMET, reasons: decision.reasons });
  denials.set(decision, denial);
  return denial;
}

export const isMet = (
  { obligations }: Arm,
  ...[compiled, object, action]: Parameters<typeof isGiven>
): boolean => areMet(obligations, compiled, object, action);

const UNMET: Omit<Decision, "reasons"> = {
  allow: false,
  levels: {},
  actLevels: {},
  fields: [],
  write: [],
  obligations: [],
};
