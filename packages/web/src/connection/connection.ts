/**
 * Whether the server can be reached: learnt from the requests there are, and asked for while it could not. What the browser
 * believes of itself is only a reason to ask: a server on one's own network answers where there is no internet.
 */
import { useSyncExternalStore } from "react";

export type Connection = "online" | "slow" | "offline";

/** How long a request may go unanswered before the page says that it waits. */
const SLOW_MILLISECONDS = 5_000;
const FIRST_PROBE_MILLISECONDS = 1_000;
const LAST_PROBE_MILLISECONDS = 15_000;

let isReachable = true;
let slowRequests = 0;
let probe: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();
const backListeners = new Set<() => void>();

export function currentConnection(): Connection {
  if (!isReachable) return "offline";
  return slowRequests > 0 ? "slow" : "online";
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, currentConnection);
}

/** Called each time the server answers again after it could not be reached. */
export function onBack(listener: () => void): () => void {
  backListeners.add(listener);
  return () => backListeners.delete(listener);
}

/** Any answer, also a refusal. */
export function noteAnswer(): void {
  if (isReachable) return;
  isReachable = true;
  if (probe !== null) clearTimeout(probe);
  probe = null;
  notify();
  for (const listener of backListeners) listener();
}

export function noteUnreachable(): void {
  if (!isReachable) return;
  isReachable = false;
  notify();
  probeAfter(FIRST_PROBE_MILLISECONDS);
}

/** Returns what to call when the request is over. */
export function noteRequest(): () => void {
  let isSlow = false;
  const timer = setTimeout(() => {
    isSlow = true;
    slowRequests += 1;
    notify();
  }, SLOW_MILLISECONDS);
  return () => {
    clearTimeout(timer);
    if (!isSlow) return;
    slowRequests -= 1;
    notify();
  };
}

/** Without waiting for the next time: somebody asks for it, or the browser has news of its network. */
export function probeNow(): void {
  probeAfter(0);
}

/** What the browser notices of its network is a reason to ask at once. */
export function watchNetwork(): () => void {
  const events = ["online", "offline"] as const;
  for (const event of events) window.addEventListener(event, probeNow);
  return () => {
    for (const event of events) window.removeEventListener(event, probeNow);
  };
}

function probeAfter(milliseconds: number): void {
  if (probe !== null) clearTimeout(probe);
  probe = setTimeout(() => void ask(milliseconds), milliseconds);
}

async function ask(waited: number): Promise<void> {
  if (await isAnswering()) return noteAnswer();
  isReachable = false;
  notify();
  probeAfter(Math.min(Math.max(waited * 2, FIRST_PROBE_MILLISECONDS), LAST_PROBE_MILLISECONDS));
}

async function isAnswering(): Promise<boolean> {
  try {
    const patience = AbortSignal.timeout(SLOW_MILLISECONDS);
    return (await fetch("/api/health", { cache: "no-store", signal: patience })).ok;
  } catch {
    return false;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
