import { acting } from "./cases/acting.ts";
import { actions } from "./cases/actions.ts";
import { bounds } from "./cases/bounds.ts";
import { demands } from "./cases/demands.ts";
import { effects } from "./cases/effects.ts";
import { explanations } from "./cases/explanations.ts";
import { fields } from "./cases/fields.ts";
import { forbiddenUnless } from "./cases/forbidden-unless.ts";
import { scopes } from "./cases/scopes.ts";
import { unknowns } from "./cases/unknowns.ts";
import { windows } from "./cases/windows.ts";
import type { Case } from "./case.ts";

/** The conformance suite, by chapter. A seed that ever failed joins it. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  effects,
  scopes,
  actions,
  fields,
  unknowns,
  windows,
  demands,
  "forbidden unless": forbiddenUnless,
  explanations,
  acting,
  bounds,
};
