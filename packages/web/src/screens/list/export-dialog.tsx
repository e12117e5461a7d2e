/** An export takes the list as it is filtered, in the columns chosen, with the masks of its reader. */
import { DownloadOutlined } from "@ant-design/icons";
import type { ExportJob } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Form, Modal, Progress, Radio, Typography } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { exportJobQuery } from "../../queries/administration.ts";
import { toRequest } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";

type Format = ExportJob["format"];

export function ExportDialog({
  list,
  open,
  close,
}: {
  list: ListModel;
  open: boolean;
  close: () => void;
}) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const [format, setFormat] = useState<Format>("xlsx");
  const [columns, setColumns] = useState<readonly string[] | null>(null);
  const chosen = columns ?? list.columns.map((field) => field.name);
  const start = useMutation({
    mutationFn: () =>
      call<ExportJob>(list.object.name, "export", {
        ...toRequest(list.state),
        columns: chosen,
        format,
      }),
  });
  const job = useQuery(exportJobQuery(start.data?.id ?? null));
  const current = job.data ?? start.data;
  const leave = () => {
    start.reset();
    close();
  };
  const readable = list.object.fields.filter((field) => field.level !== "absent");
  return (
    <Modal
      open={open}
      title={t("export.title", { objects: text(list.object.plural) })}
      onCancel={leave}
      destroyOnHidden
      footer={
        current ? (
          <Button onClick={leave}>{t("action.close")}</Button>
        ) : (
          <Button
            type="primary"
            loading={start.isPending}
            disabled={chosen.length === 0}
            onClick={() => start.mutate()}
          >
            {t("export.start")}
          </Button>
        )
      }
    >
      {start.error ? (
        <Alert type="error" showIcon title={describe(start.error)} style={{ marginBottom: 16 }} />
      ) : null}
      {current ? (
        <ExportProgress job={current} total={list.count ?? 0} />
      ) : (
        <Form layout="vertical">
          <p className="muted">{t("export.intro", { count: list.count ?? 0 })}</p>
          <Form.Item label={t("export.format")}>
            <Radio.Group
              value={format}
              onChange={(event) => setFormat(event.target.value as Format)}
            >
              <Radio value="xlsx">Excel (.xlsx)</Radio>
              <Radio value="csv">CSV</Radio>
            </Radio.Group>
          </Form.Item>
          <Form.Item label={t("export.columns")}>
            <Checkbox.Group
              value={[...chosen]}
              onChange={(next) => setColumns(next.map(String))}
              options={readable.map((field) => ({ value: field.name, label: text(field.label) }))}
            />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}

function ExportProgress({ job, total }: { job: ExportJob; total: number }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  if (job.state === "failed") {
    return <Alert type="error" showIcon title={text(job.error?.message) || t("failure.unknown")} />;
  }
  if (job.state !== "done") {
    const percent = total > 0 ? Math.min(99, Math.floor((job.rows / total) * 100)) : 0;
    return (
      <>
        <Progress percent={percent} status="active" />
        <p className="muted">{t("export.running", { rows: format.number(job.rows) })}</p>
      </>
    );
  }
  return (
    <>
      <p>{t("export.done", { rows: format.number(job.rows), file: job.fileName })}</p>
      <Button
        type="primary"
        icon={<DownloadOutlined />}
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
