/**
 * What an industry starts with, as data (R136): the levels of its organisation with a small example, posts with the
 * roles they bring, fields and tags. Nothing here is a mechanism of its own: setting up turns it into records, roles and
 * custom fields like those that people make by hand.
 */
import type { Text } from "@latchkey/policy";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { ClassLevel } from "../policies/role-template.ts";

export interface IndustryTemplate {
  readonly id: string;
  readonly name: Text;
  /** Whom it is for, in one sentence. */
  readonly summary: Text;
  /** What the industry calls its kinds of units. */
  readonly kinds: Readonly<Record<string, Text>>;
  /** Kinds of units from the top of the line to where customers are met. */
  readonly levels: readonly string[];
  /** Below the organisation itself. */
  readonly units: readonly TemplateUnit[];
  readonly posts: readonly TemplatePost[];
  /** By role template: duties in the words of the industry, where the shipped ones speak of another. */
  readonly duties?: Readonly<Record<string, Text>>;
  readonly fields: readonly TemplateField[];
  readonly tags: readonly TemplateTag[];
  /** What setting up from it leaves to be done, said before it is chosen. */
  readonly notYet: readonly Text[];
}

export interface TemplateUnit {
  readonly name: Text;
  readonly kind: string;
  /** By which a post finds the one unit it is in, whatever that comes to be called. */
  readonly key?: string;
  /** Where it differs from the organisation's own. */
  readonly zone?: string;
  readonly below?: readonly TemplateUnit[];
}

/** A vacant post in every unit of a kind, or in one unit. The role it brings is called as the post is. */
export interface TemplatePost {
  readonly id: string;
  readonly title: Text;
  /** Id of a role template. */
  readonly role: string;
  readonly at: { readonly kind: string } | { readonly unit: string };
}

export interface TemplateField {
  readonly object: string;
  readonly name: string;
  readonly declaration: FieldDeclaration;
  /**
   * By role template: these roles alone read the field, whatever class others hold. Absent: whoever holds the class.
   */
  readonly only?: Readonly<Record<string, ClassLevel>>;
}

export interface TemplateTag {
  readonly name: Text;
  readonly group: string;
  readonly color: string;
}

/** A unit and all below it, parents first. */
export function unitsOf(units: readonly TemplateUnit[]): readonly TemplateUnit[] {
  return units.flatMap((unit) => [unit, ...unitsOf(unit.below ?? [])]);
}
