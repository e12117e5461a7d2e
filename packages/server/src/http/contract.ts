/**
 * The HTTP contract, as types only: the web imports these and nothing else from the server.
 *
 * Every endpoint is `POST /api/<object>.<verb>` with a JSON body unless said otherwise; sign-in is better-auth under
 * `/api/auth/*` (cookie session). Times are ISO 8601 UTC strings, days `YYYY-MM-DD`, money `{amount, currency}` with
 * the amount a string of integer minor units, ids uuid strings.
 *
 * "Not allowed to see" and "does not exist" are one answer: 404 `not_found`.
 *
 * `Idempotency-Key` on create, update, delete, restore, share and unshare: sent again under its key within 24 hours, the
 * request is done once. 410 `done_unseen`: it was done, and what came of it is not the caller's to see now.
 * 403 `reason_needed`: send it again with `X-Latchkey-Reason` (percent-encoded, 400 characters), which is kept in the audit.
 * 403 `confirmation_needed`: send it again after POST /api/auth/confirm {password} → {ok} or 400 `wrong_password`. 429
 * `quota_spent`: it may be done again when the time in which it is counted has passed.
 * `X-Latchkey-Person`: whose page it is that asks; 401 `other_person` once another one is signed in.
 */
import type { Level, Rule, Text } from "@latchkey/policy";
import type { Companions } from "./contract-posts.ts";
import type { Choice, FieldTypeName, Sensitivity } from "../objects/declaration.ts";

export type { Choice, FieldTypeName, Level, Rule, Sensitivity, Text };

/** Any refusal or failure. `code` is stable; `message` says what, where and how to mend. */
export interface ApiError {
  readonly code: string;
  readonly message: Text;
  /** Per-field problems of a form or of a filter; `path` is the field's name or a path into the body. */
  readonly problems?: readonly {
    readonly path: string;
    readonly code: string;
    readonly message: Text;
  }[];
  /** 409 `stale`: the record as it is now, so that both versions can be shown side by side. */
  readonly current?: Row;
  /** 403: the explanation, where the record is visible or there is none yet, and the question that it answers. */
  readonly explanation?: Explanation;
  readonly question?: {
    readonly object: string;
    readonly id?: string;
    readonly action: string;
    readonly field?: string;
    /** Of a change that waits for an approval: what was to be changed, to ask for it with. */
    readonly values?: unknown;
  };
}

/** GET /api/me */
export interface Me {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly posts: readonly Text[];
  /** Those that one is in, or will be; each ends by itself. */
  readonly sandboxes: readonly {
    readonly id: string;
    readonly name: string;
    readonly from: string;
    readonly until: string;
  }[];
  /** Ids of the roles held now. */
  readonly roles: readonly string[];
  readonly locale: "zh" | "en";
  /** IANA zone of the person. */
  readonly zone: string;
  readonly organisation: string;
  /** The organisation's own currency, offered first in forms. */
  readonly currency?: string;
  /** When the present rights next change by themselves, ISO; refetch then. */
  readonly until: string | null;
  /** The object:action pairs that this person may ever do, `customer:view`, `role:edit`, … */
  readonly may: readonly string[];
  /** Their screens carry the name of whoever looks. */
  readonly watermark: boolean;
  /** How many rounds of trial ask for their word now: GET /api/me/rehearsals tells of them. */
  readonly rehearsals: number;
  /** Somebody looks as this person does; null: they look for themselves. */
  readonly viewing: {
    readonly by: { readonly id: string; readonly name: string };
    readonly until: string;
  } | null;
}

/** GET /api/me/rights: "my duties and rights" (R171). */
export interface MyRights {
  readonly assignments: readonly {
    readonly id: string;
    readonly role: { readonly id: string; readonly name: Text; readonly duties: Text };
    readonly unit: { readonly id: string; readonly name: string } | null;
    readonly from: string | null;
    readonly until: string | null;
    readonly because: Text;
    readonly state: "live" | "future" | "ended";
    /** What the role may do, bundle by bundle. */
    readonly grants: readonly {
      readonly bundle: string;
      readonly label: Text;
      readonly scope: string;
      readonly actions: readonly string[];
    }[];
    readonly classes: readonly {
      readonly class: Sensitivity;
      readonly own: Level;
      readonly beyond: Level;
      readonly write: boolean;
    }[];
    readonly rules: readonly { readonly id: string; readonly sentence: Text }[];
  }[];
  /** The most recent changes of my own assignments, newest first. */
  readonly changes: readonly { readonly at: string; readonly sentence: Text }[];
}

