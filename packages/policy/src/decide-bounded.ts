import { decisionOf, remembering, testOf } from "./make-decider.ts";
import { bitsOf, effectiveWhere, totalsWhere } from "./side.ts";
import type { Bit } from "./action-table.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Decider } from "./make-decider.ts";
import type { Side } from "./side.ts";

/**
 * The decider of an action where some permit is bounded. Which rules apply, the subject's and those of every bound, is
 * one text of digits, and the decision for each text is worked out once.
 */
export function makeBoundedDecider(compiled: CompiledSubject, side: Side): Decider {
  const bits = bitsOf(side);
  // INVARIANT: a permit applies if TRUE, a forbid unless FALSE, as in `make-decider.ts`.
  const tests = bits.map(({ condition, effect }) =>
    testOf(compiled, condition, effect === "permit"),
  );
  const position = new Map<Bit, number>(bits.map((bit, index) => [bit, index]));
  const recall = remembering((answers: string) => {
    const isOn = (bit: Bit) => (answers[position.get(bit)!] === "1") === (bit.effect === "permit");
    return decisionOf(side.type, totalsWhere(side, isOn), effectiveWhere(side, isOn));
  });
  return (facts, context) => {
    let answers = "";
    for (const test of tests) answers += test(facts, context) ? "1" : "0";
    return recall(answers);
  };
}
