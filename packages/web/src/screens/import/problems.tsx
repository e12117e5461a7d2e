/** A thousand wrong phones are one problem, not a thousand lines: grouped by what is wrong and where. */
import { DownloadOutlined } from "@ant-design/icons";
import type { ImportJob, ObjectMeta } from "@latchkey/server/contract";
import { Button, Collapse } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { fieldOf } from "../../session/session.tsx";
import { useImportTargets } from "./targets.ts";
import styles from "./import.module.css";

export function Problems({ object, job }: { object: ObjectMeta; job: ImportJob }) {
  const t = useT();
  const text = useText();
  const targets = useImportTargets(object);
  const labelOf = (column: string): string =>
    text(targets.find(({ name }) => name === column)?.label) ||
    text(fieldOf(object, column)?.label) ||
    column;
  if (job.errors.length === 0) return null;
  const groups = Map.groupBy(job.errors, (error) => `${error.column}\u0000${error.code}`);
  return (
    <Panel
      title={t("import.problems")}
      extra={
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          href={`/api/imports/${job.id}/errors`}
          download
        >
          {t("import.errorFile")}
        </Button>
      }
    >
      <Collapse
        ghost
        items={[...groups].map(([key, errors]) => {
          const [first] = errors;
          const column = first?.column ?? "";
          const example = text(first?.message);
          const isOfAll = errors.every(({ message }) => text(message) === example);
          return {
            key,
            label: (
              <>
                <strong>{labelOf(column)}</strong>{" "}
                {isOfAll ? example : t("import.problemSuch", { example })}{" "}
                <span className="muted">{t("import.problemRows", { count: errors.length })}</span>
              </>
            ),
            children: (
              <ul className={styles.problemRows}>
                {errors.map((error) => (
                  <li key={`${error.row}-${error.column}`}>
                    <span className="muted">{t("import.row", { row: error.row })}</span>{" "}
                    {text(error.message)}
                  </li>
                ))}
              </ul>
            ),
          };
        })}
      />
      {job.errors.length >= MOST_LISTED ? (
        <p className="faint">{t("import.firstProblems")}</p>
      ) : null}
    </Panel>
  );
}

/** What a job carries of its problems; the rest are in the file only. */
const MOST_LISTED = 50;
