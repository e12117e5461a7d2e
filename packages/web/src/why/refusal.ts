/** The refusal whose why was asked for, from a toast, a form or a row: the shell shows its answer. */
import { useSyncExternalStore } from "react";
import { isFailure, type ApiFailure } from "../api.ts";

let asked: ApiFailure | null = null;
const listeners = new Set<() => void>();

/** Null closes it. */
export function askWhy(refusal: ApiFailure | null): void {
  asked = refusal;
  for (const listener of listeners) listener();
}

export const useAskedRefusal = (): ApiFailure | null =>
  useSyncExternalStore(subscribe, () => asked);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** They say themselves what is in the way, and it is no right. */
const OWN_WORDS: ReadonlySet<string> = new Set(["viewing_only", "rehearsal_not_here"]);

/** What is refused for want of a right has a why. */
export const isRefusal = (problem: unknown): problem is ApiFailure =>
  isFailure(problem) && problem.status === 403 && !OWN_WORDS.has(problem.error.code);
