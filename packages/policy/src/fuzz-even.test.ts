import { expect, test } from "vitest";
import { runFuzz } from "./testing/run-fuzz.ts";

/** Half of the worlds of a run (the other half runs beside it); `LATCHKEY_FUZZ` is the number of both together. */
const WORLDS = Math.ceil(Number(process.env["LATCHKEY_FUZZ"] ?? 6_000) / 2);

test(
  `decide, plan and explain agree with the reference on ${WORLDS} even worlds`,
  { timeout: 7_200_000 },
  () => {
    const result = runFuzz({ first: 0, step: 2, count: WORLDS });
    // The counters belong in the output of every run, also of one that passes.
    process.stdout.write(`${WORLDS} even worlds\n${result.description}\n`);
    expect(result.failure).toBeNull();
    // A handful of worlds shows too little of everything.
    expect(WORLDS < 500 ? [] : result.gaps).toEqual([]);
    // A plan that is refused for its width is loud, but must stay the exception.
    expect(result.counts.tooWide / result.counts.decisions).toBeLessThan(0.001);
  },
);
