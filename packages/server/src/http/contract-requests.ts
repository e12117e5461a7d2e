/** The HTTP contract of requests and their approval; see `contract.ts`. */
export type * from "./contract-groups.ts";
import type { Text } from "@latchkey/policy";
import type { CountReply, Reference } from "./contract.ts";

/** One request, as its reader may know it. */
export interface RequestLine {
  readonly id: string;
  /** How people name it. */
  readonly number: number;
  /** To be named when it is decided or withdrawn. */
  readonly version: number;
  readonly kind: string;
  /** What is asked for, without an end. */
  readonly sentence: Text;
  readonly reason: string;
  /** The record it is about, where its reader sees it. */
  readonly about: { readonly object: string; readonly id: string } | null;
  readonly asker: Reference;
  readonly askedAt: string;
  /** When what is asked for ends. */
  readonly until: string | null;
  /** `lapsed`: nobody decided in time. `ended`: approved, and over since `until`. */
  readonly state: "waiting" | "approved" | "refused" | "withdrawn" | "lapsed" | "ended";
  /** Where it stands in its chain, counted from one. */
  readonly step: number;
  readonly steps: number;
  /** Who may decide it now. */
  readonly deciders: readonly Reference[];
  /** When more come in, if nobody decides. */
  readonly nextAt: string | null;
  /** When it lapses unanswered. */
  readonly lapsesAt: string;
  readonly trace: readonly {
    readonly at: string;
    readonly by: Reference;
    readonly what: "asked" | "passed" | "approved" | "refused" | "withdrawn";
    readonly remark?: string;
    /** For whom a deputy did it. */
    readonly inPlaceOf?: Reference;
  }[];
  readonly may: {
    readonly decide: boolean;
    readonly withdraw: boolean;
    /** At the cell it was asked for, by `request.reveal`, until `until`. */
    readonly look: boolean;
  };
}

/** GET /api/requests?which=: those that wait for the reader (`decide`), the reader's own, those they decided. */
export interface RequestsReply {
  readonly requests: readonly RequestLine[];
  /** How many wait for the reader. */
  readonly waiting: number;
  /** Who decides for the reader, now or soon. */
  readonly deputies: readonly {
    readonly id: string;
    readonly deputy: Reference;
    readonly from: string;
    readonly until: string;
  }[];
}

/**
 * POST /api/request.propose {object, id?, action, field?} → what would be asked for, and of whom.
 * POST /api/request.create: the same with {reason, until?} → {id, state}.
 * POST /api/request.nameDeputy {deputy, from?, until} and .endDeputy {id}: who decides for the reader while they are away.
 * POST /api/request.reveal {id} → {value}: what an approved request lets the reader look at; each look leaves a trace.
 * POST /api/request.approve, .refuse, .withdraw {id, version, remark?} → {id, state}.
 */
export interface RequestProposal {
  readonly kind: string;
  readonly sentence: Text;
  readonly deciders: readonly Reference[];
  /** Whether it ends at a time that the asker chooses, and after how many days at most and unless said. */
  readonly days: { readonly most: number; readonly usual: number } | null;
}

/**
 * `<object>.count` {action: "export"}: what can be taken at once. `withApproval`: what could be with an approval, where that
 * is more; the whole of it where there is too much to be taken without. `closed`: fields that are seen and stay out of every
 * file; absent where there is none.
 */
export interface ExportCount extends CountReply {
  readonly closed?: readonly string[];
  readonly withApproval?: CountReply;
}
