/**
 * Sends what waits, in the order it was made; of one record one after the other. An answer ends the waiting: done, or
 * refused, and then its maker decides and what comes after it for the same record waits for that.
 */
import type { ApiError, GetReply } from "@latchkey/server/contract";
import { call, isFailure } from "../api.ts";
import { refresh } from "../queries/mutations.ts";
import { currentConnection } from "./connection.ts";
import { changeWaiting, forgetWaiting, waitingWrites, type WaitingWrite } from "./outbox.ts";
import { carriedOn, nextOf } from "./send-order.ts";

/** The server forgets keys after a day; what was sent before may have been done, and would be done again. */
const KEY_LASTS_MILLISECONDS = 23 * 3_600_000;
const PATIENCE_MILLISECONDS = 30_000;
/** As in the code of a refusal. */
export const TOO_OLD = "perhaps_done";

let sending: Promise<number> | null = null;

/** Returns how many were done. One at a time: whoever asks meanwhile gets the answer of the one under way. */
export function sendWaiting(): Promise<number> {
  // Later than this line: what it notes of a write is noticed, and asks for the sending again, before it first waits.
  sending ??= Promise.resolve()
    .then(sendAll)
    .finally(() => {
      sending = null;
    });
  return sending;
}

async function sendAll(): Promise<number> {
  let done = 0;
  const tried = new Set<string>();
  for (;;) {
    const next = nextOf(waitingWrites());
    if (!next || tried.has(next.key) || currentConnection() === "offline") return done;
    tried.add(next.key);
    const outcome = await send(next);
    if (outcome === "later") return done;
    if (outcome === "done") done += 1;
  }
}

async function send(write: WaitingWrite): Promise<"done" | "refused" | "later"> {
  if (write.sentAt !== undefined && Date.now() - write.sentAt > KEY_LASTS_MILLISECONDS)
    return refuse(write, { code: TOO_OLD, message: { zh: "", en: "" } });
  const { object, verb, body, key } = write;
  changeWaiting(write, { sentAt: write.sentAt ?? Date.now() });
  try {
    const once = { key, patience: PATIENCE_MILLISECONDS };
    const { record } = await call<GetReply>(object, verb, body, once);
    for (const { write: later, change } of carriedOn(write, record, waitingWrites()))
      changeWaiting(later, change);
    return finish(write);
  } catch (problem) {
    if (isFailure(problem, "done_unseen")) return finish(write);
    if (!isFailure(problem) || isPassing(problem.status)) return "later";
    return refuse(write, problem.error);
  }
}

/** Nobody has decided anything: not there, too busy, or somebody else is signed in. */
const isPassing = (status: number): boolean => status === 0 || status === 401 || status === 429;

function finish(write: WaitingWrite): "done" {
  forgetWaiting(write);
  void refresh(write.object);
  return "done";
}

function refuse(write: WaitingWrite, refused: ApiError): "refused" {
  changeWaiting(write, { refused });
  return "refused";
}
