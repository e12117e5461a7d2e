/** The HTTP contract of rehearsals (R106, R172); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { PolicyLine, RoleDifference } from "./contract-policy.ts";
import type { Reference } from "./contract.ts";

/** What a task is there to show. */
export type TaskExpectation = "can" | "cannot";

export interface TaskInput {
  readonly text: Text;
  readonly expect: TaskExpectation;
}

/** `didNot`: what they need was refused. `shouldNot`: what they should not be able to do worked. */
export type RehearsalVerdict = "asExpected" | "didNot" | "shouldNot";

/**
 * POST /api/rehearsal.start → {id}: a round begins, and one that runs ends. `version`: of the draft that was looked at.
 * POST /api/rehearsal.end {id} → {id}
 */
export interface RehearsalInput {
  readonly version: number;
  /** It ends by itself after so many days. */
  readonly days: number;
  readonly parts: readonly {
    readonly role: string;
    readonly people: readonly string[];
    readonly tasks: readonly TaskInput[];
  }[];
}

/** GET /api/policy/rehearsals: of the open draft; `?draft=12`: of the one with that number. */
export interface RehearsalsReply {
  /** What a round could begin with: the roles that the draft touches, and what their people could try. */
  readonly roles: readonly {
    readonly role: string;
    readonly name: Text;
    /** How many people hold it now. */
    readonly holders: number;
    readonly tasks: readonly TaskInput[];
  }[];
  /** The latest first. */
  readonly rounds: readonly RehearsalRound[];
  readonly mayStart: boolean;
}

export interface RehearsalRound {
  readonly id: string;
  readonly round: number;
  readonly by: Reference;
  readonly startedAt: string;
  readonly until: string;
  /** Null: it runs. */
  readonly endedAt: string | null;
  readonly parts: readonly {
    readonly role: string;
    readonly name: Text;
    readonly people: readonly (Reference & { readonly hasBegun: boolean })[];
    readonly tasks: readonly (TaskInput & {
      readonly id: string;
      readonly verdicts: readonly {
        readonly person: Reference;
        readonly verdict: RehearsalVerdict;
        readonly remark: string | null;
        readonly at: string;
      }[];
    })[];
  }[];
  /** What the draft changed after it began: until the next round, or until now. */
  readonly followed: readonly RoleDifference[];
  readonly followedClasses: readonly PolicyLine[];
}

/** GET /api/me/rehearsals: those that name the reader and run now. */
export interface MyRehearsals {
  readonly rehearsals: readonly {
    readonly id: string;
    /** Of the draft. */
    readonly number: number;
    readonly round: number;
    readonly until: string;
    readonly tasks: readonly (TaskInput & {
      readonly id: string;
      readonly verdict: RehearsalVerdict | null;
      readonly remark: string | null;
    })[];
  }[];
}

/** POST /api/rehearsal.judge → {id} */
export interface JudgeInput {
  readonly id: string;
  readonly task: string;
  readonly verdict: RehearsalVerdict;
  readonly remark?: string | null;
}
