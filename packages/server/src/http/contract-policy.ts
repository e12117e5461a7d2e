/** The HTTP contract of the policy as a versioned draft (R144); see `contract.ts`. */
import type { Level, Text } from "@latchkey/policy";
import type { Reference, RoleMeta, Sensitivity } from "./contract.ts";

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
    | "conflicting_duties"
    | "changes_administrator"
    | "widens_by_union"
    | "rule_never_matches"
    | "rule_swallowed"
    | "rule_unmet"
    | "left_with_nothing"
    | "last_administrator"
    | "rehearsal_against"
    | "role_in_use"
    | "field_opens";
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

/** What becomes of the class of a field that was added. */
export interface PolicyClassChange {
  readonly object: string;
  readonly field: string;
  /** The published class it began from. */
  readonly from: Sensitivity;
  readonly sensitivity: Sensitivity;
  readonly line: PolicyLine;
  readonly change: number;
  readonly by: Reference;
  readonly at: string;
  /** Another class was published since, or the field is archived: it must be set again, or dropped. */
  readonly isOutdated: boolean;
}

/**
 * POST /api/policyDraft.setClass {object, field, from, sensitivity, change?}: from one class to another, in the draft; back
 * to `from` takes it out again. 409 `stale` where the class or the draft's change of it has moved on since.
 */
export interface SavedClass {
  /** The draft's change of it; 0: the field is as published again. */
  readonly change: number;
}

export interface PolicyDraft {
  readonly id: string;
  /** Counts drafts. */
  readonly number: number;
  /** Named by whoever submits, publishes or discards what they looked at; else 409 `draft_moved`. */
  readonly version: number;
  readonly state: "open" | "submitted" | "scheduled";
  readonly note: string | null;
  /** Why it was returned. */
  readonly remark: string | null;
  readonly submittedBy: Reference | null;
  readonly submittedAt: string | null;
  /** While it is scheduled: when it will be published, and who approved it. */
  readonly schedule: { readonly at: string; readonly by: Reference } | null;
  /** Why it was not published when it was due, until somebody does something with it. */
  readonly held: Text | null;
  /** What it sets the rule of four eyes to; null: it stays. */
  readonly fourEyes: FourEyes | null;
  /** Number of the version it goes back to. */
  readonly restores: number | null;
  readonly changes: readonly PolicyChange[];
  readonly classes: readonly PolicyClassChange[];
  /**
   * How many meet with a change, as the impact was counted last: outdated if the draft has become another since. Before
   * that, and where something of it is withheld: how many hold a role now whose rights change, which is as many or more.
   */
  readonly people: {
    readonly count: number;
    readonly counted: { readonly at: string; readonly isOutdated: boolean } | null;
  };
  readonly warnings: readonly PolicyWarning[];
}

/**
 * GET /api/policy/draft. Without rights over the whole policy: as if there were no draft.
 * POST /api/policyDraft.…: `drop` {role, change}; `discard` {version}, `reopen` {id}; `setFourEyes` {fourEyes};
 * `submit` {version, note?}; `return` {version, remark?}; `publish` {version, note?} → number of the policy;
 * `schedule` {version, at, note?}: approved now and published then, to the minute, by the approver's rights of then;
 * `unschedule` {version};
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
  /** The moment it was to be published at; null: it was published by hand. */
  readonly scheduledFor: string | null;
}

/**
 * GET /api/policy/file?of=published|draft: the whole policy as YAML, classes of added fields, regulations, roles with
 * their rules and permission tests, in a fixed order. What names a secret field is not in it, and stays as it is when a file is taken in.
 * POST /api/policyFile.compare {text} → what the file would change of what is published, and of the tests.
 */
export interface PolicyFileDifference {
  readonly roles: readonly RoleDifference[];
  /** Of fields. */
  readonly classes: readonly PolicyLine[];
  /** How many regulations are new or called otherwise; those it does not name stay. */
  readonly regulations: number;
  readonly tests: {
    readonly added: number;
    readonly changed: number;
    readonly archived: number;
  };
  /** What the rule of four eyes becomes; null: it stays. */
  readonly fourEyes: FourEyes | null;
}

/**
 * POST /api/policyFile.import {text, version}: roles become the draft (`version`: of the draft that they replace, where
 * something waits in it), tests are written at once. 400 names every mistake with its line and column.
 */
export interface PolicyFileTaken {
  readonly id: string;
  readonly number: number;
  /** How many differ from what is published. */
  readonly roles: number;
  readonly classes: number;
  readonly regulations: number;
  readonly tests: PolicyFileDifference["tests"];
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
  /** The same of classes of fields. */
  readonly classes: { readonly since: readonly PolicyLine[]; readonly back: readonly PolicyLine[] };
}

/** One thing that becomes different for somebody on some record. */
export type ImpactChange =
  /** The name is an action's. */
  | { readonly kind: "act"; readonly name: string; readonly from: YesNo; readonly to: YesNo }
  /** The name is a field's. */
  | { readonly kind: "write"; readonly name: string; readonly from: YesNo; readonly to: YesNo }
  | { readonly kind: "read"; readonly name: string; readonly from: Level; readonly to: Level };

export type YesNo = "yes" | "no";

/** How many meet with a change. What makes records has no records: null. */
export interface ImpactRow {
  readonly change: ImpactChange;
  readonly isGain: boolean;
  /** Of the action or the field. */
  readonly label: Text;
  readonly people: number;
  /** Each once, however many meet with the change on it. */
  readonly records: number | null;
  /** One for each of those people on each of their records. */
  readonly pairs: number | null;
}

