/** The HTTP contract of permission tests (R145); see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { Choice } from "../objects/declaration.ts";
import type { Explanation } from "./contract.ts";

/** Whom a test asks about. A role is held at a unit; at some unit of no name where `unit` is null. */
export type TestedSubject =
  | { readonly kind: "role"; readonly role: string; readonly unit: string | null }
  | { readonly kind: "post"; readonly post: string }
  | { readonly kind: "person"; readonly person: string };

/**
 * Whose a sample is, seen from whom the test asks about: their own, a colleague's in their unit, in a unit below theirs, in
 * one beside it, nobody's in their unit (the pool), or in a unit by name.
 */
export type SampleOwner = "self" | "colleague" | "below" | "elsewhere" | "nobody" | "unit";

/** A record that need not exist. */
export interface SampleRecord {
  readonly kind: "sample";
  readonly of: SampleOwner;
  /** Id, where `of` is `unit`. */
  readonly unit: string | null;
  /** Their function in its team, `shared` among them; null: they have no part in it. */
  readonly takesPart: string | null;
  /**
   * Cells by field; what is not named is empty. A field of people holds `self` or `colleague`, one of units `own`,
   * `below` or `elsewhere`; `customer.level` is a cell of what the field `customer` refers to.
   */
  readonly values: Readonly<Record<string, unknown>>;
}

export type TestedRecord = SampleRecord | { readonly kind: "record"; readonly id: string };

/** `can`, `cannot`: the action, or with a field writing it by the action. The others: how they see the field. */
export type Expectation = "can" | "cannot" | "plain" | "masked" | "absent";

export interface PolicyTestContent extends PolicyQuestion {
  readonly expect: Expectation;
}

/** Who does what, on which record and when. */
export interface PolicyQuestion {
  readonly who: TestedSubject;
  readonly object: string;
  /** `view` where a field is looked at. */
  readonly action: string;
  readonly field: string | null;
  readonly record: TestedRecord;
  /** The moment it is asked for (ISO); null: now. */
  readonly at: string | null;
}

/**
 * `unanswered`: it names something that is not there, or not the reader's to see; `why` says which. It blocks nothing, and
 * it is not green.
 */
export interface TestOutcome {
  readonly state: "green" | "red" | "unanswered";
  /** Of what is not green. */
  readonly why: Text | null;
}

export interface PolicyTest {
  readonly id: string;
  readonly version: number;
  readonly content: PolicyTestContent;
  /** The test in words. */
  readonly sentence: Text;
  /** It came with the role templates; else somebody here wrote it. */
  readonly isShipped: boolean;
  readonly isArchived: boolean;
  /** By the published policy; null: it is archived and not run. */
  readonly now: TestOutcome | null;
  /** By the draft; null: there is none. */
  readonly inDraft: TestOutcome | null;
}

/**
 * GET /api/policy/tests: runs them all. Without rights over the whole policy: as if there were none.
 * POST /api/policyTest.save {id?, version?, content} → {id}; 409 `stale`, 400 `bad_request` with what is wrong.
 * POST /api/policyTest.archive, .restore {id, version} → {id}.
 * POST /api/policyTest.addShipped {ids}: of the `missing` ones → `TestsAdded`.
 * Publishing a draft with a red test: 409 `tests_red`, `problems` names them.
 */
export interface PolicyTestsReply {
  readonly tests: readonly PolicyTest[];
  /** Tests that are shipped with the roles here and never came, since the organisation is older; `version` is 0. */
  readonly missing: readonly PolicyTest[];
  readonly mayEdit: boolean;
  /** What tests can be about, in words. */
  readonly objects: readonly TestedObject[];
}

export interface TestsAdded {
  /** Ids. */
  readonly added: readonly string[];
}

export interface TestedObject {
  readonly name: string;
  readonly label: Text;
  readonly actions: readonly { readonly name: string; readonly label: Text }[];
  readonly fields: readonly { readonly name: string; readonly label: Text }[];
  /** What a sample can be asked to hold: own fields, and `customer.level` of what it refers to. */
  readonly cells: readonly TestedCell[];
}

export interface TestedCell {
  readonly name: string;
  readonly label: Text;
  readonly type: "choice" | "choices" | "boolean" | "person" | "unit";
  /** Of a choice. */
  readonly choices: readonly Choice[];
}

/** GET /api/policy/simulate: what can be asked about. Without rights over the whole policy: nothing. */
export interface AskableReply {
  readonly objects: readonly TestedObject[];
}

/**
 * POST /api/policy/simulate {who, object, action, field, record, at}: the answer of the published policy, and of the draft
 * where there is one (R104, R142). Without rights over the whole policy: 403 `forbidden`. Of a record that is not the
 * asker's to see, what a person may do with it now is told as a bare verdict, and nothing that is supposed.
 */
export interface SimulationReply {
  readonly published: Simulated;
  readonly draft: Simulated | null;
}

/** One of the two: an answer, or why there is none. */
export interface Simulated {
  readonly explanation: Explanation | null;
  readonly unanswered: Text | null;
}
