/** A record on paper: its fields as the page shows them, and of its timeline what the page has read. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { PrintSheet } from "../../parts/print/print-sheet.tsx";
import { usePrinting } from "../../parts/print/use-printing.ts";
import { timelineQuery } from "../../queries/records.ts";
import { titleOf } from "../../session/session.tsx";
import { fieldGroups, isFilled } from "./record-fields.tsx";
import { TimelineEntry } from "./timeline.tsx";
import styles from "../../parts/print/print-sheet.module.css";

interface RecordPrintProps {
  readonly object: ObjectMeta;
  readonly row: Row;
}

export function RecordPrint(props: RecordPrintProps) {
  return usePrinting() ? <RecordSheet {...props} /> : null;
}

function RecordSheet({ object, row }: RecordPrintProps) {
  const t = useT();
  const text = useText();
  const groups = fieldGroups(object)
    .map(({ label, fields }) => ({
      heading: label ? text(label) : t("record.kept"),
      fields: fields.filter(({ name }) => isFilled(row, name) && !row.hidden.includes(name)),
    }))
    .filter(({ fields }) => fields.length > 0);
  const title = titleOf(object, row.values);
  return (
    <PrintSheet title={title ? `${text(object.label)} · ${title}` : text(object.label)}>
      <tr>
        <td>
          {groups.map((group, index) => (
            <section key={index}>
              <h2 className={styles.title}>{group.heading}</h2>
              <dl className={styles.fields}>
                {group.fields.map((field) => (
                  <PrintedField key={field.name} object={object} field={field} row={row} />
                ))}
              </dl>
            </section>
          ))}
          <PrintedTimeline object={object} row={row} />
        </td>
      </tr>
    </PrintSheet>
  );
}

function PrintedField({ object, field, row }: RecordPrintProps & { readonly field: FieldMeta }) {
  const text = useText();
  return (
    <div className={fieldType(field).isWide ? styles.fieldWide : undefined}>
      <dt>{text(field.label)}</dt>
      <dd>
        {/* Nobody presses an eye on paper. */}
        <FieldCell object={object.name} field={field} row={{ ...row, revealable: [] }} dense />
      </dd>
    </div>
  );
}

/** What the page has read; asking for more would come too late for the paper. */
function PrintedTimeline({ object, row }: RecordPrintProps) {
  const t = useT();
  const format = useFormat();
  const { data, hasNextPage } = useInfiniteQuery({
    ...timelineQuery({ object: object.name, id: row.id }),
    enabled: false,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>{t("record.timeline")}</h2>
      <ol className={styles.entries}>
        {items.map((item, index) => (
          <li key={index} className={styles.entry}>
            <time dateTime={item.at}>{format.absolute(item.at)}</time>
            <div>
              <TimelineEntry object={object} id={row.id} item={item} />
            </div>
          </li>
        ))}
      </ol>
      {hasNextPage ? <p>{t("print.timelineGoesOn")}</p> : null}
    </section>
  );
}
