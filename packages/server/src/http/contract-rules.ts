/** The HTTP contract of rules that are put together without code (R57); see `contract.ts`. */
import type { Condition, Obligation, Rule, Text } from "@latchkey/policy";
import type { FieldMeta, Operator, RoleDraft } from "./contract.ts";
import type { Regulation } from "./contract-regulations.ts";
import type { PolicyWarning } from "./contract-policy.ts";

/** Besides what lists ask: whether it is the holder themselves, or lies in the holder's unit or below. */
export type RuleOperator =
  | Exclude<Operator, "contains" | "startsWith">
  | "isMe"
  | "isNotMe"
  | "withinMine";

/** `name` is a field, or `customer.level`: of what a field refers to, or of any record that refers to this one. */
export interface RuleField extends Omit<FieldMeta, "operators"> {
  readonly operators: readonly RuleOperator[];
}

export interface RuleObject {
  readonly name: string;
  readonly label: Text;
  readonly plural: Text;
  readonly actions: readonly {
    readonly name: string;
    readonly label: Text;
    /** Of its bundle. */
    readonly bundle: Text;
    /** What can be demanded for it: of all else, nobody could meet it. */
    readonly duties: readonly Obligation["kind"][];
    /** An approval for many records at once alone. */
    readonly isOfMany: boolean;
  }[];
  /** What a condition may ask. */
  readonly asked: readonly RuleField[];
  /** What a rule may open or close. */
  readonly fields: readonly Pick<FieldMeta, "name" | "label" | "sensitivity">[];
}

/**
 * GET /api/policy/vocabulary: what rules are made of. Who may only initiate sandboxes is told of objects, scopes and the zone;
 * others without rights over the whole policy of nothing.
 */
export interface RuleVocabulary {
  readonly objects: readonly RuleObject[];
  readonly scopes: readonly { readonly name: string; readonly label: Text }[];
  /** Who can be asked for an approval: the head of the unit of whoever acts, or who holds a role. */
  readonly approvers: readonly { readonly by: string; readonly label: Text }[];
  /** IANA zone of the clock that times of day are read from. */
  readonly zone: string;
  /** What a rule can cite. */
  readonly regulations: readonly Pick<Regulation, "code" | "title">[];
  /** What a role may begin with, the lowest first. */
  readonly tiers: readonly RoleTier[];
}

/** Units that are granted together (R17), at whatever reach is chosen with them, and how it sees fields. */
export interface RoleTier {
  readonly name: "base" | "operate" | "manage" | "decide";
  readonly label: Text;
  readonly units: readonly string[];
  readonly classes: RoleDraft["classes"];
}

/** Conditions as filters are written; what they cannot say stays as it is, and is only read. */
export type RuleNode =
  | { readonly and: readonly RuleNode[] }
  | { readonly or: readonly RuleNode[] }
  | { readonly field: string; readonly op: RuleOperator; readonly value?: unknown }
  | { readonly fixed: Condition; readonly sentence: Text };

/** On the clock of the organisation; what ends before it begins goes on past midnight, which is another day. */
export interface RuleHours {
  /** `09:00`. */
  readonly from: string;
  readonly until: string;
}

/** A rule as its parts are chosen. */
export interface RuleForm extends Omit<Rule, "when"> {
  /** Null: in any case. */
  readonly where: RuleNode | null;
  /** The time of day in which it holds; null: at any. */
  readonly hours: RuleHours | null;
  /** The days of the week on which it holds, 1 is Monday; null: on any. */
  readonly days: readonly number[] | null;
  /** The moments between which it holds; null: without a beginning or an end. */
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * POST /api/policyRule.preview: the rule by its parts, or taken apart; beside the other rules of the role as it is being
 * edited. 400 with every problem where it is none.
 */
export interface RulePreviewRequest {
  readonly role: RoleDraft;
  readonly rule?: Rule;
  readonly form?: RuleForm;
}

export interface RulePreview {
  readonly rule: Rule;
  readonly form: RuleForm;
  readonly sentence: Text;
  readonly warnings: readonly Pick<PolicyWarning, "code" | "sentence">[];
  /** Of each object the rule speaks of. */
  readonly matches: readonly RuleMatches[];
}

/** How many records the condition is true of, among those the reader sees with every cell it asks for. */
export interface RuleMatches {
  readonly object: string;
  /** Null: the reader sees none of them so. */
  readonly count: number | null;
  /** There are more; counting stopped. */
  readonly isMore: boolean;
  /** Whose they are depends on who holds the role: no holder is reached by more than this. */
  readonly isUpTo: boolean;
  /** There are records that the reader sees without such a cell; they are not counted. */
  readonly isPartial: boolean;
  /** Where a value is missing, so that a prohibition holds as well. */
  readonly unknown: number;
}
