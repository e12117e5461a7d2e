/**
 * Which statements are worth preparing: those that come again. Planning a list takes longer than reading it, and the text
 * of a list is the same for everybody with the same kind of role.
 */
import { Recent } from "./recent.ts";

export interface PreparedNames {
  /** The name to prepare the text under; undefined while it has not come often enough. */
  nameOf(text: string): string | undefined;
}

/** Texts that are remembered; the one that has not come for longest is forgotten. */
const MAX_TEXTS = 400;
/** A text that came so often will come again. */
const WORTH = 3;

export function createPreparedNames(): PreparedNames {
  const seen = new Recent<string, { readonly name: string; times: number }>(MAX_TEXTS);
  let next = 0;
  return {
    nameOf(text) {
      const entry = seen.get(text) ?? { name: `s${next++}`, times: 0 };
      entry.times++;
      seen.set(text, entry);
      return entry.times >= WORTH ? entry.name : undefined;
    },
  };
}
