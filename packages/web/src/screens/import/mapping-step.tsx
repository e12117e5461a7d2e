import type { ImportJob, ImportMapping, ObjectMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { post } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { queryClient } from "../../queries/query-client.ts";
import { importJobQuery } from "../../queries/administration.ts";
import { MappingOptions } from "./mapping-options.tsx";
import { MappingTable } from "./mapping-table.tsx";
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
  const describe = useFailureText();
  const [mapping, setMapping] = useState<ImportMapping>(job.mapping);
  const check = useMutation({
    mutationFn: () => post<ImportJob>(`/api/imports/${job.id}/check`, { mapping }),
    onSuccess: (next) => {
      queryClient.setQueryData(importJobQuery(job.id).queryKey, next);
      started();
    },
  });
  const mapped = new Set(Object.values(mapping.columns));
  const missing = object.fields.filter(
    (field) =>
      field.required &&
      field.default === undefined &&
      field.name !== object.states?.field &&
      field.writable &&
      !mapped.has(field.name) &&
      !isGiven(field.name, mapping),
  );
  return (
    <>
      <Panel title={t("import.mapTitle", { file: job.fileName, rows: format.number(job.total) })}>
        <MappingTable
          object={object}
          job={job}
          mapping={mapping}
          change={setMapping}
          missing={missing}
        />
      </Panel>
      <Panel title={t("import.options")}>
        <MappingOptions mapping={mapping} change={setMapping} />
        {check.error ? (
          <Alert type="error" showIcon title={describe(check.error)} style={{ marginTop: 16 }} />
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

function isGiven(name: string, mapping: ImportMapping): boolean {
  return (
    (name === "owner" && mapping.owner !== undefined) ||
    (name === "unit" && mapping.unit !== undefined)
  );
}
