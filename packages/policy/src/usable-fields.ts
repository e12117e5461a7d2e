import type { Plan } from "./model.ts";

/** Which fields each clause of a list may name at all: those that at least one arm does not hide. */
export interface UsableFields {
  /** Where some row shows the cell, plain or masked: select, filter, order, group, search, history. */
  readonly read: readonly string[];
  /** Where some row lets the act handle the cell (an export's columns, for instance). */
  readonly act: readonly string[];
  /** Where some row lets the act write the cell. */
  readonly write: readonly string[];
}

export function usableFields(plan: Plan): UsableFields {
  const arms = plan.kind === "arms" ? plan.arms : plan.kind === "always" ? [plan.arm] : [];
  const readable = arms.flatMap(({ levels }) =>
    Object.keys(levels).filter((field) => levels[field] !== "absent"),
  );
  return {
    read: [...new Set(readable)],
    act: [...new Set(arms.flatMap(({ fields }) => fields))],
    write: [...new Set(arms.flatMap(({ write }) => write))],
  };
}
