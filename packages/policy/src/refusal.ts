import type { Obligation, Rule } from "./model.ts";

/** As much of a rule, or of a piece of one, as tells what becomes of the act. */
interface Ruling {
  readonly effect: Rule["effect"];
  readonly fields?: object | null | undefined;
  readonly obligations?: readonly Obligation[];
}

/**
 * Whether a rule refuses the act where it applies: a forbid that names neither fields, which it closes instead, nor
 * obligations, which it demands instead. No obligation at all is nothing to fulfil, so an empty list refuses as well.
 */
export function isRefusing({ effect, fields, obligations = [] }: Ruling): boolean {
  return effect === "forbid" && !fields && obligations.length === 0;
}
