import type { ImportJob } from "@latchkey/server/contract";
import { useT } from "../../i18n/index.ts";
import styles from "./import.module.css";

interface ReadingPreviewProps {
  readonly job: ImportJob;
  /** By its number in the file. */
  chooseHeader(row: number): void;
}

/** The first rows as they stand in the file. What stands above the header is not imported. */
export function ReadingPreview({ job: { preview, reading }, chooseHeader }: ReadingPreviewProps) {
  const t = useT();
  const header = reading.header ?? preview[0]?.number ?? 1;
  const width = Math.max(0, ...preview.map(({ cells }) => cells.length));
  return (
    <>
      <p className="muted">{t("reading.help")}</p>
      <div className={styles.sheet} tabIndex={0} role="group" aria-label={t("reading.title")}>
        <table>
          <tbody>
            {preview.map(({ number, cells }) => (
              <tr key={number} className={classOf(number, header)}>
                <th scope="row">
                  {number === header ? (
                    <span className={styles.headerMark}>
                      {t("reading.header", { row: number })}
                    </span>
                  ) : (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={t("reading.choose", { row: number })}
                      title={t("reading.choose", { row: number })}
                      onClick={() => chooseHeader(number)}
                    >
                      {number}
                    </button>
                  )}
                </th>
                {Array.from({ length: width }, (_, column) => (
                  <td key={column} title={cells[column]}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function classOf(number: number, header: number): string | undefined {
  if (number === header) return styles.sheetHeader;
  return number < header ? styles.sheetAbove : undefined;
}
