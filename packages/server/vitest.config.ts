import { defineConfig } from "vitest/config";
import { longestFirst } from "../../scripts/longest-first.ts";

const LONGEST = [
  "exchange/real-data/online-retail",
  "db/conformance",
  "matrix/matrix-even",
  "matrix/matrix-odd",
  "policies/impact/count-impact",
  "exchange/resume",
];

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // Nothing of ours keeps anything but what follows from what it is asked. A process for every file would load the
    // modules, and compile the embedded database, a hundred times.
    isolate: false,
    sequence: { sequencer: longestFirst(LONGEST.map((name) => `/${name}.test.ts`)) },
  },
});
