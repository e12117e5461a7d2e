import type { ImportJob, ImportMapping, ObjectMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Radio, Select } from "antd";
import { useState } from "react";
import { post } from "../../api.ts";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { queryClient } from "../../queries/query-client.ts";
import { importJobQuery } from "../../queries/administration.ts";
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
      field.required && field.writable && !mapped.has(field.name) && !isGiven(field.name, mapping),
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
        <div className={styles.options}>
          <label>{t("import.duplicates")}</label>
          <Radio.Group
            value={mapping.duplicates}
            onChange={(event) =>
              setMapping({
                ...mapping,
                duplicates: event.target.value as ImportMapping["duplicates"],
              })
            }
            options={[
              { value: "skip", label: t("import.skip") },
              { value: "update", label: t("import.update") },
              { value: "flag", label: t("import.flag") },
            ]}
          />
          <label>{t("import.owner")}</label>
          <RecordSelect
            target="person"
            value={mapping.owner ?? null}
            onChange={(owner) => setMapping(withOption(mapping, "owner", owner))}
          />
          <label>{t("import.unit")}</label>
          <UnitSelect
            value={mapping.unit ?? null}
            onChange={(unit) => setMapping(withOption(mapping, "unit", unit))}
          />
          <label>{t("import.tags")}</label>
          <Select
            mode="tags"
            tokenSeparators={[",", "，"]}
            value={[...(mapping.tags ?? [])]}
            onChange={(tags: string[]) => setMapping({ ...mapping, tags })}
          />
        </div>
        {check.error ? (
          <Alert type="error" showIcon title={describe(check.error)} style={{ marginTop: 16 }} />
        ) : null}
        <div className={styles.buttons}>
          <Button
            type="primary"
            loading={check.isPending}
            disabled={missing.length > 0}
            onClick={() => check.mutate()}
          >
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

function withOption(mapping: ImportMapping, name: "owner" | "unit", value: unknown): ImportMapping {
  const { [name]: _old, ...rest } = mapping;
  return typeof value === "string" ? { ...rest, [name]: value } : rest;
}
