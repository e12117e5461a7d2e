import { DownloadOutlined } from "@ant-design/icons";
import type { CountReply, ExportJob } from "@latchkey/server/contract";
import { Alert, Button, Progress, Typography } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { FewerExported } from "./fewer-exported.tsx";

interface ExportProgressProps {
  readonly object: string;
  readonly job: ExportJob;
  /** How many rows there will be. */
  readonly total: number;
  /** How many the list showed. */
  readonly listed: CountReply | undefined;
}

export function ExportProgress({ object, job, total, listed }: ExportProgressProps) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  if (job.state === "failed") {
    return <Alert type="error" showIcon title={text(job.error?.message) || t("failure.unknown")} />;
  }
  if (job.state === "done") return <ExportDone object={object} job={job} listed={listed} />;
  const percent = total > 0 ? Math.min(99, Math.floor((job.rows / total) * 100)) : 0;
  return (
    <>
      <Progress aria-label={t("list.export")} percent={percent} status="active" />
      <p className="muted">{t("export.running", { rows: format.number(job.rows) })}</p>
    </>
  );
}

function ExportDone({ object, job, listed }: Omit<ExportProgressProps, "total">) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <p>{t("export.done", { rows: format.number(job.rows), file: job.fileName })}</p>
      <FewerExported object={object} listed={listed} exported={{ count: job.rows }} />
      <Button
        type="primary"
        icon={<DownloadOutlined aria-hidden />}
        href={`/api/exports/${job.id}/file`}
        download={job.fileName}
      >
        {t("export.download")}
      </Button>
      {job.digest ? (
        <p className="muted" style={{ marginTop: 16 }}>
          {t("export.digest")}
          <br />
          <Typography.Text code copyable style={{ wordBreak: "break-all" }}>
            {job.digest}
          </Typography.Text>
        </p>
      ) : null}
    </>
  );
}
