/** The HTTP contract of the policy as a versioned draft (R144); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { Reference, RoleMeta } from "./contract.ts";

/** Whether a second person must approve: `auto` as soon as there are two who could. */
export type FourEyes = "auto" | "always" | "never";

/**
 * POST /api/role.save (RoleDraft), POST /api/role.archive {id, version, change?} → SavedRole: both wait in the draft. 409
 * `stale` where the role or the draft's change of it has moved on since.
 */
export interface SavedRole {
  readonly id: string;
  /** The draft's change of it, to be named by the next edit; 0: the role is as published again. */
  readonly change: number;
}

/** One thing that becomes different, as a sentence. */
export interface PolicyLine {
  readonly kind: "added" | "taken" | "widened" | "narrowed" | "changed";
  readonly sentence: Text;
}

export interface RoleDifference {
  /** Id of the role. */
  readonly role: string;
  readonly name: Text;
  readonly kind: "created" | "changed" | "archived";
  readonly lines: readonly PolicyLine[];
}

/** What whoever publishes should know. */
export interface PolicyWarning {
  readonly code:
    | "beyond_template"
    | "becomes_administrator"
    | "changes_administrator"
    | "widens_by_union"
    | "rule_never_matches"
    | "rule_swallowed"
    | "rule_unmet"
    | "left_with_nothing"
    | "last_administrator"
    | "role_in_use";
  /** The role it is about, if one. */
  readonly role: string | null;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly sentence: Text;
}

export interface PolicyChange extends RoleDifference {
  /** Of this change; named by whoever edits or drops it. */
  readonly change: number;
  readonly by: Reference;
  readonly at: string;
  /** The role has been published anew since: it must be edited again, or dropped. */
  readonly isOutdated: boolean;
  /** Null: the role is new. */
  readonly before: RoleMeta | null;
  /** Null: it is archived. `version` is the published role's, as edits name it. */
  readonly after: RoleMeta | null;
}

export interface PolicyDraft {
  readonly id: string;
  /** Counts drafts. */
  readonly number: number;
  /** Named by whoever submits, publishes or discards what they looked at; else 409 `draft_moved`. */
  readonly version: number;
  readonly state: "open" | "submitted";
  readonly note: string | null;
  /** Why it was returned. */
  readonly remark: string | null;
  readonly submittedBy: Reference | null;
  readonly submittedAt: string | null;
  /** What it sets the rule of four eyes to; null: it stays. */
  readonly fourEyes: FourEyes | null;
  /** Number of the version it goes back to. */
  readonly restores: number | null;
  readonly changes: readonly PolicyChange[];
  /** How many hold a role now whose rights change, by itself or by what it includes. */
  readonly people: number;
  readonly warnings: readonly PolicyWarning[];
}

/**
 * GET /api/policy/draft. Without rights over the whole policy: as if there were no draft.
 * POST /api/policyDraft.…: `drop` {role, change}; `discard` {version}, `reopen` {id}; `setFourEyes` {fourEyes};
 * `submit` {version, note?}; `return` {version, remark?}; `publish` {version, note?} → number of the policy;
 * `rollBack` {number} → a draft. All → {id, number}.
 */
export interface PolicyDraftReply {
  readonly draft: PolicyDraft | null;
  /** Of the version that decides now; null: nothing has been published yet. */
  readonly policy: number | null;
  readonly fourEyes: {
    readonly rule: FourEyes;
    /** Whether somebody else must approve what the reader submits. */
    readonly isNeeded: boolean;
    /** How many could approve, the reader aside. */
    readonly others: number;
  };
  readonly may: { readonly edit: boolean; readonly submit: boolean; readonly publish: boolean };
}

export interface PolicyVersion {
  readonly number: number;
  readonly at: string;
  /** Null: it is what there was at first. */
  readonly publishedBy: Reference | null;
  /** Who asked for it, where somebody else approved. */
  readonly submittedBy: Reference | null;
  readonly note: string | null;
  readonly draft: number | null;
  readonly restores: number | null;
}

/** GET /api/policy/versions?before=: the latest first. */
export interface PolicyVersionsReply {
  readonly versions: readonly PolicyVersion[];
  /** To be named as `before` for the next ones; null: there are none. */
  readonly next: number | null;
}

/** GET /api/policy/versions/:number → what it changed of the one before, and what going back to it would change now. */
export interface PolicyVersionReply {
  readonly number: number;
  readonly since: readonly RoleDifference[];
  readonly back: readonly RoleDifference[];
}
