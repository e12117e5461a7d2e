import type { RehearsalVerdict, TaskExpectation } from "@latchkey/server/contract";
import type { MessageKey } from "../i18n/index.ts";

export const VERDICT_WORDS: Readonly<Record<RehearsalVerdict, MessageKey>> = {
  asExpected: "rehearsal.asExpected",
  didNot: "rehearsal.didNot",
  shouldNot: "rehearsal.shouldNot",
};

export const EXPECTATION_WORDS: Readonly<Record<TaskExpectation, MessageKey>> = {
  can: "rehearsal.can",
  cannot: "rehearsal.cannot",
};
