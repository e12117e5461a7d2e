/**
 * How an object is declared. A declaration is data: it says what the object is called, which fields it has and how
 * sensitive they are, which actions exist and to which permission bundle each belongs. It holds no access logic:
 * access is rules in the database over the registry that the declarations generate.
 *
 * Table, permission registry, API, forms, history and the test matrix are all derived from it (`derive/`).
 */
import type { Text } from "@latchkey/policy";

export type Sensitivity = "basic" | "contact" | "commercial" | "financial" | "strategic";

/** Least sensitive first; the engine's `@class` selectors use these names. */
export const SENSITIVITIES: readonly Sensitivity[] = [
  "basic",
  "contact",
  "commercial",
  "financial",
  "strategic",
];

/** The field types; each is one module in `fields/`. */
export type FieldTypeName =
  | "text"
  | "longText"
  | "phone"
  | "email"
  | "number"
  | "percent"
  | "money"
  | "boolean"
  | "date"
  | "time"
  | "choice"
  | "choices"
  | "tags"
  | "reference"
  | "person"
  | "unit"
  | "lines"
  | "files"
  | "country"
  | "currency";

export interface Choice {
  readonly value: string;
  readonly label: Text;
  /** A hint for screens: one of Ant Design's tag colours. */
  readonly color?: string;
}

export interface FieldDeclaration {
  readonly type: FieldTypeName;
  readonly label: Text;
  readonly sensitivity: Sensitivity;
  /** One sentence for forms and for "why?". */
  readonly help?: Text;
  /** Personal data in the sense of 个保法 and GDPR: role templates mask it beyond own and assigned records (R134). */
  readonly personal?: boolean;
  /** Absent everywhere, its name included, unless a permit names it. Rare. */
  readonly secret?: boolean;
  readonly required?: boolean;
  /** No two live records may hold the same value. */
  readonly unique?: boolean;
  /** Full text search looks here. */
  readonly search?: boolean;
  /** `choice` and `choices` only. */
  readonly choices?: readonly Choice[];
  /** `reference` only: the object referred to. */
  readonly target?: string;
  /** Set by the system, never by a form or an import. */
  readonly readOnly?: boolean;
  readonly default?: string | number | boolean;
  /**
   * The action that writes this field; `edit` where nothing else is said. An update that touches fields of several
   * actions needs all of them.
   */
  readonly writtenBy?: string;
  /**
   * What it says is what shows the record to others. To empty it is decided about the record as it was alone, or nobody
   * could take back what another has said: they lose sight of the record by that.
   */
  readonly showsRecord?: true;
  /** `text` and `longText`: at most so many characters (default 200 and 20,000). */
  readonly maxLength?: number;
  /** `number`, `percent`: inclusive bounds and decimal places. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly decimals?: number;
  /** `lines` only: the columns of a line. */
  readonly columns?: Readonly<
    Record<
      string,
      {
        readonly type: "text" | "number" | "money";
        readonly label: Text;
        readonly required?: boolean;
      }
    >
  >;
}

/**
 * The bundles (权限单元, R16) that permission matrices are made of: 18 in three blocks, and four named remainders.
 * Every action of every object names exactly one.
 */
export type BundleName =
  | "customer.view"
  | "customer.create"
  | "customer.edit"
  | "customer.remove"
  | "customer.assign"
  | "customer.export"
  | "communication.view"
  | "communication.write"
  | "communication.amend"
  | "communication.withdraw"
  | "communication.versions"
  | "communication.export"
  | "marketing.use"
  | "marketing.author"
  | "marketing.approve"
  | "marketing.send"
  | "marketing.benefit"
  | "marketing.configure"
  | "sales"
  | "service"
  | "reports"
  | "administration";

export interface ActionDeclaration {
  readonly label: Text;
  readonly bundle: BundleName;
  /** 能看啥 / 能改啥 / 能操作啥 (R15). */
  readonly layer: "see" | "change" | "operate";
}

export interface StateDeclaration {
  /** A `choice` field of this object; its choices are the states. */
  readonly field: string;
  readonly initial: string;
  /** From state → states that may follow. A state without an entry is final. */
  readonly transitions: Readonly<Record<string, readonly string[]>>;
}

export interface RelationDeclaration {
  readonly target: string;
  /** `field`: the related record is the one our field refers to. `inverse`: records of `target` whose field refers to us. */
  readonly by: { readonly field: string } | { readonly inverse: string };
}

/**
 * What is counted while records are written, so that nobody has to look at them to count them: how many there are for
 * each combination of `by`, and the sums of their amounts (`tally/`). Every further field doubles the
 * ways they are kept in, and all combinations should be many times fewer than the records.
 */
export interface TallyDeclaration {
  /** Fields of one column (a person, a unit, a choice), `owner` among them. `unit` first: most are looked for by it. */
  readonly by: readonly string[];
  /** `money` only: sums of fractions would drift away from the truth as they are added to and taken from. */
  readonly sums: readonly string[];
}

export interface ObjectDeclaration {
  /** camelCase, singular; the table is its snake_case. */
  readonly name: string;
  readonly label: Text;
  readonly plural: Text;
  /** The field that names a record on screens. */
  readonly title: string;
  /** The field that names it on English ones, where it is filled. */
  readonly titleEnglish?: string;
  /**
   * A child follows a parent: owner and unit of the record are copies of the parent's, kept right in the same
   * transaction. The value is one of our `reference` fields.
   */
  readonly follows?: string;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  readonly states?: StateDeclaration;
  readonly tallies?: TallyDeclaration;
  readonly actions: Readonly<Record<string, ActionDeclaration>>;
  /** Besides those derived from `reference` fields (named as the field) and `participants` (everywhere). */
  readonly relations?: Readonly<Record<string, RelationDeclaration>>;
  readonly list: {
    readonly columns: readonly string[];
    readonly sort: { readonly field: string; readonly direction: "asc" | "desc" };
    /** Other fields that long lists are often ordered by: each costs an index. */
    readonly sorts?: readonly string[];
    /** Long lists whose records are looked for by rare words: tokens are kept of all that can be searched (`search/`). */
    readonly search?: true;
    /** Fields offered first as filters. */
    readonly filters: readonly string[];
  };
  readonly form: readonly { readonly label: Text; readonly fields: readonly string[] }[];
}

export function defineObject<const Declaration extends ObjectDeclaration>(
  declaration: Declaration,
): Declaration {
  return declaration;
}

/**
 * Fields every record has. They are ordinary fields for lists, filters and rules; only commands write them.
 * `owner` and `unit` are what the scopes own, unit, subtree and pool look at.
 */
export const COMMON_FIELDS = {
  owner: {
    type: "person",
    label: { zh: "负责人", en: "Owner" },
    sensitivity: "basic",
    writtenBy: "assign",
  },
  unit: {
    type: "unit",
    label: { zh: "所属单元", en: "Unit" },
    sensitivity: "basic",
    writtenBy: "transfer",
  },
  createdAt: {
    type: "time",
    label: { zh: "创建时间", en: "Created" },
    sensitivity: "basic",
    readOnly: true,
  },
  createdBy: {
    type: "person",
    label: { zh: "创建人", en: "Created by" },
    sensitivity: "basic",
    readOnly: true,
  },
  updatedAt: {
    type: "time",
    label: { zh: "更新时间", en: "Updated" },
    sensitivity: "basic",
    readOnly: true,
  },
} as const satisfies Readonly<Record<string, FieldDeclaration>>;
