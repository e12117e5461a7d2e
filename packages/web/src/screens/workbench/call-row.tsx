import type { Row } from "@latchkey/server/contract";
import { FieldCell } from "../../fields/field-cell.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { fieldOf, titleOf, useObject } from "../../session/session.tsx";
import { WorkRow } from "./work-row.tsx";
import styles from "./workbench.module.css";

/** Whom to call, the number to call, and how long it has been. */
export function CallRow({ row }: { row: Row }) {
  const t = useT();
  const format = useFormat();
  const customer = useObject("customer");
  if (!customer) return null;
  const cell = (name: string) => {
    const field = fieldOf(customer, name);
    return field ? <FieldCell object="customer" field={field} row={row} dense /> : null;
  };
  const { lastFollowUpAt: last } = row.values;
  return (
    <WorkRow
      object="customer"
      id={row.id}
      title={titleOf(customer, row.values)}
      facts={
        <>
          {cell("stage")}
          {typeof last === "string" ? (
            <time dateTime={last} title={format.absolute(last)}>
              {t("workbench.lastContact", { time: format.relative(last) })}
            </time>
          ) : null}
          {cell("contactTime")}
        </>
      }
      end={<span className={styles.phone}>{cell("phone")}</span>}
    />
  );
}
