/** The first run, as types only: the part of the contract (`contract.ts`) that sets a system up. */
import type { FieldTypeName, Meta, Sensitivity, Text } from "./contract.ts";

/** GET /api/setup; POST /api/setup SetupRequest → SetupReply, all of it or nothing, once. */
export interface SetupState {
  readonly needed: boolean;
  /** Demo sign-ins, only on the demo enterprise. */
  readonly demo: readonly {
    readonly email: string;
    readonly password: string;
    readonly name: string;
    readonly post: Text;
    readonly unit: string;
    /** Among whom the person stands. */
    readonly group: Text;
    /** What exists for them. */
    readonly sees: Text;
    /** What to try as this person, and the screen to try it on. */
    readonly things: readonly { readonly words: Text; readonly to: string }[];
  }[];
}

export interface SetupRequest {
  readonly organisation: string;
  readonly zone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Of the administrator, and of names that become data: units, titles, tags. */
  readonly locale: "zh" | "en";
  /** Absent: head office and the shipped roles. */
  readonly plan?: SetupPlan;
}

/** What is taken of an industry template; ids are those of {@link IndustryMeta}. */
export interface SetupPlan {
  readonly industry: string;
  /** Parents before children; `parent` is the index of an earlier one, null: below the organisation itself. */
  readonly units: readonly {
    readonly name: string;
    readonly kind: string;
    readonly parent: number | null;
    readonly key?: string;
    readonly zone?: string;
  }[];
  readonly posts: readonly string[];
  readonly fields: readonly string[];
  readonly tags: boolean;
  /** Whether the shipped roles that no post brings are made too. */
  readonly otherRoles: boolean;
}

export interface SetupReply {
  readonly ok: true;
  /** How much was made, head office and the administrator apart. */
  readonly made: {
    readonly units: number;
    readonly posts: number;
    readonly roles: number;
    readonly fields: number;
    readonly tags: number;
  };
}

/** GET /api/setup/industries → {industries, sensitivities}; 409 `already_set_up` once there is an organisation. */
export interface IndustriesReply {
  readonly industries: readonly IndustryMeta[];
  readonly sensitivities: Meta["sensitivities"];
}

export interface IndustryMeta {
  readonly id: string;
  readonly name: Text;
  readonly summary: Text;
  /** What the industry calls its kinds of units. */
  readonly kinds: readonly { readonly kind: string; readonly label: Text }[];
  /** Kinds of a path from the top to where customers are met. */
  readonly levels: readonly string[];
  readonly units: readonly IndustryUnit[];
  /** Vacant, in every unit of a kind or in the unit with a key; the role is called as the post. */
  readonly posts: readonly {
    readonly id: string;
    readonly title: Text;
    readonly duties: Text;
    readonly at: { readonly kind: string } | { readonly unit: string };
  }[];
  readonly fields: readonly {
    readonly id: string;
    readonly objectLabel: Text;
    readonly type: FieldTypeName;
    readonly label: Text;
    readonly sensitivity: Sensitivity;
    readonly choices: readonly Text[];
    /** Whom alone it is open to, whatever class others hold. */
    readonly readers?: readonly Text[];
  }[];
  readonly tags: readonly { readonly name: Text; readonly color: string }[];
  /** What is left to be done afterwards. */
  readonly notYet: readonly Text[];
}

export interface IndustryUnit {
  readonly name: Text;
  readonly kind: string;
  readonly key?: string;
  readonly zone?: string;
  readonly below: readonly IndustryUnit[];
}
