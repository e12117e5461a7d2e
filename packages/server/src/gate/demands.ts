/**
 * What an allow demands (a reason, a second factor, an approval, a quota …) must be given with the act, and what nobody
 * can give makes the allow a denial (policy-model.md). The gate takes in none of them yet, so here every allow that
 * demands something is a denial, in lists and for single records alike.
 */
import { decide as decideByRules, type Arm, type Decision } from "@latchkey/policy";

export const decide: typeof decideByRules = (...question) => {
  const decision = decideByRules(...question);
  return decision.obligations.length === 0 ? decision : unmet(decision);
};

/** Decisions are shared, and so is what becomes of them. */
const denials = new WeakMap<Decision, Decision>();

function unmet(decision: Decision): Decision {
  const denial = denials.get(decision) ?? Object.freeze({ ...UNMET, reasons: decision.reasons });
  denials.set(decision, denial);
  return denial;
}

export const isMet = ({ obligations }: Arm): boolean => obligations.length === 0;

const UNMET: Omit<Decision, "reasons"> = {
  allow: false,
  levels: {},
  actLevels: {},
  fields: [],
  write: [],
  obligations: [],
};
