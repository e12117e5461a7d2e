/** A thousand wrong phones are one problem, not a thousand lines: grouped by what is wrong and where. */
import { DownloadOutlined } from "@ant-design/icons";
import type { ImportJob, ImportProblems, ObjectMeta } from "@latchkey/server/contract";
import { Button, Collapse } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { fieldOf } from "../../session/session.tsx";
import { mendOf } from "./mend.ts";
import { ProblemRows } from "./problem-rows.tsx";
import { useImportTargets } from "./targets.ts";
import styles from "./import.module.css";

interface ProblemsProps {
  readonly object: ObjectMeta;
  readonly job: ImportJob;
  readonly of?: "failed" | "undo";
}

/** `of`: of the rows that failed, or of what an undo left as it is. */
export function Problems({ object, job, of = "failed" }: ProblemsProps) {
  const t = useT();
  const labelOf = useColumnLabel(object);
  const groups = of === "undo" ? (job.undo?.problems ?? []) : job.problems;
  if (groups.length === 0) return null;
  // What is a duplicate was left out or flagged; it need not come again.
  const isMendable = groups.some(({ code }) => code !== "duplicate");
  return (
    <Panel
      title={t(of === "undo" ? "undo.keptTitle" : "import.problems")}
      extra={
        isMendable ? (
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden />}
            href={`/api/imports/${job.id}/errors?of=${of}`}
            download
          >
            {t(of === "undo" ? "undo.keptFile" : "import.errorFile")}
          </Button>
        ) : null
      }
    >
      {of === "failed" && isMendable ? <p className="muted">{t("problems.intro")}</p> : null}
      <Collapse
        ghost
        className={styles.problems ?? ""}
        items={groups.map((group) => ({
          key: `${group.column} ${group.code}`,
          label: <GroupWords group={group} of={of} label={labelOf(group.column)} />,
          children: <ProblemRows object={object} job={job} group={group} of={of} />,
        }))}
      />
    </Panel>
  );
}

interface GroupWordsProps {
  readonly group: ImportProblems;
  readonly of: "failed" | "undo";
  readonly label: string;
}

function GroupWords({ group: { code, count, example }, of, label }: GroupWordsProps) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  return (
    <span className={styles.group}>
      <span>
        {label ? <strong>{label}</strong> : null} {text(example)}
        <span className="muted"> {t(mendOf(code, of))}</span>
      </span>
      <span className={styles.groupCount}>
        {t("import.problemRows", { count, rows: format.number(count) })}
      </span>
    </span>
  );
}

function useColumnLabel(object: ObjectMeta): (column: string) => string {
  const text = useText();
  const targets = useImportTargets(object);
  return (column) =>
    text(targets.find(({ name }) => name === column)?.label) ||
    text(fieldOf(object, column)?.label) ||
    column;
}
