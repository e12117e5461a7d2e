import type { ImportJob, ImportProblems, ObjectMeta, Text } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { importProblemsQuery } from "../../queries/administration.ts";
import styles from "./import.module.css";

interface ProblemRowsProps {
  readonly object: ObjectMeta;
  readonly job: ImportJob;
  readonly group: ImportProblems;
  readonly of: "failed" | "undo";
}

/** The rows of one group, fetched when it is opened. */
export function ProblemRows({ object, job, group, of }: ProblemRowsProps) {
  const t = useT();
  const text = useText();
  const pages = useInfiniteQuery(importProblemsQuery(job, group, of));
  if (pages.isLoading) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (pages.error) return <Failure problem={pages.error} retry={() => void pages.refetch()} />;
  // What the group says already is not said again in every row.
  const isLike = (message: Text) => text(message) === text(group.example);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <ul className={styles.problemRows}>
        {rows.map(({ row, message, record }, index) => (
          <li key={`${row} ${index}`} className={isLike(message) ? undefined : styles.wide}>
            {record && group.code !== "gone_since" ? (
              <Link to="/o/$object/$id" params={{ object: object.name, id: record }}>
                {t("import.row", { row })}
              </Link>
            ) : (
              <span className="muted">{t("import.row", { row })}</span>
            )}
            {isLike(message) ? null : ` ${text(message)}`}
          </li>
        ))}
      </ul>
      <MoreButton query={pages} block={false} type="link" size="small" />
    </>
  );
}
