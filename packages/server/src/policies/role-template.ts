/**
 * A role template is sugar: a matrix of bundles × scope and of sensitivity classes, plus explicit rules for what a
 * matrix cannot say. `expandTemplate` (derive/) turns it into the one form, a {@link Role} with rules.
 */
import type { Rule, Text } from "@latchkey/policy";
import type { BundleName, Sensitivity } from "../objects/declaration.ts";

/**
 * How far a cell of the matrix reaches. Each contains the ones before it:
 * `own` = owned by me, or I take part in it, or it is shared with me; `unit` = own + my unit; `subtree` = own + my
 * unit and all below it; `all` = everything.
 */
export type MatrixScope = "none" | "own" | "unit" | "subtree" | "all";

/** How a sensitivity class reads: on own (owned, taking part, shared) records, and beyond them. */
export interface ClassLevel {
  readonly own: "plain" | "masked" | "absent";
  readonly beyond: "plain" | "masked" | "absent";
  /** Whether edit actions may write fields of the class. */
  readonly write: boolean;
}

export interface RoleTemplate {
  readonly id: string;
  readonly name: Text;
  /** Duties and permission range in words (R4). */
  readonly duties: Text;
  /**
   * Keys are bundles (`customer.view`) or single actions (`customer:setLevel`, object:action). A single action
   * overrides its bundle. What is not named is `none`: a new role starts with nothing (R10).
   */
  readonly grants: Readonly<Partial<Record<BundleName | `${string}:${string}`, MatrixScope>>>;
  /** Sensitivity classes; a class that is not named is absent everywhere. */
  readonly classes: Readonly<Partial<Record<Sensitivity, ClassLevel>>>;
  /** Per object, fields that differ from their class: `{ opportunity: { amount: { own: "absent", … } } }`. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, ClassLevel>>>>;
  /** Whatever a matrix cannot say, in the one form: conditions, forbids. */
  readonly rules?: readonly Rule[];
  /** Ids of templates, or of roles that were made here. */
  readonly includes?: readonly string[];
  /** Ids of roles that nobody holds together with it, of their own or through others that include them (R153). */
  readonly apart?: readonly string[];
  /**
   * Of what a post brings (R10): roles, named like includes, that its holders may be given beside it without deviating
   * from it.
   */
  readonly beyond?: readonly string[];
  readonly administrator?: boolean;
}
