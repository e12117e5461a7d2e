/** The HTTP contract of what rules rest on, and of reviewing them when that changes (R56); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { Reference } from "./contract.ts";

export type RegulationKind = "law" | "article" | "internal";

export interface RegulationInput {
  /** What rules cite it by, as people say it: `个人信息保护法 §28`. It never changes. */
  readonly code: string;
  /** Of the one that is changed; absent: a new one. */
  readonly version?: number;
  readonly kind: RegulationKind;
  readonly title: string;
}

export interface Regulation extends Required<RegulationInput> {
  /** The rules that cite it now, as published. */
  readonly citing: readonly CitingRule[];
}

export interface CitingRule {
  readonly role: string;
  readonly roleName: Text;
  readonly rule: string;
  readonly sentence: Text;
}

/**
 * How far a rule is: `open`; `drafted`: settled by a change that waits in the draft; `kept`: it stays, with a remark;
 * `changed`: it stands otherwise by now, or is gone.
 */
export type ReviewState = "open" | "drafted" | "kept" | "changed";

/** The rule as it was when the review was opened. */
export interface ReviewItem extends CitingRule {
  readonly state: ReviewState;
  readonly remark: string | null;
  readonly by: Reference | null;
  readonly at: string | null;
}

export interface RegulationReview {
  readonly id: string;
  readonly regulation: string;
  /** What has changed, in words. */
  readonly change: string;
  readonly owner: Reference;
  readonly due: string;
  readonly by: Reference;
  readonly at: string;
  /** Every rule is kept or stands otherwise. */
  readonly isClosed: boolean;
  readonly isOverdue: boolean;
  readonly items: readonly ReviewItem[];
}

/**
 * GET /api/policy/regulations: without rights over the whole policy, as if there were none.
 * POST /api/regulation.save {@link RegulationInput} → {code}; 409 `stale`, 400 `bad_request`.
 * POST /api/regulation.remove {code, version}: 400 `used_by_rules` where a rule or the draft cites it, 400
 * `regulation_reviewed` where rules were reviewed for it.
 * POST /api/regulation.review {code, change, owner, due} → {id}: it has changed, so a review of exactly the published rules
 * that cite it is opened; 400 `nothing_cites`.
 * POST /api/regulation.settle {review, role, rule, outcome: kept | changed, remark}: 400 `not_changed` where neither the
 * draft nor the published role has the rule otherwise.
 */
export interface RegulationsReply {
  readonly regulations: readonly Regulation[];
  /** The open ones first, by when they are due. */
  readonly reviews: readonly RegulationReview[];
  readonly mayEdit: boolean;
}
