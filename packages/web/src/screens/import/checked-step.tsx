import type { ImportJob, ObjectMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { post } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { importJobQuery } from "../../queries/administration.ts";
import { queryClient } from "../../queries/query-client.ts";
import { WhyRefused } from "../../why/why-refused.tsx";
import { ImportCounts } from "./import-counts.tsx";
import { Problems } from "./problems.tsx";
import styles from "./import.module.css";

interface CheckedStepProps {
  readonly object: ObjectMeta;
  readonly job: ImportJob;
  backToMapping(): void;
}

export function CheckedStep({ object, job, backToMapping }: CheckedStepProps) {
  const t = useT();
  const format = useFormat();
  const describe = useFailureText();
  const run = useMutation({
    mutationFn: () => post<ImportJob>(`/api/imports/${job.id}/run`, { mapping: job.mapping }),
    onSuccess: (next) => queryClient.setQueryData(importJobQuery(job.id).queryKey, next),
  });
  const good = job.counts.created + job.counts.updated;
  return (
    <>
      <Panel title={t("import.checkedTitle")}>
        <p className="muted">{t("import.checkedIntro")}</p>
        <ImportCounts job={job} />
        {run.error ? (
          <Alert
            type="error"
            showIcon
            title={describe(run.error)}
            action={<WhyRefused problem={run.error} />}
            style={{ marginTop: 16 }}
          />
        ) : null}
        <div className={styles.buttons}>
          <Button
            type="primary"
            loading={run.isPending}
            disabled={good === 0}
            onClick={() => run.mutate()}
          >
            {t("import.startRun", { rows: format.number(good) })}
          </Button>
          <Button onClick={backToMapping}>{t("import.backToMapping")}</Button>
        </div>
      </Panel>
      <Problems object={object} job={job} />
    </>
  );
}
