/** What the system says of itself: a screen's width, a wish for dark. */
import { useSyncExternalStore } from "react";

/**
 * A hook that tells whether the media query holds. What holds is kept as its last event said: Chromium forgets to send
 * the event where somebody has read `matches` between the change and the event, so nobody reads it twice.
 */
export function watchMedia(query: string): () => boolean {
  const list = matchMedia(query);
  let { matches } = list;
  const listeners = new Set<() => void>();
  list.addEventListener("change", (event) => {
    matches = event.matches;
    for (const listener of listeners) listener();
  });
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return () => useSyncExternalStore(subscribe, () => matches);
}
