/** Taking an import back: offered, under way, or what became of it. */
import { UndoOutlined } from "@ant-design/icons";
import type { ImportJob, ImportUndo } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, App, Button, Progress } from "antd";
import { useEffect } from "react";
import { post } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { importJobQuery } from "../../queries/administration.ts";
import { refresh } from "../../queries/mutations.ts";
import { queryClient } from "../../queries/query-client.ts";
import { WhyRefused } from "../../why/why-refused.tsx";
import { Counts } from "./import-counts.tsx";

interface UndoProps {
  readonly job: ImportJob;
  readonly undo: ImportUndo;
}

export function UndoPanel({ job }: { job: ImportJob }) {
  const { undo } = job;
  if (!undo) return null;
  if (undo.state === "possible") return <UndoOffer job={job} undo={undo} />;
  return undo.state === "undoing" ? (
    <UndoProgress undo={undo} />
  ) : (
    <UndoResult job={job} undo={undo} />
  );
}

function UndoOffer({ job, undo }: UndoProps) {
  const t = useT();
  const format = useFormat();
  const describe = useFailureText();
  const { modal } = App.useApp();
  const begin = useMutation({
    mutationFn: () => post<ImportJob>(`/api/imports/${job.id}/undo`),
    onSuccess: (next) => queryClient.setQueryData(importJobQuery(job.id).queryKey, next),
  });
  const ask = async () => {
    const isSure = await modal.confirm({
      title: t("undo.sure"),
      content: t("undo.sureWords"),
      okText: t("undo.begin"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) begin.mutate();
  };
  return (
    <Panel
      title={t("undo.title")}
      extra={
        <Button
          icon={<UndoOutlined aria-hidden />}
          loading={begin.isPending}
          onClick={() => void ask()}
        >
          {t("undo.begin")}
        </Button>
      }
    >
      <p className="muted" style={{ margin: 0 }}>
        {t("undo.intro", { until: format.absolute(undo.until) })}
      </p>
      {begin.error ? (
        <Alert
          type="error"
          showIcon
          title={describe(begin.error)}
          action={<WhyRefused problem={begin.error} />}
          style={{ marginTop: 12 }}
        />
      ) : null}
    </Panel>
  );
}

function UndoProgress({ undo: { done, total } }: { undo: ImportUndo }) {
  const t = useT();
  const format = useFormat();
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
  return (
    <Panel title={t("undo.running")}>
      <Progress aria-label={t("undo.running")} percent={percent} status="active" />
      <p className="muted">
        {t("undo.progress", { done: format.number(done), total: format.number(total) })}
      </p>
    </Panel>
  );
}

function UndoResult({ job: { object }, undo: { removed, restored, kept } }: UndoProps) {
  const t = useT();
  useEffect(() => void refresh(object), [object]);
  return (
    <Panel title={t("undo.doneTitle")}>
      <p className="muted">{t(kept > 0 ? "undo.doneInPart" : "undo.doneWords")}</p>
      <Counts
        counts={[
          { label: t("undo.removed"), count: removed },
          { label: t("undo.restored"), count: restored },
          { label: t("undo.kept"), count: kept },
        ]}
      />
    </Panel>
  );
}
