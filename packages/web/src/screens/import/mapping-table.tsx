import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import type { FieldMeta, ImportJob, ImportMapping, ObjectMeta } from "@latchkey/server/contract";
import { Alert, Select } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import styles from "./import.module.css";

interface MappingTableProps {
  readonly object: ObjectMeta;
  readonly job: ImportJob;
  readonly mapping: ImportMapping;
  readonly missing: readonly FieldMeta[];
  change(mapping: ImportMapping): void;
}

const SAMPLES = 3;

/** Each column of the file beside what it will become; a field takes one column only. */
export function MappingTable({ object, job, mapping, missing, change }: MappingTableProps) {
  const t = useT();
  const text = useText();
  const fields = object.fields.filter((field) => field.writable && !field.readOnly);
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
            fields: missing.map((field) => text(field.label)).join("、"),
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
                fields={fields}
                taken={taken}
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
  readonly fields: readonly FieldMeta[];
  readonly taken: ReadonlySet<string | null>;
  put(name: string | null): void;
}

function MappingLine({ header, samples, name, fields, taken, put }: MappingLineProps) {
  const t = useT();
  const text = useText();
  return (
    <tr>
      <th scope="row">
        {name ? (
          <CheckCircleFilled className={styles.mapped} />
        ) : (
          <MinusCircleOutlined className="faint" />
        )}{" "}
        {header}
      </th>
      <td className={styles.samples}>{samples.filter(Boolean).slice(0, SAMPLES).join(" · ")}</td>
      <td>
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          className={styles.fieldSelect ?? ""}
          placeholder={t("import.leaveOut")}
          aria-label={header}
          value={name}
          onChange={(next: string | undefined) => put(next ?? null)}
          options={fields.map((field) => ({
            value: field.name,
            label: text(field.label) + (field.required ? " *" : ""),
            disabled: taken.has(field.name) && field.name !== name,
          }))}
        />
      </td>
    </tr>
  );
}
