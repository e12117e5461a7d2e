import type { FieldMeta, FieldTypeName, Operator } from "@latchkey/server/contract";
import type { ComponentType } from "react";

/** A readable cell; masked and hidden ones never reach a type's own component. */
export interface CellProps {
  readonly field: FieldMeta;
  readonly value: unknown;
}

export interface InputProps {
  readonly field: FieldMeta;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: unknown) => void;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  /** Begins with its choices in sight, where it has some. */
  readonly defaultOpen?: boolean;
  /** Its name, where no label stands beside it. */
  readonly "aria-label"?: string;
}

export interface FilterProps {
  readonly field: FieldMeta;
  readonly operator: Operator;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** No label stands beside it. */
  readonly "aria-label": string;
}

export interface ChangeProps {
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything screens need to know of a type. No screen asks which type a field has. */
export interface FieldType {
  readonly Cell: ComponentType<CellProps>;
  readonly Input: ComponentType<InputProps>;
  readonly Filter: ComponentType<FilterProps>;
  /** The value that a filter compares with, where a cell would say it too loosely. */
  readonly Chosen?: ComponentType<CellProps>;
  /** What became of a cell, where both states side by side would say it too long. */
  readonly Change?: ComponentType<ChangeProps>;
  /** From the cell as read to what a form holds and the server takes. */
  toForm(value: unknown): unknown;
  /** Offered first when a filter is added, where the reader may use it. */
  readonly firstOperator: Operator;
  /** What a filter's editor starts with, where an empty one makes no sense. */
  readonly impliedFilterValue?: unknown;
  /** Column width to start with. */
  readonly width: number;
  readonly isNumeric?: boolean;
  /** Its input takes one choice, which is the whole answer: in a list it is saved as it is made. */
  readonly isPicked?: boolean;
  /** Its cell is a link already and cannot stand inside another. */
  readonly isLink?: boolean;
  /** Has a panel of its own on a record's page, so it is none of the fields there. */
  readonly isApart?: boolean;
  /** Takes the full width of a form or of a record's fields. */
  readonly isWide?: boolean;
}

export type FieldTypes = Readonly<Record<FieldTypeName, FieldType>>;
