import type { ConditionKind } from "../model.ts";

/** How often each kind of condition was true, false and unknown, and how many decisions allowed. */
export interface Coverage {
  readonly truths: Map<ConditionKind, { true: number; false: number; unknown: number }>;
  /** How often the bound of a live assignment was asked about the act, and what it said. */
  readonly bounds: { allowed: number; refused: number };
  decisions: number;
  allowed: number;
  /** Allows to which a forbid added a demand. */
  demanded: number;
}

export function makeCoverage(): Coverage {
  const bounds = { allowed: 0, refused: 0 };
  return { truths: new Map(), bounds, decisions: 0, allowed: 0, demanded: 0 };
}

/**
 * What a run has not shown: a kind never seen with some truth it can have, bounds that allow or refuse too seldom,
 * forbids that demand too seldom, or a lopsided share of allows.
 */
export function findGaps(coverage: Coverage): readonly string[] {
  const share = coverage.allowed / coverage.decisions;
  const unseen = KINDS.flatMap((kind) => {
    const seen = coverage.truths.get(kind);
    return TRUTHS.filter((truth) => canBe(kind, truth) && !seen?.[truth]).map(
      (truth) => `${kind} was never ${truth}`,
    );
  });
  const { bounds } = coverage;
  const unbounded = (["allowed", "refused"] as const)
    .filter((verdict) => bounds[verdict] < coverage.decisions / 100)
    .map((verdict) => `bounds hardly ever ${verdict}`);
  const isLopsided = !(share >= 0.2 && share <= 0.8);
  const lopsided = isLopsided ? [`${Math.round(100 * share)} % allowed`] : [];
  const isUndemanding = coverage.demanded < coverage.decisions / 100;
  const undemanding = isUndemanding ? ["forbids hardly ever demanded"] : [];
  return [...unseen, ...unbounded, ...undemanding, ...lopsided];
}

/** The counters as lines of text. */
export function describeCoverage(coverage: Coverage): string {
  const { truths, bounds, decisions, allowed, demanded } = coverage;
  const lines = [...truths].map(
    ([kind, seen]) =>
      `${kind.padEnd(9)} true ${seen.true}, false ${seen.false}, unknown ${seen.unknown}`,
  );
  const share = Math.round((1000 * allowed) / decisions) / 10;
  const bounded = `bounds    allowed ${bounds.allowed}, refused ${bounds.refused}`;
  const total = `${decisions} decisions, ${share} % allowed, ${demanded} with a forbid's demand`;
  return [...lines.toSorted(), bounded, total].join("\n");
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
