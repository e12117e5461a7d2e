import type { Row } from "@latchkey/server/contract";
import { FieldCell } from "../../fields/field-cell.tsx";
import { ReferenceLink } from "../../fields/parts/reference-link.tsx";
import { fieldOf, useObject } from "../../session/session.tsx";
import { Due } from "./due.tsx";
import { WorkRow } from "./work-row.tsx";

export function TicketRow({ row }: { row: Row }) {
  const object = useObject("ticket");
  const status = object && fieldOf(object, "status");
  const { subject, customer, dueAt } = row.values;
  return (
    <WorkRow
      object="ticket"
      id={row.id}
      title={typeof subject === "string" ? subject : ""}
      facts={
        <>
          {status ? <FieldCell object="ticket" field={status} row={row} dense /> : null}
          {customer ? <ReferenceLink target="customer" value={customer} /> : null}
        </>
      }
      end={<Due at={dueAt} />}
    />
  );
}
