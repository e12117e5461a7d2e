import { expect, test } from "vitest";
import { checkWorld } from "./testing/check-world.ts";
import { describeCoverage, findGaps, generateWorld, makeCoverage } from "./testing/index.ts";

/** Worlds in one run; `LATCHKEY_FUZZ` asks for more or fewer. */
const WORLDS = Number(process.env["LATCHKEY_FUZZ"] ?? 20_000);

test(
  `decide, plan and explain agree with the reference on ${WORLDS} worlds`,
  { timeout: 3_600_000 },
  () => {
    const coverage = makeCoverage();
    const counts = { decisions: 0, arms: 0, tooWide: 0, flipsTried: 0 };
    for (let seed = 0; seed < WORLDS; seed++) {
      const wrong = checkWorld({ world: generateWorld(seed), coverage, counts });
      expect(wrong, `seed ${seed}`).toEqual([]);
    }
    console.log(describeCoverage(coverage));
    console.log(`${WORLDS} worlds`, counts);
    expect(findGaps(coverage)).toEqual([]);
    expect(counts.tooWide / counts.decisions).toBeLessThan(0.01);
  },
);
