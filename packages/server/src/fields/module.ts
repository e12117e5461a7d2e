/**
 * What a field type is: how it is stored, parsed, filtered, sorted and masked. Each type is one module; nothing else in
 * the server asks for a field's type by name.
 */
import type { FieldKind, Value } from "@latchkey/policy";
import type { RawBuilder } from "kysely";
import type { Operator } from "../http/contract.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { Problem } from "../errors.ts";

export type Sql = RawBuilder<unknown>;

/** A value in its JSON form, as APIs, history and exports carry it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

export type Parsed = { readonly value: Json } | { readonly problem: Problem };

/** What a filter may ask of the rest of the reader's view. */
export interface Around {
  /** Ids, as rows of a query: the unit and all below it, as far as the reader sees units. */
  unitsBelow(unit: Json): Sql;
}

export interface FieldModule {
  /** What the policy engine sees. */
  readonly kind: FieldKind;
  /** SQL types of the columns, keyed by what is put behind the field's column name (`""` is the main one). */
  readonly columns: Readonly<Record<string, string>>;
  /** Unknown → canonical JSON; empty input is `null`. Checks the shape only, never the database. */
  parse(input: unknown, field: FieldDeclaration, path: string): Parsed;
  /** Canonical JSON (never null) → column values, in the order of `columns`. */
  store(value: Json): readonly unknown[];
  /** Column values as the driver gives them (main one not null) → canonical JSON. */
  load(columns: readonly unknown[]): Json;
  /** `load` also takes the text of the column, and has less to do then. */
  readonly loadsText?: boolean;
  /** Canonical JSON → what a condition of the policy compares. */
  engineValue(value: Json): Value;
  /** The same in SQL, where it is not the main column as it stands. INVARIANT: equals `engineValue`. */
  engineSql?(cell: readonly Sql[]): Sql;
  /** SQL for the columns of a custom field, from the JSON of its value. Never fails, whatever the JSON holds. */
  fromJson(json: Sql): readonly Sql[];
  /** The same for JSON in hand: the canonical cell, null where it is no value of the type. INVARIANT: equals `fromJson`. */
  readJson(json: Json): Json;
  /**
   * Filters by operator. The cell is given as SQL expressions in the order of `columns`, exactly as the reader sees
   * it (absent and unstorably masked cells are typed NULLs). `operand` is canonical, parsed by `parseOperand`.
   */
  readonly filters: Partial<
    Record<Operator, (cell: readonly Sql[], operand: Json, around: Around) => Sql>
  >;
  parseOperand(input: unknown, op: Operator, field: FieldDeclaration, path: string): Parsed;
  /**
   * A value of the main column that none is smaller than, as an SQL literal: lists order empty cells as if they held it.
   * Undefined where sorting makes no sense.
   */
  readonly smallest?: string;
  /** Measures this type can be summed up with, besides count. */
  readonly measures: readonly ("sum" | "avg" | "min" | "max")[];
  readonly groupable: boolean;
  /** The masked form shown to readers; null where the type keeps none (the screen shows dots). */
  mask(value: Json): Json;
  /** The masked form in SQL, in the order of `columns`; undefined where the type keeps none. INVARIANT: equals `mask`. */
  maskSql?(cell: readonly Sql[]): readonly Sql[];
  /** How free text finds the cell; undefined where search does not look. */
  search?(cell: readonly Sql[], words: string): Sql | null;
}
