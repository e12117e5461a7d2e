/** What a person chose on this device. Kept apart per person where it says something about their work. */
import { useCallback, useSyncExternalStore } from "react";

const PREFIX = "latchkey.";
const listeners = new Set<() => void>();

export function readPreference<Value>(key: string, fallback: Value): Value {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? fallback : (JSON.parse(text) as Value);
  } catch {
    return fallback;
  }
}

export function writePreference(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage only costs the memory of a choice.
  }
  for (const listener of listeners) listener();
}

/** Their places in the storage. */
export const preferencesFrom = (start: string): readonly string[] =>
  Object.keys(localStorage).filter((place) => place.startsWith(PREFIX + start));

export function forgetPreferences(start: string): void {
  for (const place of preferencesFrom(start)) localStorage.removeItem(place);
  for (const listener of listeners) listener();
}

export function usePreference<Value>(
  key: string,
  fallback: Value,
): readonly [Value, (value: Value | undefined) => void] {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(PREFIX + key));
  const value = text === null ? fallback : parse(text, fallback);
  const set = useCallback((next: Value | undefined) => writePreference(key, next), [key]);
  return [value, set];
}

function parse<Value>(text: string, fallback: Value): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return fallback;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