export interface ImpactOfObject {
  readonly object: string;
  readonly label: Text;
  /** The draft tells records apart by cells that the reader may not read: how many there are of which is not told. */
  readonly isWithheld: boolean;
  readonly rows: readonly ImpactRow[];
}

/** People who gain anything, and people who lose anything; some do both. */
export interface ImpactSides {
  readonly gain: number;
  readonly lose: number;
}

export interface ImpactFound {
  /** When the last record was counted. */
  readonly at: string;
  /** How long it took, in milliseconds. */
  readonly took: number;
  readonly people: ImpactSides & { readonly total: number };
  /** By the people's own unit or one above it, a dozen at most, most first; null: what the reader does not see, or none. */
  readonly units: readonly (ImpactSides & { readonly unit: Reference | null })[];
  /** Only what becomes different for anybody. */
  readonly objects: readonly ImpactOfObject[];
}

/**
 * GET /api/policy/impact: what the draft means for live records and everybody, against the policy in force. Asking begins
 * the counting; an answer comes when it is done, or after a second with how far it is. Without rights over the whole
 * policy: as if there were no draft.
 * POST /api/policyDraft.countImpact {version}: counts anew. POST /api/policyDraft.stopImpact {version}: leaves off.
 */
export type ImpactReply =
  | { readonly state: "none" | "stopped" }
  | {
      readonly state: "counting";
      /** Objects that are done, of how many; the next one, and how many of its records were read. */
      readonly done: number;
      readonly of: number;
      readonly object: Text;
      readonly records: number;
    }
  | { readonly state: "done"; readonly found: ImpactFound };

/**
 * GET /api/policy/impact/people?object=&kind=&name=&from=&to=&offset=: who meets with a change, on most records first,
 * fifty at a time.
 */
export interface ImpactPeopleReply {
  readonly people: readonly {
    readonly person: Reference;
    readonly unit: string | null;
    readonly records: number | null;
  }[];
  readonly total: number;
  /** Among them people whose rights the reader may not see. */
  readonly unseen: number;
  /** Null: these were the last. */
  readonly next: number | null;
}

/** GET /api/policy/impact/person?person=: what becomes different for one person. 404 for whom the reader may not see. */
export interface ImpactOfPersonReply {
  readonly objects: readonly {
    readonly object: string;
    readonly label: Text;
    readonly rows: readonly Omit<ImpactRow, "people" | "pairs">[];
  }[];
}

/**
 * GET /api/policy/impact/records?person=&object=&kind=&name=&from=&to=&after=: the records on which one person meets with
 * a change, as far as the reader sees them, fifty at a time.
 */
export interface ImpactRecordsReply {
  readonly records: readonly Reference[];
  /** How many there are besides that the reader does not see; null on later pages. */
  readonly unseen: number | null;
  /** Id to be named as `after` for the next ones; null: these were the last. */
  readonly next: string | null;
}

/** Requests that the draft would have answered otherwise, of one kind. */
export interface ShadowRow {
  readonly change: ImpactChange;
  readonly isGain: boolean;
  /** Of the action or the field. */
  readonly label: Text;
  readonly people: number;
  readonly records: number;
  readonly times: number;
  readonly first: string;
  readonly last: string;
}

export interface ShadowOfObject {
  readonly object: string;
  readonly label: Text;
  /** As of an impact. */
  readonly isWithheld: boolean;
  readonly rows: readonly ShadowRow[];
}

/**
 * GET /api/policy/shadow: what the draft would have said otherwise of what people really asked for, since it runs in
 * shadow or was last changed. Without rights over the whole policy: as if there were no draft.
 * POST /api/policyDraft.startShadow {version, hours} (1 to 336): begins anew. POST /api/policyDraft.stopShadow {version}.
 */
export type ShadowReply =
  | { readonly state: "none" }
  | {
      readonly state: "running" | "over";
      readonly startedBy: Reference;
      readonly startedAt: string;
      readonly until: string;
      /** Since when the draft is as it is. */
      readonly since: string;
      /** Requests. */
      readonly decided: number;
      readonly skipped: number;
      /** Differences there was no room for. */
      readonly unlisted: number;
      readonly objects: readonly ShadowOfObject[];
    };

/**
 * GET /api/policy/shadow/found?object=&kind=&name=&from=&to=&offset=: who asked for which record, the latest first, fifty
 * at a time: for who reads the whole audit log, of people whose rights they may see, and records that they see.
 */
export interface ShadowFoundReply {
  readonly found: readonly {
    readonly person: Reference;
    readonly record: Reference;
    readonly times: number;
    readonly first: string;
    readonly last: string;
  }[];
  /** How many there are besides that the reader does not see. */
  readonly unseen: number;
  readonly next: number | null;
}

/**
 * GET /api/policy/impact/record?object=&id=: what the draft would change on one record, for people whose rights the reader
 * may see; those who meet with the same together, most first. 404 without a draft, and for a record the reader does not see.
 */
export interface ImpactOfRecordReply {
  /** The draft's rules look at cells of the record that the reader may not read: nothing is told. */
  readonly isWithheld: boolean;
  readonly groups: readonly {
    /** Their `records` are null. */
    readonly rows: readonly Omit<ImpactRow, "people" | "pairs">[];
    /** Fifty at most. */
    readonly people: readonly { readonly person: Reference; readonly unit: string | null }[];
    readonly total: number;
  }[];
}
