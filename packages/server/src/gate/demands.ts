/**
 * What an allow demands must be given with the act, and what nobody can give makes the allow a denial (policy-model.md).
 * An approval is given to whoever carries out what was approved (`approvals/operation-kind.ts`). A reason and a password
 * entered lately come with the request, and a quota has something left or not (`brought.ts`): where it is told what
 * somebody may, these count as given, and where it is done they are (`mutate.ts`). A watermark is put there by us.
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

/** What the person who does something brings with it. */
export interface Brought {
  readonly hasReason: boolean;
  /** Minutes since the password was entered; null: not in this session. */
  readonly confirmedAgo: number | null;
  /** By `quotaKey`: how often it was done in the window that has just passed; null: it is done in a way that is not counted. */
  readonly spent: ReadonlyMap<string, number> | null;
}

/** What comes with one act: an approval, and how many records it is done to at once. */
interface Given {
  readonly object: string;
  readonly action: string;
  readonly isApproved: boolean;
  readonly size: number;
  /** With whatever act; null: nothing is done yet, and all that can be brought counts as brought. */
  readonly brought: Brought | null;
}

const NOTHING: Given = { object: "", action: "", isApproved: false, size: 1, brought: null };

const givens = new WeakMap<CompiledSubject, Given>();

const givenTo = (compiled: CompiledSubject): Given => givens.get(compiled) ?? NOTHING;

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

/** The subject with what they bring and nothing more; null: with all that can be brought. */
export const withBrought = (subject: Subject, brought: Brought | null): Subject =>
  giving(subject, { brought });

/** The subject as they would stand with everything that can be given for the act. */
export const withAll = (subject: Subject, act: ActName): Subject =>
  withApproval(withBrought(subject, null), act);

function giving(subject: Subject, given: Partial<Given>): Subject {
  const compiled = { ...subject.compiled };
  givens.set(compiled, { ...givenTo(subject.compiled), ...given });
  return { ...subject, compiled };
}

/** Of an act, what was given to it alone, and what was brought with whatever it is. */
function givenWith(compiled: CompiledSubject, { object, action }: ActName): Given {
  const given = givenTo(compiled);
  const isForIt = given.object === object && given.action === action;
  return isForIt ? given : { ...NOTHING, object, action, brought: given.brought };
}

type Approval = Extract<Obligation, { kind: "approval" }>;

const isApproval = (one: Obligation): one is Approval => one.kind === "approval";

/** Acts that are a request of their own, with which a reason can come and a password be asked for. */
const DEEDS: ReadonlySet<string> = new Set([
  "create",
  "edit",
  "tag",
  "setLevel",
  "assign",
  "transfer",
  "share",
  "delete",
  "restore",
  "export",
  "reveal",
]);

/** Whether somebody could meet such a demand of the act; of what nobody can meet, nothing is left but a denial. */
export const canMeet = (kind: Obligation["kind"], object: string, action: string): boolean =>
  kind === "approval"
    ? canWait(object, action)
    : kind === "watermark"
      ? action === "view" || action === "export"
      : isDeed(action);

export const isDeed = (action: string): boolean => DEEDS.has(action);

/** Minutes over which a quota is counted, by the name of its counter. */
export const QUOTA_MINUTES: Readonly<Record<string, number>> = {
  hour: 60,
  day: 24 * 60,
  week: 7 * 24 * 60,
};

export const quotaKey = ({ object, action }: ActName, counter: string): string =>
  `${object}.${action} ${counter}`;

type Meeting<O> = (obligation: O, given: Given) => boolean;

const MEETS: { [K in Obligation["kind"]]: Meeting<Extract<Obligation, { kind: K }>> } = {
  // Screens, prints and files carry it wherever a rule asks for one (`watermark.ts`).
  watermark: () => true,
  reason: (_, { action, brought }) => isDeed(action) && (brought?.hasReason ?? true),
  "step-up": ({ withinMinutes }, { action, brought }) =>
    isDeed(action) &&
    (brought === null || (brought.confirmedAgo !== null && brought.confirmedAgo < withinMinutes)),
  quota: ({ counter, limit }, { brought, ...act }) =>
    isDeed(act.action) &&
    Object.hasOwn(QUOTA_MINUTES, counter) &&
    (brought === null ||
      (brought.spent !== null && (brought.spent.get(quotaKey(act, counter)) ?? 0) < limit)),
  approval: (_, { isApproved }) => isApproved,
};

const meets = (one: Obligation, given: Given): boolean =>
  (MEETS[one.kind] as Meeting<Obligation>)(one, given);

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

function unmetOf(
  obligations: readonly Obligation[],
  compiled: CompiledSubject,
  act: ActName,
): readonly Obligation[] {
  if (obligations.length === 0) return obligations;
  const given = givenWith(compiled, act);
  return demandedOf(obligations, act, given.size).filter((one) => !meets(one, given));
}

/** Whether it is allowed with nothing more to be given: by its answer alone, something is done already. */
export const isFree = ({ allow, obligations }: Decision): boolean =>
  allow && obligations.every(({ kind }) => kind === "watermark");

/** Whether whoever does it to one record can bring all of it with them. */
export const canBring = (obligations: readonly Obligation[], act: ActName): boolean =>
  demandedOf(obligations, act, NOTHING.size).every((one) => meets(one, { ...NOTHING, ...act }));

const areMet = (
  obligations: readonly Obligation[],
  compiled: CompiledSubject,
  act: ActName,
): boolean => unmetOf(obligations, compiled, act).length === 0;

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
  const unmet = unmetOf(obligations, compiled, { object, action });
  if (!allow || !canWait(object, action) || !unmet.every(isApproval)) return [];
  return unmet.map(({ by }) => by);
}

export type Need =
  | "forbidden"
  | "reason_needed"
  | "confirmation_needed"
  | "quota_spent"
  | "approval_needed";

/** What would let the subject do it: that is asked for first which they can give on the spot. */
export function needOf(...question: Parameters<typeof decideByRules>): Need {
  const [compiled, object, action] = question;
  const { allow, obligations } = decideByRules(...question);
  return allow
    ? needIn(unmetOf(obligations, compiled, { object, action }), { object, action })
    : "forbidden";
}

/** The same by arms that would allow it with all that can be given; null: by one of them nothing is missing. */
export function needOfArms(
  whole: readonly { readonly arm: Arm }[],
  { compiled }: Pick<Subject, "compiled">,
  act: ActName,
): Need | null {
  const missing = whole.map(({ arm }) => unmetOf(arm.obligations, compiled, act));
  const [first] = missing.filter((unmet) => unmet.length > 0);
  return first ? needIn(first, act) : null;
}

const NEEDS: readonly (readonly [Obligation["kind"], Need])[] = [
  ["quota", "quota_spent"],
  ["reason", "reason_needed"],
  ["step-up", "confirmation_needed"],
  ["approval", "approval_needed"],
];

function needIn(unmet: readonly Obligation[], { object, action }: ActName): Need {
  if (!unmet.every(({ kind }) => canMeet(kind, object, action))) return "forbidden";
  return NEEDS.find(([kind]) => unmet.some((one) => one.kind === kind))?.[1] ?? "forbidden";
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
