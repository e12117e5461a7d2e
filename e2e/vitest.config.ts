import { defineConfig } from "vitest/config";
import { longestFirst } from "../scripts/longest-first.ts";

const LONGEST = [
  "journeys",
  "lists",
  "rule-editor",
  "first-run",
  "conditions",
  "organisation",
  "durability",
];

export default defineConfig({
  test: {
    include: ["*.test.ts", "accessible/*.test.ts"],
    globalSetup: ["./made-demo.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Every file has a server and a browser of its own; two cores have room for two.
    maxWorkers: 2,
    sequence: { sequencer: longestFirst(LONGEST.map((name) => `/${name}.test.ts`)) },
  },
});
