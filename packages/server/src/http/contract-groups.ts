/** The HTTP contract of groups that follow a rule (R167); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { Reference } from "./contract.ts";

export type * from "./contract-posts.ts";

/** Ids; kinds of units as they are stored. What a part does not name it does not ask; one part at least names something. */
export interface GroupRuleInput {
  readonly roles?: readonly string[];
  readonly units?: readonly string[];
  readonly kinds?: readonly string[];
  readonly tags?: readonly string[];
  /** Of whose team they are, by themselves or by the unit of the post. */
  readonly campaigns?: readonly string[];
}

/**
 * POST /api/group.setRule {id, version, rule: GroupRuleInput | null, reason?}. `waiting`: its members hold rights by the
 * group, so a second person approves it in the inbox. 409 `stale`, `members_by_hand`; 403 `rule_too_wide`,
 * `grant_too_wide`.
 */
export interface GroupRuleSet {
  readonly id: string;
  readonly state: "set" | "waiting";
}

/** GET /api/groups/:id/rule; null: members come and go by hand. */
export interface GroupRuleReply {
  /** Of the group. */
  readonly version: number;
  readonly rule: Readonly<Record<keyof GroupRuleInput, readonly Reference[]>> | null;
  readonly sentence: Text | null;
  /** Somebody is in it by hand: a rule can be set when they are not. */
  readonly hasMembers: boolean;
  /** Another rule waits for approval. */
  readonly isWaiting: boolean;
}

/** POST /api/group.previewRule {rule}: who would belong, of those the reader sees with their posts; fifty are named. */
export interface GroupRulePreview {
  readonly sentence: Text;
  readonly total: number;
  readonly members: readonly { readonly person: Reference; readonly post: string | null }[];
}
