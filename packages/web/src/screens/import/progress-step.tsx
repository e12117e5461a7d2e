import type { ImportJob } from "@latchkey/server/contract";
import { Progress } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";

export function ProgressStep({ job }: { job: ImportJob }) {
  const t = useT();
  const format = useFormat();
  const percent = job.total > 0 ? Math.floor((job.done / job.total) * 100) : 0;
  const title = t(job.state === "checking" ? "import.checking" : "import.running");
  return (
    <Panel title={title}>
      <Progress aria-label={title} percent={percent} status="active" />
      <p className="muted">
        {t("import.progress", { done: format.number(job.done), total: format.number(job.total) })}
      </p>
    </Panel>
  );
}