/** GET /api/meta: only what the reader may know; a secret or never-readable unknown field is not in it. */
export interface Meta {
  readonly objects: readonly ObjectMeta[];
  readonly sensitivities: readonly { readonly name: Sensitivity; readonly label: Text }[];
}

export interface ObjectMeta {
  readonly name: string;
  readonly label: Text;
  readonly plural: Text;
  readonly title: string;
  /** The field that names its records in English. */
  readonly titleEnglish?: string;
  readonly fields: readonly FieldMeta[];
  readonly states: {
    readonly field: string;
    readonly transitions: Readonly<Record<string, readonly string[]>>;
  } | null;
  /** Actions the reader may ever do on this object. */
  readonly actions: readonly {
    readonly name: string;
    readonly label: Text;
    readonly layer: "see" | "change" | "operate";
  }[];
  /** Names of the actions that it has and none of the reader's roles ever lets them do: of these they can ask why. */
  readonly closedActions: readonly string[];
  readonly list: {
    readonly columns: readonly string[];
    readonly sort: Sort;
    readonly filters: readonly string[];
  };
  readonly form: readonly { readonly label: Text; readonly fields: readonly string[] }[];
  /** Fields that this reader may write and that tell whether a record is there already: what to `probe` while typing. */
  readonly keys: readonly string[];
  /** Objects whose records follow this one: related lists on the record page. `field` refers to us. */
  readonly children: readonly { readonly object: string; readonly field: string }[];
}

export interface FieldMeta {
  readonly name: string;
  readonly type: FieldTypeName;
  readonly label: Text;
  readonly help?: Text;
  readonly sensitivity: Sensitivity;
  readonly custom: boolean;
  readonly required: boolean;
  /** Not asked for when a record is made, unless it is required. */
  readonly later?: true;
  readonly readOnly: boolean;
  readonly choices?: readonly Choice[];
  readonly target?: string;
  readonly columns?: Readonly<
    Record<string, { readonly type: "text" | "number" | "money"; readonly label: Text }>
  >;
  /** Best level this reader can have on any record. `absent`: known by name, never readable (shown with its why). */
  readonly level: Level;
  /** Whether this reader may ever write it. */
  readonly writable: boolean;
  /** Filter operators; empty when it cannot be filtered by this reader. */
  readonly operators: readonly Operator[];
  readonly sortable: boolean;
  /** What a new record starts with, in the form that `create` takes. */
  readonly default?: unknown;
}

export type Operator =
  | "is"
  | "isNot"
  | "anyOf"
  | "noneOf"
  | "contains"
  | "startsWith"
  | "atLeast"
  | "atMost"
  | "after"
  | "before"
  | "isEmpty"
  | "isNotEmpty"
  | "within"; // units: this unit and all below

/** A tree of conditions on fields; each sees the cell as the reader sees it. */
export type Filter =
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly field: string; readonly op: Operator; readonly value?: unknown };

