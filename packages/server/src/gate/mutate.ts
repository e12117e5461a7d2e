/**
 * How every write of a reader runs: locks first, as a statement of its own; then the guard; then the work; then its audit
 * line, in one transaction. A refusal undoes the work and leaves its own line in the same transaction.
 *
 * INVARIANT: work begins under a plan that holds, and the locks keep it so to the end. So whatever the work decides or
 * refuses by the plan alone, without reading a row, is decided by the rights of now.
 */
import type { AuditLine, AuditTrail } from "../audit/trail.ts";
import type { Database, Executor } from "../db/database.ts";
import { fieldOfIndex } from "../db/unique-cells.ts";
import { problem, Refusal } from "../errors.ts";
import { writeNotices, type Notice } from "../inbox/notices.ts";
import { bringing, type Brings } from "./brought.ts";
import { withApproval, withSize } from "./demands.ts";
import { demandPlan } from "./guard.ts";
import { keepAdministrator } from "./last-administrator.ts";
import { doneBefore, keepResult, type Key } from "./once.ts";
import { lockForAct } from "./rights-effects.ts";
import { watchRights } from "./rights-guard.ts";
import { rightsNotices } from "./rights-notices.ts";
import type { StoredRecord } from "./record.ts";
import type { Watch } from "./watch.ts";
import { StalePlan, withSubject, type Asker, type Subject, type Subjects } from "./subject.ts";

export interface GateParts {
  readonly db: Database;
  readonly subjects: Subjects;
  readonly trail: AuditTrail;
  readonly watch?: Watch;
}

/** Who calls, through whose eyes, and from where. */
export interface Caller extends Asker {
  readonly source: string | null;
  /** Who really acts, in the person's place and by their rights; the trail names both. */
  readonly deputy?: string;
  /** Repeatable acts of this request are done once (`once.ts`). */
  readonly once?: Key;
  /** What came with the request towards what its act demands; a job and whoever has no session bring nothing. */
  readonly brings?: Brings;
}

export interface Act {
  readonly object: string;
  readonly action: string;
  readonly records: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What was typed to find records (`AuditLine.asked`). */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** The values about to be written, as they came: whom a record that decides rights will concern. Not logged. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** An approval that it demands was given (`approvals/`). */
  readonly isApproved?: true;
  /** How many records it is done to at once, where it is one of several. */
  readonly size?: number;
  /** A repetition under the same key gets the first result, which is kept and so holds ids and versions, never cells. */
  readonly isRepeatable?: true;
}

export interface Done<Result> {
  readonly result: Result;
  /** Who is told of it. */
  readonly notices?: readonly Notice[];
  /** For the audit line: records touched if they were not known before, rules that allowed it, what changed. */
  readonly records?: readonly string[];
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Records that were changed, as they were found: for who decides on the act once more. */
  readonly found?: readonly StoredRecord[];
}

export function mutate<Result>(
  parts: GateParts,
  caller: Caller,
  act: Act,
  work: (tx: Executor, subject: Subject) => Promise<Done<Result>>,
): Promise<Result> {
  return withSubject(parts.subjects, caller, async (loaded) => {
    // What an update does is called editing where it is decided.
    const decided = act.action === "update" ? { ...act, action: "edit" } : act;
    const outcome = await parts.db.transaction(async (tx) => {
      const finish = await lockForAct(tx, loaded.person, act, act.values);
      await demandPlan(tx, loaded);
      // Whoever asked for the approval brought the rest of it then.
      const subject = act.isApproved
        ? withApproval(loaded, decided)
        : await bringing(tx, withSize(loaded, decided, act.size ?? 1), caller.brings, act.action);
      await tx.query("savepoint act");
      try {
        if (subject.viewer) throw new Refusal("viewing_only");
        const before = await doneBefore(tx, caller, act);
        if (before) {
          const repeated = { result: before.result as Result, detail: { isRepetition: true } };
          await parts.trail.write(tx, allowLine(caller, subject, act, repeated));
          return { result: repeated.result };
        }
        const check = await watchRights(tx, subject, act);
        const keepOne = await keepAdministrator(tx, act);
        const done = await work(tx, subject);
        const touched = done.records ?? act.records;
        await check(touched);
        const concerned = await finish(touched);
        await keepOne();
        const rights = await rightsNotices(tx, subject.person, act, touched, concerned);
        await writeNotices(tx, [...(done.notices ?? []), ...rights]);
        await keepResult(tx, caller, act, done.result);
        await parts.trail.write(tx, allowLine(caller, subject, act, done));
        return { result: done.result, asked: { records: touched, found: done.found ?? [] } };
      } catch (error) {
        // Two administrators who change each other wait for each other; one of them starts again.
        if ((error as { code?: string }).code === DEADLOCK) throw new StalePlan();
        const refusal = toRefusal(error);
        if (refusal === null) throw error;
        await tx.query("rollback to savepoint act");
        await parts.trail.write(tx, denyLine(caller, subject, act, refusal));
        return { refusal, asked: { records: act.records } };
      }
    });
    if (outcome.asked) parts.watch?.({ ...act, ...outcome.asked, subject: loaded });
    if ("refusal" in outcome && outcome.refusal) throw outcome.refusal;
    return outcome.result as Result;
  });
}

const DEADLOCK = "40P01";

/** What the database refuses on our behalf, in our words. */
export function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === "23505") {
    const field = fieldOfIndex(constraint ?? "");
    return new Refusal("taken", {}, field ? { problems: [problem(field, "taken")] } : {});
  }
  if (code === "23P01") return new Refusal("overlapping");
  // A window that ends before it begins is no range; nothing else of ours raises this very code.
  if (code === "22000") return new Refusal("window_reversed");
  return null;
}

function allowLine<Result>(
  caller: Caller,
  subject: Subject,
  act: Act,
  done: Done<Result>,
): AuditLine {
  return {
    ...lineBase(caller, subject, act),
    records: done.records ?? act.records,
    verdict: "allowed",
    reason: done.reason ?? null,
    detail: { ...heldBy(subject), ...reasonIn(caller), ...act.detail, ...done.detail },
  };
}

export function denyLine(caller: Caller, subject: Subject, act: Act, refusal: Refusal): AuditLine {
  return {
    ...lineBase(caller, subject, act),
    records: act.records,
    verdict: "refused",
    reason: refusal.code,
    detail: { ...heldBy(subject), ...reasonIn(caller), ...act.detail },
  };
}

const reasonIn = ({ brings }: Caller) =>
  brings?.reason === undefined ? {} : { reason: brings.reason };

/** Of the sandboxes that somebody is in, the trail tells what was done with them, and that it ended. */
export function heldBy({ sandboxes, context, viewer }: Subject): {
  readonly sandboxes?: readonly string[];
} {
  const now = Number(context["now"]);
  const held = viewer ? [] : sandboxes.filter(({ from, until }) => from <= now && until > now);
  return held.length === 0 ? {} : { sandboxes: held.map(({ id }) => id) };
}

/** Whoever looks through another's eyes answers for it in their own name. */
export const lineBase = (caller: Caller, subject: Subject, { object, action, asked }: Act) => ({
  person: caller.deputy ?? caller.person,
  unit: (subject.viewer ?? subject).unit,
  viewedAs: subject.viewer || caller.deputy ? subject.person : null,
  action: `${object}.${action}`,
  object,
  source: caller.source,
  ...(asked ? { asked } : {}),
});
