import { useSyncExternalStore } from "react";

/** Below this a screen is a phone's: lists become cards, the navigation a bar at the bottom. */
const narrow = matchMedia("(max-width: 767px)");

export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow.matches);
}

function watch(listener: () => void): () => void {
  narrow.addEventListener("change", listener);
  return () => narrow.removeEventListener("change", listener);
}
