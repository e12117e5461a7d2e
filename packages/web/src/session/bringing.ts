/**
 * What an act needs of the person who does it: a reason, or their password once more. The request waits while it is asked for
 * over the page, and is then sent again; one answer is for all that wait for the same.
 */
import type { ApiFailure } from "../api.ts";

export type Need = "reason" | "password";

/** Of what it was that the person brought: headers to be sent along. */
type Brought = Readonly<Record<string, string>>;

interface Waiting {
  readonly need: Need;
  answer(brought: Brought | null): void;
}

const NEEDS: Readonly<Record<string, Need>> = {
  reason_needed: "reason",
  confirmation_needed: "password",
};

let waiting: readonly Waiting[] = [];
const listeners = new Set<() => void>();

/** Null: nothing that can be brought is missing, or it was not given. */
export function bringWhatIsMissing({ error }: ApiFailure): Promise<Brought | null> {
  const need = NEEDS[error.code];
  if (!need) return Promise.resolve(null);
  return new Promise((answer) => {
    waiting = [...waiting, { need, answer }];
    notify();
  });
}

/** Percent-encoded, since headers hold no Chinese. */
export const bringReason = (reason: string): void =>
  finish("reason", { "x-latchkey-reason": encodeURIComponent(reason) });

/** The server knows it of the session. */
export const bringPassword = (): void => finish("password", {});

export const bringNothing = (need: Need): void => finish(need, null);

function finish(need: Need, brought: Brought | null): void {
  const answered = waiting.filter((one) => one.need === need);
  waiting = waiting.filter((one) => one.need !== need);
  for (const { answer } of answered) answer(brought);
  notify();
}

/** What is asked for now. */
export const neededNow = (): Need | null => waiting[0]?.need ?? null;

export function subscribeNeeds(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
