/** Rules that say nothing: one that can never match, and one that another of the same role swallows. Pure. */
import { impliedTruth, isRefusing, type Rule } from "@latchkey/policy";
import type { Model } from "../derive/model.ts";
import { actionsNamed } from "./rights-actions.ts";

/** Whether no record can make its condition true. A miss is a warning that is not given. */
export const neverMatches = ({ effect, when }: Rule): boolean =>
  effect === "permit" && when !== undefined && impliedTruth({ all: [], none: [] }, when) === false;

/** The rule of `others` beside which this one changes nothing; a refusal swallows permits as well. */
export const findSwallower = (
  rule: Rule,
  others: readonly Rule[],
  model: Model,
): Rule | undefined => others.find((other) => other !== rule && swallows(other, rule, model));

function swallows(wide: Rule, narrow: Rule, model: Model): boolean {
  const isRefusal = wide.effect === "forbid" && isRefusing(wide);
  if (wide.effect !== narrow.effect && !isRefusal) return false;
  if (wide.effect === "forbid" && !isRefusal) return false;
  if ((wide.obligations ?? []).length > 0) return false;
  if (narrow.everywhere === true && wide.everywhere !== true) return false;
  const isPermitPair = wide.effect === "permit";
  return (
    (wide.scope === "all" || wide.scope === narrow.scope) &&
    isImplied(wide, narrow) &&
    (!isPermitPair || opensAsMuch(wide, narrow)) &&
    namesAll(wide, narrow, model)
  );
}

/** A forbid applies unless it is FALSE, so one with a condition swallows only what rests on the very same. */
function isImplied({ when: wide }: Rule, { when: narrow }: Rule): boolean {
  if (wide === undefined) return true;
  return narrow !== undefined && impliedTruth({ all: [narrow], none: [] }, wide) === true;
}

function opensAsMuch({ fields: wide }: Rule, { fields: narrow = {} }: Rule): boolean {
  if (Object.values(narrow).every((selectors) => selectors.length === 0)) return true;
  const { read = [], mask = [], write = [] } = wide ?? {};
  const has = (opened: readonly string[], asked: readonly string[] = []) =>
    opened.includes("*") || asked.every((one) => opened.includes(one));
  return has(read, narrow.read) && has([...mask, ...read], narrow.mask) && has(write, narrow.write);
}

function namesAll(wide: Rule, narrow: Rule, model: Model): boolean {
  const named = new Set(
    actionsNamed(wide, model).map(({ object, action }) => `${object}.${action}`),
  );
  return actionsNamed(narrow, model).every(({ object, action }) =>
    named.has(`${object}.${action}`),
  );
}
