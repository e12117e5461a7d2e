/** `npm run check:accessible`: every screen, overlay and phone's screen in both languages and themes. Beside `npm test`, for it takes minutes. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.walk.ts"],
    globalSetup: ["../made-demo.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});
