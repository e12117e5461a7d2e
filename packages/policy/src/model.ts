/**
 * The words of the engine, as data. Nothing here knows what a customer is: objects, fields, relations, actions and
 * scopes come from a {@link Schema} that the caller declares.
 *
 * Everything is JSON-serialisable. Rules are never functions, so one rule can be compiled to SQL, evaluated in
 * memory, explained, compared and edited on a screen.
 */

export type Scalar = string | number | boolean | null;

/** A value a record, a subject or the context may hold. Times are epoch milliseconds; `null` is "unknown". */
export type Value = Scalar | readonly Scalar[];

/** SQL's three truth values; `null` is unknown. */
export type Truth = boolean | null;

/**
 * Where an operand comes from: a constant, or a dotted path whose head is `record`, `subject`, `assignment` or
 * `context` (`record.owner`, `subject.id`, `assignment.unit`, `context.now`). Inside `related`, `record` is the
 * related record.
 */
export type Operand = { readonly value: Value } | { readonly path: string };

export type CompareOperator = "eq" | "ne" | "lt" | "le" | "gt" | "ge";

/** The ten kinds of condition. The list is frozen: a new need is expressed with these or it is not a condition. */
export type Condition =
  | { readonly kind: "true" }
  | { readonly kind: "and"; readonly of: readonly Condition[] }
  | { readonly kind: "or"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | {
      readonly kind: "compare";
      readonly op: CompareOperator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: "in"; readonly item: Operand; readonly list: Operand }
  | { readonly kind: "overlaps"; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "within"; readonly unit: Operand; readonly root: Operand }
  | { readonly kind: "related"; readonly relation: string; readonly where: Condition }
  | { readonly kind: "isEmpty"; readonly of: Operand };

export type ConditionKind = Condition["kind"];

/** What the engine must know of a field to type a condition. `ids` and `texts` are arrays. */
export type FieldKind = "text" | "number" | "boolean" | "time" | "id" | "unit" | "texts" | "ids";

export interface FieldType {
  readonly kind: FieldKind;
  /** The sensitivity class that `@class` selectors address. */
  readonly sensitivity: string;
  /** A secret field is absent everywhere unless a permit names it by its own name; no class or `*` reaches it. */
  readonly secret?: boolean;
}

export interface ObjectType {
  readonly fields: Readonly<Record<string, FieldType>>;
  /** To-one or to-many; the engine does not care which. */
  readonly relations: Readonly<Record<string, { readonly target: string }>>;
  /** Action names without the object (`view`, `edit`). `view` is always among them. */
  readonly actions: readonly string[];
  /** Scopes are sugar: each is the condition it stands for, relative to the assignment. `all` is `{kind:"true"}`. */
  readonly scopes: Readonly<Record<string, Condition>>;
  /** The field that holds the record's unit, by which the reach of a forbid is decided; `unit` when not said. */
  readonly unitField?: string;
}

export interface Schema {
  readonly objects: Readonly<Record<string, ObjectType>>;
  /** The sensitivity classes, least sensitive first. */
  readonly classes: readonly string[];
  /** Typed attributes of `subject.*` (besides `id`, which always exists) and `context.*` (besides `now`). */
  readonly subject: Readonly<Record<string, FieldKind>>;
  readonly context: Readonly<Record<string, FieldKind>>;
}

/**
 * Which fields a rule speaks of. A selector is `*`, `@class` or a field's own name.
 * On a permit: `read` opens plainly, `mask` opens masked, `write` lets the rule's actions write.
 * On a forbid: `read` closes for reading (absent), `mask` lowers to masked, `write` closes for writing.
 */
export interface FieldGrant {
  readonly read?: readonly string[];
  readonly mask?: readonly string[];
  readonly write?: readonly string[];
}

/**
 * What an allow demands. Among permits one set is chosen, weakest first: watermark < reason < step-up < approval; what
 * forbids demand is added; quotas all apply.
 */
export type Obligation =
  | { readonly kind: "watermark" }
  | { readonly kind: "reason" }
  | { readonly kind: "step-up"; readonly withinMinutes: number }
  /** `over`: only of an act on more records than so many at once. */
  | { readonly kind: "approval"; readonly by: string; readonly over?: number }
  | { readonly kind: "quota"; readonly counter: string; readonly limit: number };

export interface Rule {
  readonly id: string;
  readonly effect: "permit" | "forbid";
  /** `customer.view`, `customer.*` or `*`. */
  readonly actions: readonly string[];
  /** The name of a scope that every object the actions name must declare; a wildcard skips objects without it. */
  readonly scope: string;
  readonly when?: Condition;
  /**
   * A permit without `fields` opens none by itself (it rides on what other permits open). A forbid without `fields`
   * refuses the act; with `fields` it closes only those fields.
   */
  readonly fields?: FieldGrant;
  /**
   * On a permit: what this way to the act demands; of several ways the weakest demand suffices. On a forbid: "forbidden
   * unless": where it applies it refuses nothing, but every allow demands these in addition, whichever permit allows. A
   * forbid of `view` demands them of every act, since every act implies view. A forbid names fields or obligations,
   * never both.
   */
  readonly obligations?: readonly Obligation[];
  /** A forbid reaches its assignment's subtree only, unless it is marked so. */
  readonly everywhere?: boolean;
  /** What it rests on, by names that mean something to its readers. Decides nothing. */
  readonly cites?: readonly string[];
}

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Role {
  readonly id: string;
  readonly name: Text;
  readonly duties: Text;
  readonly rules: readonly Rule[];
  /** Ids of other roles whose rules come with this one. A cycle is an error. */
  readonly includes?: readonly string[];
  /** Holding or including such a role is flagged wherever it is shown. */
  readonly administrator?: boolean;
}

export interface Policy {
  readonly roles: readonly Role[];
}

/**
 * The most that an assignment may do: no more than somebody else may, or than a list of actions names (`customer.view`,
 * `customer.*`, `*`). A list is read as a role of one permit over everything, so an act needs its `view` in it as well.
 */
export type Bound = { readonly subject: string } | { readonly actions: readonly string[] };

/** A subject holds a role, at a unit, from … until …, because … . Times are epoch milliseconds. */
export interface Assignment {
  readonly id: string;
  readonly role: string;
  readonly unit: string | null;
  readonly from: number | null;
  readonly until: number | null;
  /** Shown by explain: why this assignment exists (a post, a group, a person's wish, a request). */
  readonly because: Text;
  /** Acting for somebody: conditions see that person as `subject`. Who really acts stays {@link Subject}. */
  readonly as?: string;
  /**
   * Permits of this assignment apply only where the bound allows the same, at no higher level, and demand what it
   * demands as well. Its forbids apply in any case.
   */
  readonly bound?: Bound;
}

export interface Subject {
  readonly id: string;
  /** Values of the attributes that {@link Schema.subject} types. */
  readonly attributes: Readonly<Record<string, Value>>;
  readonly assignments: readonly Assignment[];
}

/** The organisation tree as far as the engine needs it. */
export interface UnitTree {
  /** True if `unit` is `root` or below it; null if either is not known. */
  isWithin(unit: string, root: string): Truth;
}

/** Values of `context.*`, `now` (epoch milliseconds) among them. */
export type Context = Readonly<Record<string, Value>>;

/**
 * One record as the engine sees it. Residual conditions about relations are answered by `related`: a database
 * returns each as a computed column, a test walks rows.
 */
export interface RecordFacts {
  readonly values: Readonly<Record<string, Value>>;
  related(atom: RelatedAtom): Truth;
}

/** A `related` condition after everything about the subject has been put in; `key` is equal for equal meaning. */
export interface RelatedAtom {
  readonly kind: "related";
  readonly relation: string;
  readonly where: Condition;
  readonly key: string;
}

/** How a reader sees a cell. */
export type Level = "absent" | "masked" | "plain";

/** Level of every field of the object; a field that is missing here is absent. */
export type FieldLevels = Readonly<Record<string, Level>>;

/**
 * One part of a view: rows for which every `all` is TRUE and every `none` is not TRUE, all seen at the same levels.
 * The arms of a plan are disjoint, so counts add up and a merge needs no distinct.
 */
export interface Arm {
  readonly all: readonly Condition[];
  readonly none: readonly Condition[];
  /** How the reader sees each cell of these rows (always the levels of `view`). */
  readonly levels: FieldLevels;
  /**
   * The fields of the act: readable ∩ named by its permits (`read`, `mask`). A permit that names none rides on all
   * that is readable, so a second permit never narrows the first.
   */
  readonly fields: readonly string[];
  /**
   * How the act handles each cell: the lower of `levels` and what the act's own permits and forbids say. An export
   * whose permit says `mask` writes a masked cell even where view is plain. For `view` it equals `levels`.
   */
  readonly actLevels: FieldLevels;
  /** Fields the action may write in this arm. */
  readonly write: readonly string[];
  readonly obligations: readonly Obligation[];
}

export type Plan =
  | { readonly kind: "never" }
  | { readonly kind: "always"; readonly arm: Arm }
  | { readonly kind: "arms"; readonly arms: readonly Arm[] };

export interface Decision {
  readonly allow: boolean;
  /** How the subject sees each cell of the record: the levels of `view`, whatever the action; empty on deny. */
  readonly levels: FieldLevels;
  /**
   * The fields of the act: readable ∩ named by its permits (`read`, `mask`). A permit that names none rides on all
   * that is readable, so a second permit never narrows the first.
   */
  readonly fields: readonly string[];
  /**
   * How the act handles each cell: the lower of `levels` and what the act's own permits and forbids say. An export
   * whose permit says `mask` writes a masked cell even where view is plain. For `view` it equals `levels`.
   */
  readonly actLevels: FieldLevels;
  readonly write: readonly string[];
  readonly obligations: readonly Obligation[];
  /** The rules that decided: the permits that applied, or the forbids that refused what they would have allowed. */
  readonly reasons: readonly RuleReference[];
}

export interface RuleReference {
  readonly assignment: string;
  readonly role: string;
  readonly rule: string;
}
