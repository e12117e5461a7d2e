import type { MessageKey } from "../../i18n/index.ts";

export const STEPS = ["organisation", "industry", "units", "take"] as const;

export type Step = (typeof STEPS)[number];

export const STEP_WORDS: Readonly<Record<Step, MessageKey>> = {
  organisation: "setup.step.organisation",
  industry: "setup.step.industry",
  units: "setup.step.units",
  take: "setup.step.take",
};

/** Where what the server minds was typed. */
export function stepOf(path: string): Step {
  if (!path.startsWith("plan")) return "organisation";
  if (path.startsWith("plan.units")) return "units";
  return path === "plan.industry" ? "industry" : "take";
}
