import type { SearchMark } from "@latchkey/server/contract";
import type { ReactNode } from "react";

/** A text, and where in it what is searched for stands. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly SearchMark[];
}

/** One line of the palette. */
export interface Entry {
  readonly key: string;
  readonly icon: ReactNode;
  readonly label: MarkedText;
  /** In smaller print; with what it is called where that does not say itself. */
  readonly note?: MarkedText & { readonly name?: string };
  /** A record that the server found; others are known at once. */
  readonly isFound?: boolean;
  /** Remembered as used, to be offered first next time: a screen or an action, never a record. */
  readonly isKept?: boolean;
  perform(): void;
}

export interface EntryGroup {
  readonly key: string;
  readonly label: string;
  readonly entries: readonly Entry[];
}
