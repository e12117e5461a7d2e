import type { ConditionKind } from "../model.ts";

/** How often each kind of condition was true, false and unknown, and how many decisions allowed. */
export interface Coverage {
  readonly truths: Map<ConditionKind, { true: number; false: number; unknown: number }>;
  decisions: number;
  allowed: number;
}

export function makeCoverage(): Coverage {
  return { truths: new Map(), decisions: 0, allowed: 0 };
}

/** What a run has not shown: a kind never seen with some truth it can have, or a lopsided share of allows. */
export function findGaps(coverage: Coverage): readonly string[] {
  const share = coverage.allowed / coverage.decisions;
  const unseen = KINDS.flatMap((kind) => {
    const seen = coverage.truths.get(kind);
    return TRUTHS.filter((truth) => canBe(kind, truth) && !seen?.[truth]).map(
      (truth) => `${kind} was never ${truth}`,
    );
  });
  const isLopsided = !(share >= 0.2 && share <= 0.8);
  return isLopsided ? [...unseen, `${Math.round(100 * share)} % allowed`] : unseen;
}

/** The counters as lines of text. */
export function describeCoverage({ truths, decisions, allowed }: Coverage): string {
  const lines = [...truths].map(
    ([kind, seen]) =>
      `${kind.padEnd(9)} true ${seen.true}, false ${seen.false}, unknown ${seen.unknown}`,
  );
  const share = Math.round((1000 * allowed) / decisions) / 10;
  return [...lines.toSorted(), `${decisions} decisions, ${share} % allowed`].join("\n");
}

const TRUTHS = ["true", "false", "unknown"] as const;
const KINDS: readonly ConditionKind[] = [
  "true",
  "and",
  "or",
  "not",
  "compare",
  "in",
  "overlaps",
  "within",
  "related",
  "isEmpty",
];

/** `true` is always true and `isEmpty` never unknown. */
function canBe(kind: ConditionKind, truth: (typeof TRUTHS)[number]): boolean {
  if (kind === "true") return truth === "true";
  return kind !== "isEmpty" || truth !== "unknown";
}
