/**
 * What goes on paper instead of the screen: who printed it and when stands on every page, for paper travels. It shows
 * what the reader reads and no more; a mask stays a mask.
 */
import { useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { serverNow } from "../../clock.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import styles from "./print-sheet.module.css";

interface PrintSheetProps {
  readonly title: string;
  /** Below the title: what this is a part of. */
  readonly words?: ReactNode;
  /** Of a table that lies on its side: the row of its headings and how many they are. */
  readonly headings?: { readonly row: ReactNode; readonly count: number };
  /** Rows of a table, whose head and foot stand on every page. */
  readonly children: ReactNode;
}

export function PrintSheet({ title, words, headings, children }: PrintSheetProps) {
  const t = useT();
  const format = useFormat();
  const { me } = useSession();
  const [at] = useState(() => new Date(serverNow()).toISOString());
  const mark = t("print.by", {
    person: me.person.name,
    organisation: me.organisation,
    at: format.absolute(at),
  });
  return createPortal(
    <article className={`${styles.sheet} ${headings ? styles.wide : ""}`}>
      <header className={styles.header}>
        <h1>{title}</h1>
        <p>{mark}</p>
        {words}
      </header>
      <table className={headings ? styles.table : styles.page}>
        {headings ? <thead>{headings.row}</thead> : null}
        <tbody>{children}</tbody>
        <tfoot>
          <tr>
            <td colSpan={headings?.count} className={styles.mark}>
              {mark}
            </td>
          </tr>
        </tfoot>
      </table>
    </article>,
    document.body,
  );
}
