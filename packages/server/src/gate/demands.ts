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
import { decidesRights } from "./rights-effects.ts";
import type { Subject } from "./subject.ts";

/** What comes with one act: an approval, and how many records it is done to at once. */
interface Given {
  readonly object: string;
  readonly action: string;
  readonly isApproved: boolean;
  readonly size: number;
}

const givens = new WeakMap<CompiledSubject, Given>();

type ActName = Pick<Given, "object" | "action">;

/** The subject for the one act that was approved; whatever else it demands stays to be met. */
export const withApproval = (subject: Subject, act: ActName): Subject =>
  giving(subject, { ...act, isApproved: true, size: 1 });

/** The subject for the one act, done to so many records at once; the same subject where that makes no difference. */
export const withSize = (subject: Subject, act: ActName, size: number): Subject =>
  size > 1 && subject.compiled.held.some(({ rule }) => rule.obligations?.some(isOfSize))
    ? giving(subject, { ...act, isApproved: false, size })
    : subject;

const isOfSize = (one: Obligation): boolean => isApproval(one) && one.over !== undefined;

function giving(subject: Subject, { object, action, isApproved, size }: Given): Subject {
  const compiled = { ...subject.compiled };
  givens.set(compiled, { object, action, isApproved, size });
  return { ...subject, compiled };
}

const NOTHING_GIVEN = { isApproved: false, size: 1 };

function givenWith(compiled: CompiledSubject, act: ActName): Pick<Given, "isApproved" | "size"> {
  const given = givens.get(compiled);
  const isForIt = given?.object === act.object && given.action === act.action;
  return isForIt ? given : NOTHING_GIVEN;
}

type Approval = Extract<Obligation, { kind: "approval" }>;

const isApproval = (one: Obligation): one is Approval => one.kind === "approval";

/** What the act on so many records has to meet. What is not counted is taken for as many as there are; what is done to
 * one at a time is never small. */
const demandedOf = (
  obligations: readonly Obligation[],
  { object, action }: ActName,
  size: number,
): readonly Obligation[] =>
  obligations.filter(
    (one) =>
      !isApproval(one) || one.over === undefined || size > one.over || !isOfMany(object, action),
  );

function areMet(
  obligations: readonly Obligation[],
  compiled: CompiledSubject,
  act: ActName,
): boolean {
  if (obligations.length === 0) return true;
  const { isApproved, size } = givenWith(compiled, act);
  const demanded = demandedOf(obligations, act, size);
  return demanded.length === 0 || (isApproved && demanded.every(isApproval));
}

export const decide: typeof decideByRules = (compiled, object, action, ...of) => {
  const decision = decideByRules(compiled, object, action, ...of);
  return areMet(decision.obligations, compiled, { object, action }) ? decision : unmet(decision);
};

/** Acts that can wait for an approval and be done then (`approvals/operation.ts`); of all others it is given by nobody. */
export const canWait = (object: string, action: string): boolean =>
  action === "delete" ||
  action === "export" ||
  action === "reveal" ||
  // Of what decides rights, only what says whom it gives something, so that they do not decide it.
  (action === "edit" && !decidesRights(object)) ||
  (action === "create" && isGiving(object));

/** Objects of which a record gives somebody a role. */
export const isGiving = (object: string): object is "assignment" | "groupMember" =>
  object === "assignment" || object === "groupMember";

/** Acts on many records at once, of which an approval may be demanded for large ones alone. */
export const isOfMany = (object: string, action: string): boolean =>
  canWait(object, action) && action !== "create" && action !== "reveal";

/** Who must approve, where nothing but approvals stands between the subject and the act; else nobody. */
export function approvalsDemanded(
  ...question: Parameters<typeof decideByRules>
): readonly string[] {
  const [compiled, object, action] = question;
  const { allow, obligations } = decideByRules(...question);
  const { size } = givenWith(compiled, { object, action });
  const demanded = demandedOf(obligations, { object, action }, size);
  if (!allow || !canWait(object, action) || !demanded.every(isApproval)) return [];
  return demanded.map(({ by }) => by);
}

/** Who must approve the act on so many records by these arms. */
export const approversOf = (
  arms: readonly Pick<Arm, "obligations">[],
  act: ActName,
  size: number,
): readonly string[] => {
  const demanded = arms.flatMap(({ obligations }) => demandedOf(obligations, act, size));
  return [...new Set(demanded.filter(isApproval).map(({ by }) => by))].toSorted();
};

/** The most records that can be taken at once without an approval that these arms demand; null: as many as there are. */
export function mostUnapproved(arms: readonly Pick<Arm, "obligations">[]): number | null {
  const limits = arms.flatMap(({ obligations }) =>
    obligations.filter(isApproval).flatMap(({ over }) => over ?? []),
  );
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Decisions are shared, and so is what becomes of them. */
const denials = new WeakMap<Decision, Decision>();

function unmet(decision: Decision): Decision {
  const denial = denials.get(decision) ?? Object.freeze({ ...UNMET, reasons: decision.reasons });
  denials.set(decision, denial);
  return denial;
}

export const isMet = ({ obligations }: Arm, compiled: CompiledSubject, act: ActName): boolean =>
  areMet(obligations, compiled, act);

const UNMET: Omit<Decision, "reasons"> = {
  allow: false,
  levels: {},
  actLevels: {},
  fields: [],
  write: [],
  obligations: [],
};
