/**
 * Writes that could not be sent wait here, on this device, under the name of whoever made them, until they are answered or
 * given up. Each is a place of its own in the storage, so that two tabs never overwrite each other's, and each has its
 * key: sent twice, by whatever tab, it is done once.
 */
import type { ApiError, Row } from "@latchkey/server/contract";
import { useSyncExternalStore } from "react";
import { actingDesk } from "../session/acting.ts";

export interface WaitingWrite {
  /** The request's `Idempotency-Key`. */
  readonly key: string;
  /** When it was made, in milliseconds, and so its place: none has that of another. */
  readonly at: number;
  readonly object: string;
  readonly verb: "create" | "update";
  readonly body: {
    readonly id?: string;
    readonly version?: number;
    readonly values: Readonly<Record<string, unknown>>;
  };
  /** Of an update: the record as it was then, to compare with when somebody else was faster. */
  readonly base?: Row;
  /** When it was first sent and not answered: perhaps it was done. */
  readonly sentAt?: number;
  /** The server's answer, where that was a refusal: its maker decides what becomes of it. */
  readonly refused?: ApiError;
}

const PREFIX = "latchkey.outbox.";
const listeners = new Set<() => void>();
let snapshot: readonly WaitingWrite[] | null = null;

/** In the order they were made. */
export function waitingWrites(): readonly WaitingWrite[] {
  snapshot ??= readAll();
  return snapshot;
}

export function useWaitingWrites(): readonly WaitingWrite[] {
  return useSyncExternalStore(subscribeOutbox, waitingWrites);
}

/** Of everybody who works on this device. */
export const countWaitingHere = (): number =>
  Object.keys(localStorage).filter((place) => place.startsWith(PREFIX)).length;

/** False where this device cannot keep it. */
export function keepWaiting(write: Omit<WaitingWrite, "at">): boolean {
  const last = waitingWrites().at(-1)?.at ?? 0;
  return put({ ...write, at: Math.max(Date.now(), last + 1) });
}

/** What is not there any more, because another tab has sent it or it was given up, stays away. */
export function changeWaiting(write: WaitingWrite, change: Partial<WaitingWrite>): void {
  const [present] = parse(localStorage.getItem(placeOf(write)));
  if (present) put({ ...present, ...change });
}

/** In its place, as if it had not been sent. */
export function sendAgain({ refused: _refused, sentAt: _sentAt, ...write }: WaitingWrite): void {
  put(write);
}

export function forgetWaiting(write: WaitingWrite): void {
  localStorage.removeItem(placeOf(write));
  notify();
}

/** When their maker leaves this device. */
export function forgetAllWaiting(): void {
  for (const write of waitingWrites()) localStorage.removeItem(placeOf(write));
  notify();
}

/** Whether something waits that has to go before another write to this record. */
export function isWaitedFor(id: string | undefined): boolean {
  return (
    id !== undefined && waitingWrites().some(({ body, refused }) => body.id === id && !refused)
  );
}

export function subscribeOutbox(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("storage", noteOtherTab);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function noteOtherTab({ key }: StorageEvent): void {
  if (key === null || key.startsWith(PREFIX)) notify();
}

/** Random without `crypto.randomUUID`, which pages served without encryption do not have. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const prefixOfPerson = (): string => `${PREFIX}${actingDesk()}.`;
const placeOf = ({ at }: WaitingWrite): string => prefixOfPerson() + at;

function put(write: WaitingWrite): boolean {
  try {
    localStorage.setItem(placeOf(write), JSON.stringify(write));
  } catch {
    return false;
  }
  notify();
  return true;
}

function readAll(): readonly WaitingWrite[] {
  const own = prefixOfPerson();
  const found = Object.keys(localStorage).filter((place) => place.startsWith(own));
  return found
    .flatMap((place) => parse(localStorage.getItem(place)))
    .toSorted((a, b) => a.at - b.at);
}

function parse(text: string | null): readonly WaitingWrite[] {
  try {
    return text === null ? [] : [JSON.parse(text) as WaitingWrite];
  } catch {
    return [];
  }
}

function notify(): void {
  snapshot = null;
  for (const listener of listeners) listener();
}
