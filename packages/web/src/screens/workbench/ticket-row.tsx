import type { Row } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { FieldCell } from "../../fields/field-cell.tsx";
import { ReferenceLink } from "../../fields/parts/reference-link.tsx";
import { fieldOf, useObject } from "../../session/session.tsx";
import { Due } from "./due.tsx";
import styles from "./workbench.module.css";

export function TicketRow({ row }: { row: Row }) {
  const object = useObject("ticket");
  const status = object && fieldOf(object, "status");
  const { subject, customer, dueAt } = row.values;
  return (
    <li className={styles.row}>
      <div className={styles.rowBody}>
        <Link
          to="/o/$object/$id"
          params={{ object: "ticket", id: row.id }}
          className={styles.rowTitle}
        >
          {typeof subject === "string" ? subject : "—"}
        </Link>
        <div className={styles.rowFacts}>
          {status ? <FieldCell object="ticket" field={status} row={row} dense /> : null}
          {customer ? <ReferenceLink target="customer" value={customer} /> : null}
        </div>
      </div>
      <Due at={dueAt} />
    </li>
  );
}
