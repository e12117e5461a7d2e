/** `npm run check:walks`: the pairs of language and width that `npm test` leaves out, for they take minutes. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.walk.ts"],
    globalSetup: ["./made-demo.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});
