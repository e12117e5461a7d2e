/**
 * What an allow demands (a reason, a second factor, an approval, a quota …) must be given with the act, and what nobody
 * can give makes the allow a denial (policy-model.md). The gate takes in none of them yet, so here every allow that
 * demands something is a denial, in lists and for single records alike.
 */
import { decide as decideByRules, type Arm, type Decision } from "@latchkey/policy";

export const decide: typeof decideByRules = (...question) => {
  const decision = decideByRules(...question);
  return decision.obligations.length === 0 ? decision : { ...UNMET, reasons: decision.reasons };
};

export const isMet = ({ obligations }: Arm): boolean => obligations.length === 0;

const UNMET: Omit<Decision, "reasons"> = {
  allow: false,
  levels: {},
  actLevels: {},
  fields: [],
  write: [],
  obligations: [],
};
