/** The part of the contract about the fields that administrators add and rename. Types only. */
import type { Text } from "@latchkey/policy";
import type { Choice, FieldTypeName, Sensitivity } from "../objects/declaration.ts";

/**
 * For who may edit every role (`customField:edit` in `Me.may`). `POST /api/customField.…`:
 * `add` {object, label, type, sensitivity, choices?, required?, unique?, place?, name?},
 * `change` {object, name, version, label?, choices?, required?, unique?, place?} (its class changes by
 * `policyDraft.setClass`),
 * `archive` and `restore` {object, name, version} → CustomFieldMeta;
 * `order` {object, names}: all fields in use, in their new order → {names};
 * `relabel` {object, name, version, label} → DeclaredFieldMeta; a label of null is the one it came with.
 *
 * A type never changes; an archived field is nowhere, and its values wait. A choice keeps its value, whatever it comes to
 * be called. Records that were there before a field became required stay as they are.
 */
export interface CustomFieldMeta {
  readonly object: string;
  readonly name: string;
  readonly version: number;
  readonly type: FieldTypeName;
  readonly label: Text;
  readonly sensitivity: Sensitivity;
  readonly choices?: readonly Choice[];
  /** Asked of everybody whose rights let them fill it. */
  readonly required: boolean;
  /** No two records may hold the same value. */
  readonly unique: boolean;
  readonly place: {
    /** The group of the form, by its English label; null: one of its own at the end. */
    readonly group: string | null;
    /** Asked for when a record is made. */
    readonly create: boolean;
    /** Lists show it from the beginning. */
    readonly column: boolean;
  };
  readonly archived: boolean;
}

/** A field that came with the product. */
export interface DeclaredFieldMeta {
  readonly object: string;
  readonly name: string;
  readonly type: FieldTypeName;
  readonly sensitivity: Sensitivity;
  readonly label: Text;
  /** The label it came with. */
  readonly standard: Text;
  /** 0: it was never renamed. */
  readonly version: number;
}

/** GET /api/customFields */
export interface CustomFieldsReply {
  /** Objects that may have some, archived fields included. */
  readonly objects: readonly {
    readonly name: string;
    readonly label: Text;
    readonly plural: Text;
    /** In their order. */
    readonly fields: readonly CustomFieldMeta[];
    readonly declared: readonly DeclaredFieldMeta[];
    /** Groups of the form that a field may stand in. */
    readonly groups: readonly Text[];
  }[];
  readonly types: readonly FieldTypeName[];
  /** Types whose values may be told apart. */
  readonly uniqueTypes: readonly FieldTypeName[];
  /** Fields in use, on one object. */
  readonly limit: number;
}
