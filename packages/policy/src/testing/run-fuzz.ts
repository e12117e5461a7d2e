import { checkWorld } from "./check-world.ts";
import { describeCoverage, findGaps, makeCoverage } from "./coverage.ts";
import { generateWorld } from "./generate-world.ts";
import type { CheckCounts } from "./check-world.ts";

export interface FuzzResult {
  /** The first seed on which an engine differed, with the differences; null if none did. */
  readonly failure: { readonly seed: number; readonly wrong: readonly string[] } | null;
  readonly counts: CheckCounts;
  readonly gaps: readonly string[];
  readonly description: string;
}

/** Checks the worlds of every `step`-th seed from `first` on, so that several runs can share the seeds. */
export function runFuzz(seeds: { first: number; step: number; count: number }): FuzzResult {
  const coverage = makeCoverage();
  const counts = { decisions: 0, arms: 0, tooWide: 0, flipsTried: 0 };
  let failure: FuzzResult["failure"] = null;
  for (let index = 0; index < seeds.count && !failure; index++) {
    const seed = seeds.first + index * seeds.step;
    const wrong = checkWorld({ world: generateWorld(seed), coverage, counts });
    if (wrong.length > 0) failure = { seed, wrong };
  }
  const description = `${describeCoverage(coverage)}\n${JSON.stringify(counts)}`;
  return { failure, counts, gaps: findGaps(coverage), description };
}
