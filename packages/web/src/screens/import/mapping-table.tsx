import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import type { ImportJob, ImportMapping } from "@latchkey/server/contract";
import { Alert, Select } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import type { ImportTarget } from "./targets.ts";
import styles from "./import.module.css";

interface MappingTableProps {
  readonly job: ImportJob;
  readonly mapping: ImportMapping;
  readonly targets: readonly ImportTarget[];
  readonly missing: readonly ImportTarget[];
  change(mapping: ImportMapping): void;
}

const SAMPLES = 3;

/** Each column of the file beside what it will become; a field takes one column only. */
export function MappingTable({ job, mapping, targets, missing, change }: MappingTableProps) {
  const t = useT();
  const text = useText();
  const taken = new Set(Object.values(mapping.columns).filter(Boolean));
  const put = (header: string, name: string | null) =>
    change({ ...mapping, columns: { ...mapping.columns, [header]: name } });
  return (
    <>
      {missing.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t("import.missing", {
            fields: missing.map(({ label }) => text(label)).join(t("words.and")),
          })}
          style={{ marginBottom: 12 }}
        />
      ) : null}
      <div className={styles.frame}>
        <table className={styles.mapping}>
          <thead>
            <tr>
              <th>{t("import.column")}</th>
              <th>{t("import.samples")}</th>
              <th>{t("import.field")}</th>
            </tr>
          </thead>
          <tbody>
            {job.headers.map((header, index) => (
              <MappingLine
                key={header}
                header={header}
                samples={job.samples.map((row) => row[index] ?? "")}
                name={mapping.columns[header] ?? null}
                targets={targets}
                taken={taken}
                isUsedBelow={isUsed(mapping, header)}
                put={(name) => put(header, name)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface MappingLineProps {
  readonly header: string;
  readonly samples: readonly string[];
  readonly name: string | null;
  readonly targets: readonly ImportTarget[];
  readonly taken: ReadonlySet<string | null>;
  /** By what a mapping file says beyond this table. */
  readonly isUsedBelow: boolean;
  put(name: string | null): void;
}

function MappingLine({
  header,
  samples,
  name,
  targets,
  taken,
  isUsedBelow,
  put,
}: MappingLineProps) {
  const t = useT();
  const text = useText();
  const shown = samples.filter(Boolean).slice(0, SAMPLES).join(" · ");
  return (
    <tr>
      <th scope="row">
        {name || isUsedBelow ? (
          <CheckCircleFilled className={styles.mapped} aria-hidden />
        ) : (
          <MinusCircleOutlined className="faint" aria-hidden />
        )}{" "}
        {header}
      </th>
      <td className={styles.samples} title={shown}>
        {shown}
      </td>
      <td>
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          className={styles.fieldSelect ?? ""}
          placeholder={t(isUsedBelow ? "import.usedBelow" : "import.leaveOut")}
          aria-label={header}
          value={name}
          onChange={(next: string | undefined) => put(next ?? null)}
          options={targets.map((target) => ({
            value: target.name,
            label: text(target.label) + (target.required ? " *" : ""),
            disabled: taken.has(target.name) && target.name !== name,
          }))}
        />
      </td>
    </tr>
  );
}

function isUsed({ fields = {}, group = [] }: ImportMapping, header: string): boolean {
  const texts = Object.values(fields).flatMap(({ from, currency = "", times = "", over = "" }) => [
    from,
    currency,
    times,
    over,
  ]);
  return group.includes(header) || texts.some((text) => text.includes(`{${header}}`));
}
