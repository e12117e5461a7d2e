import { expect, test } from "vitest";
import { addDemands, combineObligations, demandsOf, textOf } from "./obligations.ts";
import type { Obligation } from "./model.ts";

const watermark: Obligation = { kind: "watermark" };
const reason: Obligation = { kind: "reason" };
const stepUp = (withinMinutes: number): Obligation => ({ kind: "step-up", withinMinutes });
const approval = (by: string, over?: number): Obligation =>
  over === undefined ? { kind: "approval", by } : { kind: "approval", by, over };
const quota = (counter: string, limit: number): Obligation => ({ kind: "quota", counter, limit });

/** From the weakest to the strongest. */
const IN_ORDER: readonly (readonly Obligation[])[] = [
  [],
  [watermark],
  [reason],
  [reason, watermark],
  [stepUp(60)],
  [stepUp(5)],
  [stepUp(5), watermark],
  [stepUp(5), reason],
  [approval("b", 100)],
  [approval("b", 50)],
  [approval("a")],
  [approval("a"), reason],
  [approval("b")],
];

test("any one permit suffices, so the weakest demands count, whichever comes first", () => {
  for (const [index, weaker] of IN_ORDER.entries()) {
    for (const stronger of IN_ORDER.slice(index)) {
      expect(combineObligations([weaker, stronger])).toEqual(weaker);
      expect(combineObligations([stronger.toReversed(), weaker.toReversed()])).toEqual(weaker);
    }
  }
  expect(combineObligations([])).toEqual([]);
});

test("every counter that matches is spent, each once and behind the demands", () => {
  const [small, large] = [quota("c", 5), quota("c", 9)];
  const permits = [[large, reason], [quota("b", 1)], [small, { ...large }, watermark]];
  expect(combineObligations(permits)).toEqual([quota("b", 1), small, large]);
  expect(
    combineObligations([
      [large, reason],
      [reason, small],
    ]),
  ).toEqual([reason, small, large]);
});

test("what forbids demand is added to what the permits do, each once", () => {
  const obligations = [[approval("a")], [watermark, quota("c", 5)]];
  expect(demandsOf({ obligations, demanded: [] })).toEqual([watermark, quota("c", 5)]);
  expect(
    demandsOf({ obligations, demanded: [reason, watermark, quota("c", 5), quota("b", 1), reason] }),
  ).toEqual([reason, watermark, quota("b", 1), quota("c", 5)]);
  expect(addDemands([reason, watermark], [reason, quota("b", 1)])).toEqual([
    quota("b", 1),
    reason,
    watermark,
  ]);
});

test("the text of an obligation does not tell in which order it was written", () => {
  expect(textOf({ by: "a", kind: "approval" } as Obligation)).toBe(textOf(approval("a")));
  expect(textOf(approval("a"))).not.toBe(textOf(approval("b")));
  expect(textOf(approval("a", 1))).not.toBe(textOf(approval("a")));
});
