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
  return (
    <Counts
      counts={COUNTS.map((name) => ({
        label: t(LABELS[name]),
        count: job.counts[name],
        isBad: name === "failed" && job.counts.failed > 0,
      }))}
    />
  );
}

interface CountsProps {
  readonly counts: readonly {
    readonly label: string;
    readonly count: number;
    readonly isBad?: boolean;
  }[];
}

export function Counts({ counts }: CountsProps) {
  const format = useFormat();
  return (
    <dl className={styles.counts}>
      {counts.map(({ label, count, isBad }) => (
        <div key={label} className={isBad ? styles.countBad : styles.count}>
          <dt>{label}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
