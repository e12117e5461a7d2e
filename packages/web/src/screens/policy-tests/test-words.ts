import type { Expectation, PolicyTest, SampleOwner, TestOutcome } from "@latchkey/server/contract";
import type { MessageKey } from "../../i18n/index.ts";

export const STATE_WORDS: Readonly<Record<TestOutcome["state"], MessageKey>> = {
  green: "tests.green",
  red: "tests.red",
  unanswered: "tests.unanswered",
};

export const STATE_COLORS: Readonly<Record<TestOutcome["state"], string>> = {
  green: "green",
  red: "red",
  unanswered: "default",
};

export const EXPECTATION_WORDS: Readonly<Record<Expectation, MessageKey>> = {
  can: "tests.can",
  cannot: "tests.cannot",
  plain: "tests.plain",
  masked: "tests.masked",
  absent: "tests.absent",
};

export const OWNER_WORDS: Readonly<Record<SampleOwner | "record", MessageKey>> = {
  self: "tests.ofSelf",
  colleague: "tests.ofColleague",
  below: "tests.ofBelow",
  elsewhere: "tests.ofElsewhere",
  nobody: "tests.ofNobody",
  unit: "tests.ofUnit",
  record: "tests.ofRecord",
};

/** What counts: the draft's answer where there is a draft. */
export const outcomeOf = ({ now, inDraft }: PolicyTest): TestOutcome | null => inDraft ?? now;

export function countStates(
  tests: readonly PolicyTest[],
): Readonly<Record<TestOutcome["state"], number>> {
  const counts = { green: 0, red: 0, unanswered: 0 };
  for (const test of tests) {
    const outcome = outcomeOf(test);
    if (outcome) counts[outcome.state]++;
  }
  return counts;
}
