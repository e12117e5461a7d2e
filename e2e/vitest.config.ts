import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Every file has a server and a browser of its own; two cores have room for two.
    maxWorkers: 2,
  },
});
