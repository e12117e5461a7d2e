/** A cell as its reader may have it: plain, masked (with an eye where it may be revealed) or hidden with its why. */
import { LockOutlined } from "@ant-design/icons";
import type { FieldMeta, Row } from "@latchkey/server/contract";
import type { ComponentType } from "react";
import { actWords } from "../i18n/act-words.ts";
import { useText } from "../i18n/index.ts";
import { Why } from "../why/why.tsx";
import { MaskedCell } from "./masked-cell.tsx";
import type { CellProps } from "./field-type.ts";
import { fieldType } from "./registry.ts";
import styles from "./fields.module.css";

export interface FieldCellProps {
  readonly object: string;
  readonly field: FieldMeta;
  readonly row: Row;
  /** Lists are dense: no question mark in every hidden cell, the lock itself asks. */
  readonly dense?: boolean;
}

export function FieldCell({ object, field, row, dense = false }: FieldCellProps) {
  const value = row.values[field.name];
  if (row.hidden.includes(field.name))
    return <HiddenCell object={object} field={field} row={row} />;
  if (row.masked.includes(field.name)) {
    return <MaskedCell object={object} field={field} row={row} dense={dense} />;
  }
  if (isEmpty(value)) return <span className="faint">{dense ? "" : "—"}</span>;
  const Cell = CODES[`${object}.${field.name}`] ?? fieldType(field).Cell;
  return <Cell field={field} value={value} />;
}

/** Cells that hold a code of the product, not something a person wrote: said in words. */
const CODES: Readonly<Record<string, ComponentType<CellProps>>> = {
  "auditLine.action": function ActCell({ value }) {
    return <>{useText()(actWords(String(value)))}</>;
  },
};

function HiddenCell({ object, field, row }: FieldCellProps) {
  const text = useText();
  return (
    <Why object={object} id={row.id} action="view" field={field.name}>
      <span className={styles.hidden} aria-label={text(field.label)}>
        <LockOutlined aria-hidden />
      </span>
    </Why>
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}
