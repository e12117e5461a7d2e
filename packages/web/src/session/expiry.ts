/**
 * When a session ends under somebody's hands, requests wait here until they have signed in again.
 * Before the first sign-in there is nothing to wait for: the whole page is the sign-in screen.
 */
let isWatching = false;
let reason = "";
let waiting: ((signedIn: boolean) => void)[] = [];
const listeners = new Set<() => void>();

export function watchExpiry(): void {
  isWatching = true;
}

export function stopWatchingExpiry(): void {
  isWatching = false;
  finishSignIn(false);
}

/** Resolves to true once the same person has signed in again, to false when there is no session to renew. */
export function waitForSignIn(code: string): Promise<boolean> {
  if (!isWatching) return Promise.resolve(false);
  reason = code;
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    notify();
  });
}

export function finishSignIn(signedIn: boolean): void {
  const resolvers = waiting;
  waiting = [];
  for (const resolve of resolvers) resolve(signedIn);
  notify();
}

export function isExpired(): boolean {
  return waiting.length > 0;
}

/** The cookie of this page is another person's by now: they signed in on the same browser. */
export function isTakenOver(): boolean {
  return reason === "other_person";
}

export function subscribeExpiry(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
