import type { FourEyes } from "../http/contract.ts";

/** Whether a second person publishes. */
export const FOUR_EYES: readonly string[] = [
  "auto",
  "always",
  "never",
] satisfies readonly FourEyes[];
