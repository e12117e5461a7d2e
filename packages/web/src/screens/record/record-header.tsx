import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import type { RefObject } from "react";
import { RecordToolbar } from "../../actions/record-toolbar.tsx";
import type { RecordContext } from "../../actions/ui-action.ts";
import { FieldCell } from "../../fields/field-cell.tsx";
import { useText } from "../../i18n/index.ts";
import { useTitle } from "../../parts/use-title.ts";
import { fieldOf, titleOf } from "../../session/session.tsx";
import { StateSteps } from "./state-steps.tsx";
import type { RecordEditor } from "./use-record-editor.ts";
import styles from "./record.module.css";

interface RecordHeaderProps {
  readonly ref: RefObject<HTMLElement | null>;
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly context: RecordContext;
  readonly editor: RecordEditor;
}

const FACTS = ["owner", "unit", "tags"];

export function RecordHeader({ ref, object, row, context, editor }: RecordHeaderProps) {
  const text = useText();
  const title = fieldOf(object, object.title);
  useTitle([titleOf(object, row.values), text(object.label)].filter(Boolean).join(" · "));
  const facts = FACTS.flatMap((name) => fieldOf(object, name) ?? []).filter((field) =>
    isFilled(row.values[field.name]),
  );
  return (
    <header ref={ref} className={styles.header}>
      <div className={styles.crumb}>
        <Link to="/o/$object" params={{ object: object.name }}>
          {text(object.plural)}
        </Link>
      </div>
      <div className={styles.headLine}>
        <h1 className={styles.title}>
          {title ? <FieldCell object={object.name} field={title} row={row} /> : text(object.label)}
        </h1>
        <div className={styles.facts}>
          {facts.map((field) => (
            <span key={field.name} className={styles.fact}>
              {field.name === "tags" ? null : <span className="faint">{text(field.label)} </span>}
              <FieldCell object={object.name} field={field} row={row} dense />
            </span>
          ))}
        </div>
        <div className={styles.actions}>
          <RecordToolbar context={context} />
        </div>
      </div>
      <StateSteps object={object} row={row} editor={editor} />
    </header>
  );
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}
