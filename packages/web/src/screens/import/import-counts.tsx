import type { ImportJob } from "@latchkey/server/contract";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import styles from "./import.module.css";

const COUNTS = ["created", "updated", "skipped", "flagged", "failed"] as const;

const LABELS = {
  created: "import.created",
  updated: "import.updated",
  skipped: "import.skipped",
  flagged: "import.flagged",
  failed: "import.failedRows",
} as const;

export function ImportCounts({ job }: { job: ImportJob }) {
  const t = useT();
  const format = useFormat();
  return (
    <dl className={styles.counts}>
      {COUNTS.map((name) => (
        <div
          key={name}
          className={name === "failed" && job.counts.failed > 0 ? styles.countBad : styles.count}
        >
          <dt>{t(LABELS[name])}</dt>
          <dd>{format.number(job.counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
