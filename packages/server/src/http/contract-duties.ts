/** The HTTP contract of duties that are kept apart (R153); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { Reference } from "./contract.ts";

/** How somebody holds a role. */
export interface DutyHolding {
  readonly role: { readonly id: string; readonly name: Text };
  /** The assignment or post it rests on. */
  readonly by: { readonly object: "assignment" | "post"; readonly id: string };
  readonly unit: Reference | null;
  readonly until: string | null;
  /** The sandbox that gives it: a time-bound exception that a second person approved. */
  readonly sandbox: Reference | null;
}

export interface DutyConflict {
  readonly person: Reference;
  readonly one: DutyHolding;
  readonly other: DutyHolding;
  /** One of them is given by a sandbox, and so ends by itself. */
  readonly isException: boolean;
}

/**
 * GET /api/duties: conflicting duties that meet in one person now or will. Of people and grants that the reader sees, both
 * of them; of all else there is nothing, and nothing is counted.
 */
export interface DutiesReply {
  readonly conflicts: readonly DutyConflict[];
  /** More than are shown. */
  readonly isMore: boolean;
}
