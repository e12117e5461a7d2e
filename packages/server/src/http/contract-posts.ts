/** The HTTP contract of post templates (R166); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { Problem } from "../errors.ts";
import type { Reference } from "./contract.ts";
import type { PolicyLine } from "./contract-policy.ts";

/** Of a role as the template of posts. */
export interface Companions {
  /** Ids of the roles that come with it, the base that every role includes aside; absent: they stay. */
  readonly includes?: readonly string[];
  /** Ids of roles that whoever holds it by a post may be given beside it (R10); absent: they stay. */
  readonly beyond?: readonly string[];
}

/**
 * GET /api/posts/deviations?template=&offset=&accepted=: posts that are not what their template says, of the posts and
 * assignments that the reader sees, fifty at a time; `accepted=true`: those that were left so with a reason.
 */
export interface DeviationsReply {
  /** Every template that a post has, most posts first. */
  readonly templates: readonly {
    readonly template: TemplateName;
    readonly posts: number;
    /** Accepted ones aside. */
    readonly deviating: number;
    readonly accepted: number;
  }[];
  readonly posts: readonly DeviatingPost[];
  /** Of the template that was asked for, or of all. */
  readonly total: number;
  /** Null: these were the last. */
  readonly next: number | null;
}

/** A role, by a word for one that the reader does not see. */
export interface TemplateName {
  readonly id: string;
  readonly name: Text;
}

export interface DeviatingPost {
  readonly id: string;
  readonly title: string | null;
  readonly template: TemplateName;
  readonly unit: Reference | null;
  /** Null: it is vacant. */
  readonly person: Reference | null;
  readonly differences: readonly PolicyLine[];
  /** Why it was left as it is; null: it deviates. */
  readonly accepted: {
    readonly reason: string;
    readonly by: Reference;
    readonly at: string;
  } | null;
}

/**
 * POST /api/post.acceptDeviation {ids, reason}: these posts stay as they are, as long as they are what they are now; a hundred
 * at a time. POST /api/post.dropAcceptance {ids}: they deviate again.
 */
export interface DeviationsAccepted {
  /** Ids of those that it concerned. */
  readonly posts: readonly string[];
}

/**
 * POST /api/post.realign {ids}: each post brings its template's role again, and what its holder was given beside it by
 * hand is taken back; a hundred at a time. Each is an act of its own, by the rights of whoever realigns.
 * POST /api/post.undoRealign {done}: what it was before, as far as the rights of now give it.
 */
export interface RealignReply {
  readonly results: readonly RealignResult[];
}

export interface RealignResult {
  /** Of the post. */
  readonly id: string;
  readonly ok: boolean;
  /** What was done of it all the same where it is not `ok`. */
  readonly done: Realigned;
  readonly problem?: Problem;
}

/** What it takes to go back. */
export interface Realigned {
  /** The role it brought; null: it brought its template's. */
  readonly role: string | null;
  /** Values of the assignments that were taken back. */
  readonly assignments: readonly Readonly<Record<string, string | null>>[];
}
