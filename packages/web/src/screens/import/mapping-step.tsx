import type { ImportJob, ImportMapping, ObjectMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { isFailure, post } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { queryClient } from "../../queries/query-client.ts";
import { importJobQuery } from "../../queries/administration.ts";
import { WhyRefused } from "../../why/why-refused.tsx";
import { hasExtras, MappingExtras } from "./mapping-extras.tsx";
import { MappingFile } from "./mapping-file.tsx";
import { MappingOptions } from "./mapping-options.tsx";
import { MappingTable } from "./mapping-table.tsx";
import { ReadingPanel } from "./reading-panel.tsx";
import { filledBy, useImportTargets } from "./targets.ts";
import styles from "./import.module.css";

interface MappingStepProps {
  readonly object: ObjectMeta;
  readonly job: ImportJob;
  started(): void;
  restart(): void;
}

export function MappingStep({ object, job, started, restart }: MappingStepProps) {
  const t = useT();
  const format = useFormat();
  const [mapping, setMapping] = useState<ImportMapping>(job.mapping);
  const check = useMutation({
    mutationFn: () => post<ImportJob>(`/api/imports/${job.id}/check`, { mapping }),
    onSuccess: (next) => {
      queryClient.setQueryData(importJobQuery(job.id).queryKey, next);
      started();
    },
  });
  const targets = useImportTargets(object);
  const filled = filledBy(mapping);
  const missing = targets.filter(({ name, required }) => required && !filled.has(name));
  return (
    <>
      <ReadingPanel job={job} />
      <Panel
        title={t("import.mapTitle", { file: job.fileName, rows: format.number(job.total) })}
        extra={<MappingFile name={object.name} mapping={mapping} change={setMapping} />}
      >
        <MappingTable
          job={job}
          mapping={mapping}
          targets={targets}
          missing={missing}
          change={setMapping}
        />
      </Panel>
      {hasExtras(mapping) ? (
        <Panel title={t("import.extras")}>
          <MappingExtras mapping={mapping} targets={targets} change={setMapping} />
        </Panel>
      ) : null}
      <Panel title={t("import.options")}>
        <MappingOptions object={object} mapping={mapping} change={setMapping} />
        {check.error ? (
          <MappingFailure problem={check.error} isFromFile={hasExtras(mapping)} />
        ) : null}
        <div className={styles.buttons}>
          <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
            {t("import.startCheck")}
          </Button>
          <Button onClick={restart}>{t("import.otherFile")}</Button>
        </div>
      </Panel>
    </>
  );
}

/** A mapping may come from a file: then each of its mistakes is named with its place there. */
function MappingFailure({ problem, isFromFile }: { problem: unknown; isFromFile: boolean }) {
  const text = useText();
  const describe = useFailureText();
  const problems = isFailure(problem) ? (problem.error.problems ?? []) : [];
  return (
    <Alert
      type="error"
      showIcon
      title={describe(problem)}
      action={<WhyRefused problem={problem} />}
      description={
        problems.length > 0 ? (
          <ul className={styles.problemRows}>
            {problems.map(({ path, message }) => (
              <li key={`${path} ${text(message)}`} className={styles.wide}>
                {isFromFile ? <code>{path} </code> : null}
                {text(message)}
              </li>
            ))}
          </ul>
        ) : undefined
      }
      style={{ marginTop: 16 }}
    />
  );
}