export interface Sort {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

export interface ListRequest {
  readonly filter?: Filter;
  /** Default: the object's list sort. Ties are broken by id. */
  readonly sort?: readonly Sort[];
  readonly search?: string;
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
  /**
   * Names of the fields whose cells are wanted; absent: all. Rows then tell of these alone what is `values`, `masked`,
   * `hidden`, `writable` and `revealable`; `can` stays whole.
   */
  readonly fields?: readonly string[];
}

export interface ListReply {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly until: string | null;
}

/** A record as this reader sees it. */
export interface Row {
  readonly id: string;
  readonly version: number;
  /** Plain and masked cells by field name; absent cells are missing. References carry `{id, title}`; see {@link Reference}. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of the cells above that are masked. */
  readonly masked: readonly string[];
  /** Known fields that are absent for this reader on this record: show their "why?". */
  readonly hidden: readonly string[];
  /** Actions and whether the reader may do them on this record. */
  readonly can: Readonly<Record<string, boolean>>;
  /** Fields the reader may write on this record. */
  readonly writable: readonly string[];
  /** Masked fields the reader may reveal on this record. */
  readonly revealable: readonly string[];
  readonly deleted?: boolean;
}

/** `title` is null when the reader may not see the record referred to. */
export interface Reference {
  readonly id: string;
  readonly title: string | null;
  /** The title in English, of objects that have one (`titleEnglish`); null where it is not filled or not the reader's to read. */
  readonly english?: string | null;
}

/** `<object>.count` CountRequest → CountReply. */
export interface CountRequest extends Pick<ListRequest, "filter" | "search"> {
  /** Counts those of the list that may be exported; else those that may be seen. */
  readonly action?: "export";
}

export interface CountReply {
  readonly count: number;
  /** There are more than `count`: what no tally knows is counted up to 10,000. */
  readonly isMore?: true;
}

/** `<object>.scope` {}: the sentence over every list ("南山店 and 2 stores · amounts hidden"). */
export interface ScopeReply extends CountReply {
  readonly sentence: Text;
  /** One line per arm of the reader's view: what reaches, through which assignment, which fields are masked or hidden. */
  readonly parts: readonly {
    readonly sentence: Text;
    readonly role: Text;
    readonly unit: string | null;
    readonly masked: readonly string[];
    readonly hidden: readonly string[];
  }[];
}

/** `<object>.aggregate` */
export interface AggregateRequest {
  readonly group: readonly string[];
  readonly measures: readonly {
    readonly op: "count" | "sum" | "avg" | "min" | "max";
    readonly field?: string;
  }[];
  readonly filter?: Filter;
  readonly search?: string;
}
export interface AggregateReply {
  /** Money sums are kept per currency: `values[i]` is `{amount, currency}[]`. */
  readonly groups: readonly {
    readonly key: readonly unknown[];
    readonly values: readonly unknown[];
  }[];
}

/** `<object>.get` {id} */
export interface GetReply {
  readonly record: Row;
  readonly until: string | null;
}

/** `<object>.probe` ProbeRequest → ProbeReply: whether what is being typed is there already. It hinders nothing. */
export interface ProbeRequest {
  /** As `create` takes them, as far as they are typed; what cannot be read is passed over. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The record that is being edited: no twin of itself. */
  readonly except?: string;
}

export interface ProbeReply {
  /** Records of the reader's own lists, a few at most: those of the same key first, then those of a like name. */
  readonly twins: readonly {
    readonly row: Row;
    /** The field that they agree in. */
    readonly by: string;
    readonly isSame: boolean;
  }[];
  /** Keys by which there is a record that the reader does not see. No more is told of it. */
  readonly unseen: readonly string[];
  /** Asked so often that `unseen` was not looked for. */
  readonly isLimited?: true;
}

/**
 * `customer.lookUp` LookUpRequest → LookUpReply: the customer who is speaking, wherever they belong. By what they say of
 * themselves: their whole name with the last four digits of their phone, or the number of an order.
 */
export interface LookUpRequest {
  readonly name?: string;
  readonly digits?: string;
  readonly order?: string;
}

export interface LookUpReply {
  /** None: nobody fits, or nobody whom the reader may have in hand. */
  readonly rows: readonly Row[];
  /** How many look-ups are left within the hour. */
  readonly left: number;
  /** Until when they are in hand; null where nobody is. */
  readonly until: string | null;
}

/**
 * `<object>.print` {filter, search, sort, fields} → PrintReply: a list to be put on paper. It takes records out as an
 * export does: the records that the reader may export, in cells as an export shows them, and no more than 500.
 */
export interface PrintReply {
  readonly rows: readonly Row[];
  /** How many there are to print, of which these are the first. */
  readonly total: CountReply;
}

/** `<object>.create` {values} → GetReply. `<object>.update` {id, version, values} → GetReply or 409 `stale`.
 *  `<object>.delete` / `<object>.restore` {id, version} → {id, version}. `<object>.trash` ListRequest → ListReply.
 *  `<object>.bulk` {ids, action:"update"|"delete"|"restore"|"share"|"unshare", values?, versions?, share?, participants?}
 *  → BulkReply (each row its own result). */
export interface BulkReply {
  readonly results: readonly {
    readonly id: string;
    readonly ok: boolean;
    /** What it became: taking it back asks for it. Missing where the record is not the caller's to see any more. */
    readonly version?: number;
    /** Of an update: its cells as they were, where the caller reads them in full. */
    readonly before?: Readonly<Record<string, unknown>>;
    /** Of a sharing: what ends it. */
    readonly participant?: string;
    readonly error?: ApiError;
  }[];
}

/** `<object>.reveal` {id, field} → {value}; one record at a time, leaves a trace. */
export interface RevealReply {
  readonly value: unknown;
}

/** `<object>.history` {id, cursor?} newest first; cells as the reader sees them now. */
export interface HistoryReply {
  readonly versions: readonly {
    readonly version: number;
    readonly at: string;
    readonly by: Reference;
    readonly action: string;
    readonly changes: readonly {
      readonly field: string;
      readonly before: unknown;
      readonly after: unknown;
      readonly masked: boolean;
    }[];
  }[];
  readonly next: string | null;
}

/** `<object>.timeline` {id, cursor?}: follow-ups, orders, tickets, tasks, visits and changes of one record, newest first. */
export interface TimelineReply {
  readonly items: readonly (
    | { readonly kind: "record"; readonly at: string; readonly object: string; readonly row: Row }
    | {
        readonly kind: "change";
        readonly at: string;
        readonly version: HistoryReply["versions"][number];
      }
  )[];
  readonly next: string | null;
}

/**
 * `<object>.explain` {id, action, field?, person?}: why the reader (or, for administrators, `person`) may or may not.
 * Without `id` and `person`: what the reader's own roles say of an act that has no record yet, or that is done to many.
 */
export interface Explanation {
  readonly allow: boolean;
  readonly action: string;
  readonly field?: { readonly name: string; readonly level: Level };
  /** One plain sentence. */
  readonly sentence: Text;
  readonly steps: readonly {
    readonly assignment: {
      readonly role: Text;
      readonly unit: string | null;
      readonly because: Text;
      readonly until: string | null;
    };
    readonly rule: string;
    /** A demand allows only with something that the sentence names. */
    readonly effect: "permit" | "forbid" | "demand";
    readonly applied: boolean;
    /** The rule in words, and where it broke. */
    readonly sentence: Text;
    readonly failed?: Text;
  }[];
  /** The smallest change that would flip it. */
  readonly flip: readonly Text[];
}

/** `<object>.whoCanSee` {id, cursor?} → people, with the path for each (those the reader may see), page by page. */
export interface WhoCanSeeReply {
  readonly people: readonly {
    readonly person: Reference;
    readonly role: Text;
    readonly unit: string | null;
    readonly because: Text;
    /** Which records the rule reaches that lets them; null where that is not the reader's to know, or not told in a few words. */
    readonly reach: Text | null;
    readonly masked: readonly string[];
    readonly hidden: readonly string[];
  }[];
  /** Of the first page alone; null on those that follow. */
  readonly total: number | null;
  /** The cursor of the next page; null: this is the last. */
  readonly next: string | null;
}

/** `<object>.export` {filter, search, sort, columns, format, locale} → ExportJob; GET /api/exports/:id → ExportJob;
 *  GET /api/exports/:id/file → the file (right re-checked). */
export interface ExportJob {
  readonly id: string;
  readonly state: "queued" | "running" | "done" | "failed";
  readonly format: "csv" | "xlsx";
  readonly rows: number;
  /** SHA-256 of the file, hex, when done. */
  readonly digest: string | null;
  readonly fileName: string;
  readonly error?: ApiError;
}

/** `<object>.share` {id, principal: {kind: "person"|"unit"|"group", id}, function?, until?, reason?}: to whom works neither
 *  in the record's unit nor above or below it, with an end of at most 90 days and a reason, and `approval_needed` (asked for
 *  by `request.create` {object, action: "share", id | ids, share}); `<object>.unshare` {id, participant};
 *  `<object>.participants` {id} → rows of the `participant` object. */

export type { SearchGroup, SearchHit, SearchMark, SearchReply } from "./contract-search.ts";

// ---- organisation -------------------------------------------------------------------------------------------------
// people, units, posts, groups, assignments are declared objects: person.list, unit.list, assignment.create, …
// What goes beyond the posts of whoever gets it has an end (400 `exception_unending`), and is created with somebody else's
// approval only: 403 `approval_needed`, asked for by `request.create` {object: "assignment" | "groupMember",
// action: "create", values, reason}; what is there is made no wider by an update: 403 `beyond_anew`.

/** GET /api/units: the whole tree, preorder (thousands of nodes). */
export interface UnitNode {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly kind: string;
  readonly depth: number;
  readonly people: number;
}
export type * from "./contract-organisation.ts";

/** POST /api/unit.move {id, parent, version}; POST /api/person.suspend {id}; POST /api/person.reinstate {id} */

// ---- roles --------------------------------------------------------------------------------------------------------
/** GET /api/bundles */
export interface BundleMeta {
  readonly name: string;
  readonly label: Text;
  readonly block: {
    readonly name: "customer" | "communication" | "marketing" | "remainder";
    readonly label: Text;
  };
  readonly layer: "see" | "change" | "operate";
  readonly actions: readonly {
    readonly object: string;
    readonly objectLabel: Text;
    readonly action: string;
    readonly label: Text;
    readonly layer: "see" | "change" | "operate";
  }[];
}

export type MatrixScope = "none" | "own" | "unit" | "subtree" | "all";
export interface ClassLevel {
  readonly own: Level;
  readonly beyond: Level;
  readonly write: boolean;
}

/** GET /api/roles → {roles: RoleMeta[]}, as published. */
export interface RoleMeta extends Omit<RoleDraft, "preset" | "change"> {
  readonly version: number;
  /** How many people hold it now. */
  readonly holders: number;
  /** The template it came from, and its grants, to mark what differs. */
  readonly preset: {
    readonly id: string;
    readonly grants: RoleDraft["grants"];
    readonly classes: RoleDraft["classes"];
  } | null;
  /** The rules beside the matrix as sentences; as data (`rules`) for who has rights over the whole policy. */
  readonly sentences: readonly { readonly id: string; readonly sentence: Text }[];
}
export interface RoleDraft extends Companions {
  /** Absent: create. */
  readonly id?: string;
  /** Of the role as published; 0: it is only in the draft. */
  readonly version?: number;
  /** The draft's change of the role that was edited on; absent: none. */
  readonly change?: number;
  readonly name: Text;
  readonly duties: Text;
  readonly grants: Readonly<Record<string, MatrixScope>>;
  readonly classes: Readonly<Partial<Record<Sensitivity, ClassLevel>>>;
  readonly fields?: Readonly<Record<string, Readonly<Record<string, ClassLevel>>>>;
  /** Its rules beside the matrix; absent: they stay. */
  readonly rules?: readonly Rule[];
  /** Ids of the roles that nobody holds together with it; absent: they stay. */
  readonly apart?: readonly string[];
  /** Codes of the regulations that its matrix rests on; absent: they stay. */
  readonly cites?: readonly string[];
  readonly preset?: string;
  /**
   * What it is in the team of a record: then it bounds what taking part brings, and is nobody's role. Of a new one: a shipped
   * function's name, or `new`; it stays what it is.
   */
  readonly function?: string;
}

export type * from "./contract-duties.ts";
export type * from "./contract-policy.ts";
export type * from "./contract-rules.ts";
export type * from "./contract-policy-tests.ts";
export type * from "./contract-regulations.ts";

export type * from "./contract-requests.ts";
export type * from "./contract-rehearsals.ts";
export type * from "./contract-sandboxes.ts";

// ---- custom fields ------------------------------------------------------------------------------------------------
export type { CustomFieldMeta, CustomFieldsReply, DeclaredFieldMeta } from "./contract-fields.ts";

// ---- import -------------------------------------------------------------------------------------------------------
export type * from "./contract-import.ts";

// ---- files ---------------------------------------------------------------------------------------------------------
export type * from "./contract-files.ts";

// ---- workbench ----------------------------------------------------------------------------------------------------
export type * from "./contract-workbench.ts";

// ---- inbox --------------------------------------------------------------------------------------------------------
export type * from "./contract-inbox.ts";

// ---- first run ----------------------------------------------------------------------------------------------------
export type {
  IndustriesReply,
  IndustryMeta,
  IndustryUnit,
  SetupPlan,
  SetupReply,
  SetupRequest,
  SetupState,
} from "./contract-setup.ts";
