import type { Obligation } from "./model.ts";

type Demand = Exclude<Obligation, { kind: "quota" }>;

const STRENGTH: Record<Demand["kind"], number> = {
  watermark: 1,
  reason: 2,
  "step-up": 3,
  approval: 4,
};

/**
 * What the permits together demand: the demands of the weakest one, since any one permit suffices, and the quotas of
 * all, since every counter that matches is spent. Independent of order: ties fall to the smaller canonical text.
 */
export function combineObligations(
  permits: readonly (readonly Obligation[])[],
): readonly Obligation[] {
  const demands = permits.map((permit) => permit.filter(isDemand).toSorted(strongestFirst));
  const quotas = permits.flat().filter((obligation) => obligation.kind === "quota");
  return [...(demands.toSorted(weakestFirst)[0] ?? []), ...distinct(quotas)];
}

/** What an allow demands: what its permits together do, and all that forbids add. Independent of order. */
export function demandsOf({ obligations, demanded }: DemandSources): readonly Obligation[] {
  const permitted = combineObligations(obligations);
  if (demanded.length === 0) return permitted;
  return combineObligations([addDemands(permitted, demanded)]);
}

export interface DemandSources {
  /** One entry for each permit. */
  readonly obligations: readonly (readonly Obligation[])[];
  /** Those of all forbids. */
  readonly demanded: readonly Obligation[];
}

/** All of these and all of those, each once. */
export function addDemands(
  demands: readonly Obligation[],
  more: readonly Obligation[],
): readonly Obligation[] {
  return distinct([...demands, ...more]);
}

function isDemand(obligation: Obligation): obligation is Demand {
  return obligation.kind !== "quota";
}

function strongestFirst(left: Demand, right: Demand): number {
  return compareDemands(right, left);
}

/** Compares by the strongest demand first; with a common beginning, the permit that demands less is weaker. */
function weakestFirst(left: readonly Demand[], right: readonly Demand[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareDemands(left[index]!, right[index]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** A step-up that may be older is weaker than one that must be fresh; so is an approval that only larger acts need. */
function compareDemands(left: Demand, right: Demand): number {
  const order = STRENGTH[left.kind] - STRENGTH[right.kind];
  if (order !== 0) return order;
  if (left.kind === "step-up" && right.kind === "step-up") {
    return right.withinMinutes - left.withinMinutes;
  }
  if (left.kind === "approval" && right.kind === "approval") {
    const size = (right.over ?? 0) - (left.over ?? 0);
    if (size !== 0) return size;
  }
  return compareTexts(textOf(left), textOf(right));
}

function distinct(obligations: readonly Obligation[]): readonly Obligation[] {
  const byText = new Map(obligations.map((obligation) => [textOf(obligation), obligation]));
  return [...byText].toSorted(([a], [b]) => compareTexts(a, b)).map(([, obligation]) => obligation);
}

/** A text that does not depend on the order in which the keys were written. */
export function textOf(obligation: Obligation): string {
  return JSON.stringify(Object.entries(obligation).toSorted(([a], [b]) => compareTexts(a, b)));
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
