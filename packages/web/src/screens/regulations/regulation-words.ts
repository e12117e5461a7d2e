import type { RegulationKind, ReviewState } from "@latchkey/server/contract";
import type { MessageKey } from "../../i18n/index.ts";

export const KIND_WORDS: Readonly<Record<RegulationKind, MessageKey>> = {
  law: "regulations.law",
  article: "regulations.article",
  internal: "regulations.internal",
};

export const STATE_WORDS: Readonly<Record<ReviewState, MessageKey>> = {
  open: "regulations.open",
  drafted: "regulations.drafted",
  kept: "regulations.kept",
  changed: "regulations.changed",
};

export const STATE_COLORS: Readonly<Record<ReviewState, string>> = {
  open: "orange",
  drafted: "blue",
  kept: "green",
  changed: "green",
};
