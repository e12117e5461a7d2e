/**
 * A draft that is approved now and published at a moment (R144), by the rights that its approver has then. Any node may
 * find it due; the draft's lock and version make it happen once, and as late as a node runs again.
 */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { toInstant } from "../fields/wall-clock.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { Services } from "../services.ts";
import {
  carryOut,
  doneWith,
  noticesTo,
  overSeenDraft,
  parseNote,
  type DraftDone,
  type DraftInput,
} from "./draft-commands.ts";
import { lockDrafts, readOpenDraft, writeDraft, type Held } from "./draft-store.ts";
import { demandOverPolicy } from "./over-policy.ts";

/** Nobody remembers longer what they approved. */
const MAX_DAYS = 90;
const DAY_MS = 86_400_000;

/** Approved now; what could not be published now cannot be approved either. */
export const scheduleDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overSeenDraft(
    services,
    caller,
    { action: "schedule", right: "publish", version: input.version },
    async ({ tx, subject, draft }) => {
      const at = await parseMoment(tx, subject, input.at);
      const note = parseNote(input.note, "note") ?? draft.note;
      await tx.query("savepoint trial");
      await carryOut(services, { tx, subject, draft }, at);
      await tx.query("rollback to savepoint trial");
      const schedule = { at, by: subject.person };
      await writeDraft(tx, draft.id, { state: "scheduled", note, schedule });
      const told = draft.submittedBy === null ? [] : [draft.submittedBy];
      const done = doneWith(draft, noticesTo(told, "draftScheduled", draft, subject));
      return { ...done, detail: { ...done.detail, at: at.toISOString() } };
    },
  );

/** To the minute, by the clock on the approver's wall where no zone is said. */
async function parseMoment(tx: Executor, { zone }: Subject, input: unknown): Promise<Date> {
  const words = typeof input === "string" ? input.trim() : "";
  if (words === "") throw badRequest([problem("at", "required")]);
  const at = new Date(toInstant(words, zone));
  if (Number.isNaN(at.getTime()))
    throw badRequest([problem("at", "not_time", { value: words.slice(0, 40) })]);
  at.setUTCSeconds(0, 0);
  const { rows } = await tx.query<{ now: Date }>("select statement_timestamp() as now");
  const ahead = at.getTime() - rows[0]!.now.getTime();
  if (ahead <= 0) throw badRequest([problem("at", "moment_over")]);
  if (ahead > MAX_DAYS * DAY_MS)
    throw badRequest([problem("at", "moment_too_far", { days: MAX_DAYS })]);
  return at;
}

/** It waits for an approval again, or for who may publish it alone. */
export const unscheduleDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overSeenDraft(
    services,
    caller,
    { action: "unschedule", right: "publish", version: input.version },
    async ({ tx, draft }) => {
      if (draft.state !== "scheduled") throw new Refusal("wrong_state");
      await writeDraft(tx, draft.id, { state: waitingState(draft) });
      return doneWith(draft);
    },
  );

const waitingState = ({ submittedBy }: { readonly submittedBy: string | null }) =>
  submittedBy === null ? "open" : "submitted";

type Parts = Pick<Services, "db" | "gate" | "subjects" | "trail">;

interface Due {
  readonly id: string;
  readonly version: number;
  readonly at: Date;
  readonly by: string;
}

/** Another node was first, or somebody changed it in this moment. */
class NotDue extends Error {}

/** Publishes the draft whose moment has come, if one has. A chore. */
export async function publishDue(parts: Parts, now: Date | null = null): Promise<number> {
  const { rows } = await parts.db.query<Due>(
    `select id, version, publish_at as at, scheduled_by as by from policy_draft
     where state = 'scheduled' and deleted_at is null and publish_at <= coalesce($1::timestamptz, statement_timestamp())`,
    [now],
  );
  for (const due of rows) await publishOrHold(parts, due);
  return rows.length;
}

async function publishOrHold(parts: Parts, due: Due): Promise<void> {
  const act = {
    object: "policyDraft",
    action: "publish",
    records: [due.id],
    detail: { scheduledFor: due.at.toISOString() },
  };
  try {
    await parts.gate.write({ person: due.by, source: null }, act, async (tx, subject) => {
      demandOverPolicy(subject, "publish");
      const draft = await demandDue(tx, due);
      return carryOut(parts, { tx, subject, draft }, due.at);
    });
  } catch (error) {
    if (error instanceof NotDue) return;
    if (!(error instanceof Refusal)) throw error;
    await hold(parts, due, error);
  }
}

async function demandDue(tx: Executor, { id, version }: Due) {
  await lockDrafts(tx);
  const draft = await readOpenDraft(tx);
  if (draft?.id !== id || draft.version !== version) throw new NotDue();
  return draft;
}

/** It is not tried again: somebody has to look at it. */
function hold({ db, trail }: Parts, due: Due, { code, parameters }: Refusal): Promise<void> {
  const held: Held = { code, parameters };
  return db
    .transaction(async (tx) => {
      const draft = await demandDue(tx, due);
      await writeDraft(tx, draft.id, { state: waitingState(draft), held });
      const detail = { draft: draft.number, scheduledFor: due.at.toISOString(), reason: code };
      await trail.writeOwn(tx, { action: "policyDraft.hold", object: "policyDraft", detail });
    })
    .catch((error: unknown) => {
      if (!(error instanceof NotDue)) throw error;
    });
}

/** Who approved is not who reads: what the approver lacked is said of them. */
export function heldWords({ code, parameters }: Held): Text {
  if (code === "suspended" || code === "forbidden") return APPROVER_LOST;
  return new Refusal(code, { ...parameters }).text;
}

const APPROVER_LOST: Text = {
  zh: "审批人已不能发布权限。",
  en: "Whoever approved it may not publish the policy any more.",
};
